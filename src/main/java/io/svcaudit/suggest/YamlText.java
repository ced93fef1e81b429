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

  /// What YAML allows only escaped, or takes for the end of a line (YAML 1.2, 5.1).
  private static final String UNPRINTABLE =
      "[\\p{Cc}\\x{2028}\\x{2029}\\x{D800}-\\x{DFFF}\\x{FEFF}\\x{FFFE}\\x{FFFF}]";

  private static final Pattern UNPRINTABLE_ONE = Pattern.compile(UNPRINTABLE);

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
    return text.replaceAll(UNPRINTABLE + "+", " ");
  }

  /// A string as a scalar.
  public static String scalar(String value) {
    boolean plain =
        PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT));
    if (plain) return value;
    var quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(c -> {
          String one = Character.toString(c);
          if (c == '"' || c == '\\') quoted.append('\\').append(one);
          else if (UNPRINTABLE_ONE.matcher(one).matches()) quoted.append("\\u%04x".formatted(c));
          else quoted.append(one);
        });
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
