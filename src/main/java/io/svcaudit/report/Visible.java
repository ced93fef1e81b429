package io.svcaudit.report;

/// Makes text from manifests harmless: what a terminal would obey, or a reader could not see, is
/// written as its code point in hexadecimal, escaped as in a regular expression.
public final class Visible {
  private Visible() {}

  /// The text on one line, without control, formatting and other deceptive characters.
  public static String of(String text) {
    if (text.codePoints().noneMatch(Visible::isDeceptive)) return text;
    var visible = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(visible, c));
    return visible.toString();
  }

  /// Appends one code point as it is to be shown.
  static void append(StringBuilder out, int codePoint) {
    if (isDeceptive(codePoint))
      out.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
    else out.appendCodePoint(codePoint);
  }

  /// Whether a terminal or a viewer would act on it instead of showing it.
  static boolean isDeceptive(int codePoint) {
    if (codePoint >= 0x20 && codePoint < 0x7f) return false;
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // bidirectional overrides, marks and tags; the two joiners belong to scripts and emoji
      case Character.FORMAT -> codePoint != 0x200c && codePoint != 0x200d;
      default -> false;
    };
  }
}
