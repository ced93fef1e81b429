package io.svcaudit.topology.kept;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What was worked out for things, kept for the next who asks. Rules ask at the same time: two of
/// them may work out one answer, and both get the one that was there first.
public final class Kept<K, V> {
  private final Map<K, V> known;

  private Kept(Map<K, V> known) {
    this.known = known;
  }

  /// For things that are told apart by what they are.
  public static <K, V> Kept<K, V> byIdentity() {
    return new Kept<>(new IdentityHashMap<>());
  }

  /// For things that are told apart by what they say.
  public static <K, V> Kept<K, V> byContent() {
    return new Kept<>(new HashMap<>());
  }

  /// The answer for a thing.
  ///
  /// @param find works it out; may ask for the answers to other things
  public V of(K key, Supplier<V> find) {
    synchronized (known) {
      V kept = known.get(key);
      if (kept != null) return kept;
    }
    V found = find.get();
    synchronized (known) {
      V before = known.putIfAbsent(key, found);
      return before == null ? found : before;
    }
  }
}
