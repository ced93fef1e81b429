package io.svcaudit.topology.reference;

import java.util.Set;

/// What a host may look like.
final class Hosts {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  /// Values that are no names, whatever asks for them.
  private static final Set<String> WORDS =
      Set.of(
          "true",
          "false",
          "yes",
          "no",
          "on",
          "off",
          "none",
          "null",
          "nil",
          "auto",
          "all",
          "any",
          "default",
          "dns",
          "tcp",
          "udp",
          "http",
          "https",
          "enabled",
          "disabled");

  private Hosts() {}

  /// A character of a name or an IPv4 address.
  static boolean isPart(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '-'
        || c == '_';
  }

  /// Four numbers up to 255.
  static boolean isIp(String host) {
    int parts = 1;
    int value = -1;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == '.') {
        if (value < 0) return false;
        value = -1;
        parts++;
      } else if (c >= '0' && c <= '9') {
        value = Math.max(value, 0) * 10 + c - '0';
        if (value > 255) return false;
      } else {
        return false;
      }
    }
    return parts == 4 && value >= 0;
  }

  /// A name that the cluster's DNS could answer. Upper case stands for something else, or is a
  /// placeholder; underscores only begin the two first labels of a name for SRV records.
  static boolean isName(String host) {
    if (host.isEmpty() || host.length() > LONGEST_NAME || WORDS.contains(host)) return false;
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    boolean letter = false;
    int start = 0;
    int index = 0;
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : '.';
      if (c != '.') {
        boolean small = c >= 'a' && c <= 'z';
        boolean service = c == '_' && i == start && index < 2;
        if (!small && !(c >= '0' && c <= '9') && c != '-' && !service) return false;
        letter |= small;
        continue;
      }
      int length = i - start;
      if (length == 0 || length > LONGEST_LABEL) return false;
      if (name.charAt(start) == '-' || name.charAt(i - 1) == '-') return false;
      start = i + 1;
      index++;
    }
    return letter;
  }

  /// Whether a name says itself that it is one of the cluster: `db.shop.svc`, with or without the
  /// cluster's domain behind it.
  static boolean isOfCluster(String host) {
    int svc = host.indexOf(".svc");
    if (svc < 0 || host.indexOf('.') == svc) return false;
    int end = svc + ".svc".length();
    return end == host.length() || host.charAt(end) == '.';
  }
}
