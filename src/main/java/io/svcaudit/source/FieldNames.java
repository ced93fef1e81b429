package io.svcaudit.source;

import java.util.Set;

/// Some names, of which most fields have none: that is told by a bit of a name's hash.
final class FieldNames {
  private final Set<String> names;
  private final long bits;

  FieldNames(Set<String> names) {
    this.names = Set.copyOf(names);
    this.bits = names.stream().mapToLong(FieldNames::bit).reduce(0, (a, b) -> a | b);
  }

  private static long bit(String name) {
    return 1L << name.hashCode();
  }

  Set<String> all() {
    return names;
  }

  boolean contains(String name) {
    return (bits & bit(name)) != 0 && names.contains(name);
  }
}
