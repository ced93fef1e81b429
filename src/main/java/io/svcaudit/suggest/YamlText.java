package io.svcaudit.suggest;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Manifests with comments, while they are written line by line.
public final class YamlText {
  /// What every YAML reads as the text that it is, unless it is one of the words.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*");

  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private final StringBuilder text = new StringBuilder();

  /// Begins an object.
  public void document() {
    if (!text.isEmpty()) line(0, "---");
  }

  /// @param indent in spaces
  /// @param content whose scalars are quoted already
  public void line(int indent, String content) {
    text.repeat(' ', indent).append(content).append('\n');
  }

  /// One comment for each line; nothing in them ends it.
  public void comments(int indent, List<String> comments) {
    for (String comment : comments) line(indent, "# " + oneLine(comment));
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
  }

  /// A string as a scalar.
  public static String scalar(String value) {
    boolean plain =
        PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT));
    if (plain) return value;
    var quoted = new StringBuilder("\"");
    for (char c : value.toCharArray())
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> {
          boolean visible = c >= ' ' && c != '\u0085' && c != '\u2028' && c != '\u2029' && c != 127;
          if (visible) quoted.append(c);
          else quoted.append("\\u%04x".formatted((int) c));
        }
      }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
