package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;
import java.util.List;

/// What the annotations and the class of an Ingress say about its sharing hosts and paths with
/// others.
final class Sharing {
  /// Controllers that tell equal routes apart by more than host and path, or order them themselves.
  private static final List<String> TOLD_APART =
      List.of(
          "alb.ingress.kubernetes.io/group.name",
          "alb.ingress.kubernetes.io/conditions.",
          "nginx.org/mergeable-ingress-type",
          "traefik.ingress.kubernetes.io/router.",
          "traefik.ingress.kubernetes.io/priority",
          "konghq.com/methods",
          "konghq.com/headers",
          "konghq.com/regex-priority",
          "haproxy.org/route-acl",
          "haproxy-ingress.github.io/http-match",
          "haproxy-ingress.github.io/http-header-match");

  private Sharing() {}

  /// Whether an Ingress may repeat another's host and path.
  static boolean isOnPurpose(Ingress ingress) {
    if (ingress.object().annotation("nginx.ingress.kubernetes.io/canary").orElse("").equals("true"))
      return true;
    return hasAnnotation(ingress, TOLD_APART);
  }

  /// Whether the controller makes a load balancer for this Ingress alone (GKE; AWS without a
  /// group).
  static boolean hasItsOwnLoadBalancer(Ingress ingress) {
    String name = ingress.className().orElse("");
    return name.startsWith("gce")
        || name.contains("alb")
        || hasAnnotation(
            ingress,
            List.of(
                "alb.ingress.kubernetes.io/",
                "networking.gke.io/",
                "ingress.gcp.kubernetes.io/",
                "kubernetes.io/ingress.global-static-ip-name",
                "kubernetes.io/ingress.regional-static-ip-name"));
  }

  /// Whether one of its annotations starts with one of these.
  static boolean hasAnnotation(Ingress ingress, List<String> prefixes) {
    for (String key : ingress.object().metadata().mapping("annotations").entries().keySet())
      for (String prefix : prefixes) if (key.startsWith(prefix)) return true;
    return false;
  }
}
