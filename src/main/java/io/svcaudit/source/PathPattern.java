package io.svcaudit.source;

import java.util.ArrayList;
import java.util.List;

/// A pattern over paths whose parts are separated by `/`, as .gitignore and shells write it: `*`,
/// `?`, `[a-z]`, `[!a-z]`, `\` before a character meant literally, and `**` for any number of
/// folders.
///
/// Matching takes time in proportion to pattern times path, whatever the pattern.
final class PathPattern {
  private static final String ANY_FOLDERS = "**";

  private final List<String> parts;

  private PathPattern(List<String> parts) {
    this.parts = List.copyOf(parts);
  }

  static PathPattern of(String pattern) {
    return new PathPattern(List.of(pattern.split("/", -1)));
  }

  /// Whether a text has a character that means something in a pattern.
  static boolean isPattern(String text) {
    for (int i = 0; i < text.length(); i++) if ("*?[{".indexOf(text.charAt(i)) >= 0) return true;
    return false;
  }

  /// @param path without a leading `/`
  boolean matches(String path) {
    String[] names = path.split("/", -1);
    int part = 0;
    int name = 0;
    int star = -1;
    int mark = 0;
    while (name < names.length) {
      if (part < parts.size() && parts.get(part).equals(ANY_FOLDERS)) {
        // At the end it stands for what is inside a folder, not for the folder itself.
        if (part == parts.size() - 1) return true;
        star = part++;
        mark = name;
      } else if (part < parts.size() && matchesName(parts.get(part), names[name])) {
        part++;
        name++;
      } else if (star >= 0) {
        part = star + 1;
        name = ++mark;
      } else {
        return false;
      }
    }
    return part == parts.size();
  }

  /// Whether one name matches one part of a pattern.
  static boolean matchesName(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int mark = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = n;
        continue;
      }
      int next = p < pattern.length() ? matchesOne(pattern, p, name.charAt(n)) : -1;
      if (next >= 0) {
        p = next;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') p++;
    return p == pattern.length();
  }

  /// Matches one character against what stands at `p`; the position after it, or -1.
  private static int matchesOne(String pattern, int p, char c) {
    return switch (pattern.charAt(p)) {
      case '?' -> p + 1;
      case '[' -> matchesClass(pattern, p + 1, c);
      case '\\' -> p + 1 < pattern.length() && pattern.charAt(p + 1) == c ? p + 2 : -1;
      default -> pattern.charAt(p) == c ? p + 1 : -1;
    };
  }

  private static int matchesClass(String pattern, int from, char c) {
    int p = from;
    boolean negated = p < pattern.length() && "!^".indexOf(pattern.charAt(p)) >= 0;
    if (negated) p++;
    boolean found = false;
    for (boolean first = true; ; first = false) {
      if (p >= pattern.length()) return -1;
      char low = pattern.charAt(p);
      if (low == ']' && !first) return found != negated ? p + 1 : -1;
      if (low == '[' && pattern.startsWith("[:", p) && pattern.indexOf(":]", p) > 0) {
        int end = pattern.indexOf(":]", p);
        found |= isOfClass(pattern.substring(p + 2, end), c);
        p = end + 2;
        continue;
      }
      if (low == '\\' && p + 1 < pattern.length()) low = pattern.charAt(++p);
      char high = low;
      boolean range =
          p + 2 < pattern.length() && pattern.charAt(p + 1) == '-' && pattern.charAt(p + 2) != ']';
      if (range) {
        p += 2;
        if (pattern.charAt(p) == '\\' && p + 1 < pattern.length()) p++;
        high = pattern.charAt(p);
      }
      found |= low <= c && c <= high;
      p++;
    }
  }

  private static boolean isOfClass(String name, char c) {
    return switch (name) {
      case "alnum" -> Character.isLetterOrDigit(c);
      case "alpha" -> Character.isLetter(c);
      case "digit" -> Character.isDigit(c);
      case "lower" -> Character.isLowerCase(c);
      case "upper" -> Character.isUpperCase(c);
      case "space", "blank" -> Character.isWhitespace(c);
      case "xdigit" -> Character.digit(c, 16) >= 0;
      case "punct" -> c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
      default -> false;
    };
  }

  /// The texts that `{a,b}` stands for, in order; braces may be nested. Braces that are not closed,
  /// or hold no comma, are ordinary characters.
  static List<String> expandBraces(String text) {
    var expanded = new ArrayList<String>();
    expandBraces(text, expanded);
    return expanded;
  }

  private static void expandBraces(String text, List<String> into) {
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
      List<Integer> cuts = cuts(text, open);
      if (cuts.size() < 3 || into.size() > 1000) continue;
      String before = text.substring(0, open);
      String after = text.substring(cuts.getLast() + 1);
      for (int i = 1; i < cuts.size(); i++)
        expandBraces(before + text.substring(cuts.get(i - 1) + 1, cuts.get(i)) + after, into);
      return;
    }
    into.add(text);
  }

  /// Where the brace at a position opens, has its commas and closes; empty if it is not closed.
  private static List<Integer> cuts(String text, int open) {
    var cuts = new ArrayList<>(List.of(open));
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') depth++;
      if (c == ',' && depth == 1) cuts.add(i);
      if (c == '}' && --depth == 0) {
        cuts.add(i);
        return cuts;
      }
    }
    return List.of();
  }
}
