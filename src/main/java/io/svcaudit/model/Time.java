package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Points in time as the API writes them (RFC 3339).
final class Time {
  private Time() {}

  static Optional<Instant> of(Mapping node, String... path) {
    try {
      return node.text(path).map(Instant::parse);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
