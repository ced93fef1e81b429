package io.svcaudit.rules.api;

import org.jspecify.annotations.Nullable;

/// The forms of names that the API server knows (apimachinery's `validation` package). Each method
/// gives the reason why a text has not the form, as the end of a sentence; null if it has it.
final class Names {
  private static final String LABEL =
      "must be lower case letters, digits and hyphens, with no hyphen at either end";

  private Names() {}

  /// A label of RFC 1035: the name of a Service.
  static @Nullable String label1035(String text) {
    if (text.length() > 63) return "must have at most 63 characters, not " + text.length();
    if (!isLabel(text)) return LABEL;
    return isLower(text.charAt(0)) ? null : "must start with a letter";
  }

  /// A label of RFC 1123: the name of a namespace or of a Service port.
  static @Nullable String label1123(String text) {
    if (text.length() > 63) return "must have at most 63 characters, not " + text.length();
    return isLabel(text) ? null : LABEL;
  }

  /// Labels of RFC 1123 with dots between them. A single label may be longer than 63 characters.
  static @Nullable String subdomain(String text) {
    if (text.length() > 253) return "must have at most 253 characters, not " + text.length();
    for (String label : text.split("\\.", -1))
      if (!isLabel(label))
        return "must be a host name of lower case letters, digits, hyphens and dots alone";
    return null;
  }

  /// An IANA service name: how a container port is called.
  static @Nullable String portName(String text) {
    if (text.length() > 15) return "must have at most 15 characters, not " + text.length();
    if (!isLabel(text)) return LABEL;
    if (text.contains("--")) return "must not have two hyphens in a row";
    return text.chars().anyMatch(Names::isLower) ? null : "must have a letter";
  }

  /// `name` or `prefix.example.com/name`: keys of labels and annotations, and more.
  static @Nullable String qualified(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    if (slash == 0) return "must not start with a slash";
    if (slash > 0 && subdomain(text.substring(0, slash)) != null)
      return "must have a lower case host name before the slash";
    if (name.contains("/")) return "must have at most one slash";
    if (name.isEmpty()) return "must not be empty";
    return value(name);
  }

  /// The value of a label or of a selector; may be empty.
  static @Nullable String value(String text) {
    if (text.length() > 63) return "must have at most 63 characters, not " + text.length();
    if (text.isEmpty()) return null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inside = i > 0 && i < text.length() - 1;
      if (!isAlphanumeric(c) && !(inside && (c == '-' || c == '_' || c == '.')))
        return "must be letters, digits, '-', '_' and '.', with a letter or digit at either end";
    }
    return null;
  }

  private static boolean isLabel(String text) {
    if (text.isEmpty() || text.startsWith("-") || text.endsWith("-")) return false;
    return text.chars().allMatch(c -> isLower(c) || isDigit(c) || c == '-');
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAlphanumeric(int c) {
    return isLower(c) || isDigit(c) || c >= 'A' && c <= 'Z';
  }
}
