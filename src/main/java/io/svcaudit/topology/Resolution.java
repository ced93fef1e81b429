package io.svcaudit.topology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a reference leads to.
public sealed interface Resolution<T> {
  /// @param target where it leads
  record Found<T>(T target) implements Resolution<T> {}

  /// It is not there, and what was read is enough to say so.
  ///
  /// @param confidence how sure that is
  /// @param near objects that may have been meant, the likeliest first; may be empty
  record Absent<T>(Confidence confidence, List<T> near) implements Resolution<T> {
    public Absent {
      near = List.copyOf(near);
    }
  }

  /// It may be there, outside of what was read.
  ///
  /// @param why a clause for the user: "no Service was read with it"
  record Unknown<T>(String why) implements Resolution<T> {}

  /// The target, or null.
  default @Nullable T orNull() {
    return this instanceof Found<T>(T target) ? target : null;
  }
}
