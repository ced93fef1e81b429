package io.svcaudit.topology.policy;

import java.util.ArrayList;
import java.util.List;

/// A set of values of an ordered type, as intervals. Equal sets are equal objects.
///
/// @param bounds ascending, an even number of them: the first value of the set, the first after it
///   that is not in it, the next one that is, and so on; empty for the empty set
public record Intervals<T extends Comparable<T>>(List<T> bounds) {
  /// One interval.
  ///
  /// @param from included
  /// @param to not included
  public record Interval<T extends Comparable<T>>(T from, T to) {}

  @FunctionalInterface
  private interface Membership {
    boolean of(boolean inOne, boolean inOther);
  }

  public Intervals {
    bounds = List.copyOf(bounds);
  }

  static <T extends Comparable<T>> Intervals<T> none() {
    return new Intervals<>(List.<T>of());
  }

  /// @param to not included; the set is empty if it is not after `from`
  static <T extends Comparable<T>> Intervals<T> of(T from, T to) {
    return from.compareTo(to) < 0 ? new Intervals<>(List.of(from, to)) : none();
  }

  /// The intervals, ascending, with a gap between any two; may be empty.
  public List<Interval<T>> all() {
    var all = new ArrayList<Interval<T>>();
    for (int i = 0; i < bounds.size(); i += 2)
      all.add(new Interval<>(bounds.get(i), bounds.get(i + 1)));
    return all;
  }

  public boolean isEmpty() {
    return bounds.isEmpty();
  }

  boolean contains(T value) {
    int passed = 0;
    while (passed < bounds.size() && bounds.get(passed).compareTo(value) <= 0) passed++;
    return isInside(passed);
  }

  Intervals<T> union(Intervals<T> other) {
    return combine(other, (one, two) -> one || two);
  }

  Intervals<T> intersection(Intervals<T> other) {
    return combine(other, (one, two) -> one && two);
  }

  Intervals<T> minus(Intervals<T> other) {
    return combine(other, (one, two) -> one && !two);
  }

  /// Walks along the bounds of both and keeps those where membership changes.
  private Intervals<T> combine(Intervals<T> other, Membership membership) {
    var combined = new ArrayList<T>();
    int mine = 0;
    int its = 0;
    while (mine < bounds.size() || its < other.bounds.size()) {
      T next = next(other, mine, its);
      if (mine < bounds.size() && bounds.get(mine).compareTo(next) == 0) mine++;
      if (its < other.bounds.size() && other.bounds.get(its).compareTo(next) == 0) its++;
      if (membership.of(isInside(mine), isInside(its)) != isInside(combined.size()))
        combined.add(next);
    }
    return new Intervals<>(combined);
  }

  private T next(Intervals<T> other, int mine, int its) {
    if (mine == bounds.size()) return other.bounds.get(its);
    if (its == other.bounds.size()) return bounds.get(mine);
    T one = bounds.get(mine);
    T two = other.bounds.get(its);
    return one.compareTo(two) <= 0 ? one : two;
  }

  /// After an odd number of bounds.
  private static boolean isInside(int passed) {
    return passed % 2 == 1;
  }
}
