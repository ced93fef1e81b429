package io.svcaudit.topology.kept;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is worked out when somebody asks for the first time, and once, however many ask at the same
/// time.
public final class Once<T> {
  private volatile @Nullable T found;

  /// The answer.
  ///
  /// @param find works it out; must not ask for the same
  public T get(Supplier<T> find) {
    T known = found;
    if (known != null) return known;
    synchronized (this) {
      known = found;
      if (known == null) found = known = find.get();
      return known;
    }
  }
}
