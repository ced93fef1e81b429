package io.svcaudit.source;

/// A value of a manifest that knows where it was written. A value that came through an alias or a
/// merge key keeps the place of its anchor.
public sealed interface Node permits Mapping, Sequence, Scalar {
  /// Where the value stands, without its key.
  Span span();

  /// What JSON calls this value, with its article, for messages: "a string", "a list", …
  String typeName();
}
