package io.svcaudit.source;

import java.util.OptionalLong;

/// A string, number, boolean or null.
///
/// @param text the value as JSON would hold it: `0777` in YAML is `511`, `yes` is `true`, null is
///   `null`
public record Scalar(SourceFile file, long place, Type type, String text) implements Node {
  public Scalar {
    text = Words.share(text);
  }

  /// The JSON types of a scalar.
  public enum Type {
    STRING("a string"),
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    NULL("null");

    private final String words;

    Type(String words) {
      this.words = words;
    }
  }

  /// Where a part of the text stands, as far as the file writes it as it is; else the first line of
  /// the whole value.
  ///
  /// @param start offset in [#text()]
  /// @param end offset after the last character
  public Span spanOf(int start, int end) {
    return file.spanWithin(place, text, start, end);
  }

  public boolean isString() {
    return type == Type.STRING;
  }

  public boolean isNull() {
    return type == Type.NULL;
  }

  public boolean isTrue() {
    return type == Type.BOOLEAN && text.equals("true");
  }

  /// The value of a whole number within 64 bits; empty for everything else, quoted digits included.
  public OptionalLong integer() {
    if (type != Type.NUMBER) return OptionalLong.empty();
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  @Override
  public String typeName() {
    return type.words;
  }
}
