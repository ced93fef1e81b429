package io.svcaudit.rules.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long something has been so, by the clock of the cluster.
final class Age {
  /// What is younger may still settle: a rollout, a load balancer that is being built.
  static final Duration SETTLING = Duration.ofMinutes(5);

  /// Lists are read one after the other, and controllers follow within seconds: what is younger
  /// proves no disagreement between them.
  static final Duration READING = Duration.ofSeconds(60);

  private Age() {}

  /// Whether it has been so for longer; not if nobody knows since when.
  static boolean isOver(Duration grace, Optional<Instant> since, Instant at) {
    return since.isPresent() && since.get().plus(grace).isBefore(at);
  }

  /// `12 minutes`, `3 hours`, `40 days`.
  static String words(Optional<Instant> since, Instant at) {
    Duration age = since.map(start -> Duration.between(start, at)).orElse(Duration.ZERO);
    if (age.toHours() < 1) return age.toMinutes() + " minutes";
    if (age.toHours() < 48) return age.toHours() == 1 ? "an hour" : age.toHours() + " hours";
    return age.toDays() + " days";
  }
}
