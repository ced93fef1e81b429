package io.svcaudit.topology.backend;

import io.svcaudit.source.Span;
import io.svcaudit.source.Spot;

/// One reason to take a container for something.
///
/// @param text what was seen: "image postgres:16", "env POSTGRES_PASSWORD", "port 5432"
/// @param points negative if it speaks against
/// @param spot where it was seen
public record Evidence(String text, int points, Spot spot) {
  public Span span() {
    return spot.span();
  }

  /// Without the value, for a label beside the value itself: "image (60)".
  public String brief() {
    int space = text.indexOf(' ');
    return "%s (%d)".formatted(space < 0 ? text : text.substring(0, space), points);
  }

  @Override
  public String toString() {
    return "%s (%d)".formatted(text, points);
  }
}
