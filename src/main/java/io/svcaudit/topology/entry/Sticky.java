package io.svcaudit.topology.entry;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.Route;
import io.svcaudit.model.Service;
import java.util.Map;

/// How a client is kept at one Pod, in a few words; empty if it is not.
final class Sticky {
  /// Annotations of Ingresses that ask controllers for it: key → the value that does; an empty one
  /// for any.
  private static final Map<String, String> INGRESS =
      Map.of(
          "nginx.ingress.kubernetes.io/affinity", "cookie",
          "nginx.org/sticky-cookie-services", "",
          "traefik.ingress.kubernetes.io/service.sticky.cookie", "true",
          "haproxy.org/cookie-persistence", "",
          "haproxy-ingress.github.io/affinity", "cookie",
          "appgw.ingress.kubernetes.io/cookie-based-affinity", "true");

  private Sticky() {}

  static String of(Service service) {
    boolean byAddress = service.spec().text("sessionAffinity").orElse("").equals("ClientIP");
    return byAddress ? "client address" : "";
  }

  /// Traefik's annotation stands at the Service.
  static String of(Ingress ingress, Service service) {
    for (Map.Entry<String, String> annotation : INGRESS.entrySet())
      for (var object : java.util.List.of(ingress.object(), service.object())) {
        String value = object.annotation(annotation.getKey()).orElse("");
        boolean any = annotation.getValue().isEmpty();
        if (!value.isEmpty() && (any || value.equals(annotation.getValue()))) return "cookie";
      }
    String stickiness =
        ingress.object().annotation("alb.ingress.kubernetes.io/target-group-attributes").orElse("");
    return stickiness.contains("stickiness.enabled=true") ? "cookie" : "";
  }

  /// `sessionPersistence`, which Gateway API has in its experimental channel.
  static String of(Route.Rule rule) {
    var persistence = rule.node().mapping("sessionPersistence");
    if (persistence.isEmpty()) return "";
    return persistence.text("type").orElse("Cookie").equals("Header") ? "header" : "cookie";
  }
}
