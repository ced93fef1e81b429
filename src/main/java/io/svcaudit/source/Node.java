package io.svcaudit.source;

/// A value of a manifest that knows where it was written. A value that came through an alias or a
/// merge key keeps the place of its anchor.
public sealed interface Node permits Mapping, Sequence, Scalar {
  /// The text that the value was read from.
  SourceFile file();

  /// Where the value stands in the text, packed; [#span()] is for people.
  long place();

  /// Where the value stands, without its key.
  default Span span() {
    return file().span(place());
  }

  /// The same, not worked out yet.
  default Spot spot() {
    return new Spot(file(), place());
  }

  /// What JSON calls this value, with its article, for messages: "a string", "a list", …
  String typeName();
}
