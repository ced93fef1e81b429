package io.svcaudit.topology.trace;

import io.svcaudit.topology.entry.EntryPoint.Routed;
import java.util.Comparator;
import java.util.List;

/// Which routes take a request, by its host and path.
///
/// @param host lower case
record Paths(String host, String path) {
  /// Those whose host is the most exact, and of these those with the longest path (kubernetes.io,
  /// Ingress: "Multiple matches"; Gateway API, HTTPRouteRule); may be empty.
  List<Routed> best(List<Routed> routes) {
    List<Routed> taking =
        routes.stream().filter(r -> takesHost(r.host()) && takesPath(r.path())).toList();
    Comparator<Routed> rank =
        Comparator.comparingInt((Routed r) -> r.host().startsWith("*") ? 0 : 1)
            .thenComparingInt(r -> r.host().length())
            .thenComparingInt(r -> r.path().length());
    return taking.stream()
        .max(rank)
        .map(best -> taking.stream().filter(r -> rank.compare(r, best) == 0).toList())
        .orElse(List.of());
  }

  private boolean takesHost(String pattern) {
    return takes(pattern, host);
  }

  /// Whether a host, `*.` before a domain, or nothing for all, takes another host.
  static boolean takes(String pattern, String host) {
    if (pattern.isEmpty() || pattern.equals(host)) return true;
    return pattern.startsWith("*.") && host.endsWith(pattern.substring(1));
  }

  /// Element by element, as a prefix.
  private boolean takesPath(String prefix) {
    String start = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    return path.startsWith(start)
        && (path.length() == start.length() || path.charAt(start.length()) == '/');
  }
}
