package io.svcaudit.report;

/// Text for SARIF viewers, which show links and may read the rest as Markdown.
final class SarifText {
  /// More than this is cut; code scanning takes 1024 where it says a limit.
  static final int MOST = 1000;

  private SarifText() {}

  /// Plain words: nothing in them can become a link, code or an element.
  static String plain(String text) {
    String harmless = harmless(text);
    return harmless.contains("](") || harmless.contains("][") ? escaped(harmless) : harmless;
  }

  /// A link to a related location.
  static String link(String text, int id) {
    return "[" + escaped(harmless(text)) + "](" + id + ")";
  }

  /// A sentence: plain, not too long, with a period.
  static String sentence(String text) {
    String cut = cut(plain(text), MOST);
    return cut.endsWith(".") || cut.endsWith("!") || cut.endsWith("?") ? cut : cut + ".";
  }

  /// At most so many characters, `…` for what is left out.
  static String cut(String text, int most) {
    if (text.length() <= most) return text;
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }

  private static String harmless(String text) {
    var harmless = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '`') harmless.append('\'');
          else if (c == '<') harmless.append('‹');
          else if (c == '>') harmless.append('›');
          else if (Visible.isDeceptive(c)) harmless.append("U+%04X".formatted(c));
          else harmless.appendCodePoint(c);
        });
    return harmless.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
  }
}
