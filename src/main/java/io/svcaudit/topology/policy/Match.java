package io.svcaudit.topology.policy;

/// Whether something holds, as far as what was read can tell.
public enum Match {
  NO,
  /// It depends on what was not read.
  MAYBE,
  YES;

  static Match of(boolean holds) {
    return holds ? YES : NO;
  }

  Match and(Match other) {
    return compareTo(other) <= 0 ? this : other;
  }

  Match or(Match other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Match not() {
    return switch (this) {
      case NO -> YES;
      case MAYBE -> MAYBE;
      case YES -> NO;
    };
  }
}
