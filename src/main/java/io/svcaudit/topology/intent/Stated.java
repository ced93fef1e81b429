package io.svcaudit.topology.intent;

import io.svcaudit.source.Spot;

/// What is said of who is to reach one Service.
public sealed interface Stated {
  /// Where it is said.
  Spot spot();

  /// @param annotated whether the Service says it itself, and not the configuration
  record For(Audience audience, Spot spot, boolean annotated) implements Stated {}

  /// An annotation that says something else.
  record Misspelt(String value, Spot spot) implements Stated {}
}
