package io.svcaudit.topology.gateway;

/// Hosts as listeners and routes write them (gateway-api.sigs.k8s.io, Hostnames): `*.` at the
/// beginning stands for one label or more.
public final class Hostnames {
  private Hostnames() {}

  /// Whether there is a host that both take.
  ///
  /// @param a lower case; empty for every host
  /// @param b lower case; empty for every host
  public static boolean intersect(String a, String b) {
    if (a.isEmpty() || b.isEmpty() || a.equals(b)) return true;
    return covers(a, b) || covers(b, a);
  }

  /// The hosts that two names have in common, which the narrower of them stands for; only for names
  /// that intersect.
  public static String common(String a, String b) {
    return a.isEmpty() || covers(a, b) ? b : a;
  }

  private static boolean covers(String wildcard, String host) {
    return wildcard.startsWith("*.") && host.endsWith(wildcard.substring(1));
  }
}
