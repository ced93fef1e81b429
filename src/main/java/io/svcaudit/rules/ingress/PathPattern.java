package io.svcaudit.rules.ingress;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A path that is a regular expression, of the plain form that shows what it matches: a literal,
/// and behind it anything.
///
/// @param literal what every match begins with, lower case, as ingress-nginx does not mind the case
/// @param more whether a match must go on behind the literal
record PathPattern(String literal, boolean more) {
  /// The endings of a pattern that let anything follow, and what they ask for themselves.
  private record Tail(String text, String literal, boolean more) {}

  private static final List<Tail> TAILS =
      List.of(
          new Tail("(/|$)(.*)", "/", false),
          new Tail("(/|$).*", "/", false),
          new Tail("/?(.*)", "", false),
          new Tail("/?.*", "", false),
          new Tail("/(.*)", "/", false),
          new Tail("/.*", "/", false),
          new Tail("(.*)", "", false),
          new Tail(".*", "", false),
          new Tail("(.+)", "", true));

  private static final String SPECIAL = ".*+?()[]{}|^$\\";

  /// Null if it is of another form.
  static @Nullable PathPattern of(String path) {
    for (Tail tail : TAILS) {
      if (!path.endsWith(tail.text())) continue;
      String head = path.substring(0, path.length() - tail.text().length());
      if (head.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0)) return null;
      return new PathPattern((head + tail.literal()).toLowerCase(Locale.ROOT), tail.more());
    }
    return null;
  }

  /// Whether everything that another path matches is matched by this one, too.
  boolean covers(String path) {
    String start = start(path);
    return start.startsWith(literal) && (!more || start.length() > literal.length());
  }

  /// What everything begins with that a regular expression matches.
  private static String start(String path) {
    if (path.contains("|") && PathPattern.of(path) == null) return "";
    int end = 0;
    while (end < path.length() && SPECIAL.indexOf(path.charAt(end)) < 0) end++;
    boolean optional = end < path.length() && "*?{".indexOf(path.charAt(end)) >= 0;
    return path.substring(0, optional && end > 0 ? end - 1 : end).toLowerCase(Locale.ROOT);
  }
}
