package io.svcaudit.source;

/// What a document could not be read for, and where.
final class Broken extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final Span place;

  Broken(String message, Span place) {
    super(message, null, false, false);
    this.place = place;
  }

  Span place() {
    return place;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
