package io.svcaudit.source;

/// Where something stands, to be worked out when somebody wants to see it.
public record Spot(SourceFile file, long place) {
  /// The lines and columns.
  public Span span() {
    return file.span(place);
  }
}
