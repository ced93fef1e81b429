package io.svcaudit.model;

import io.svcaudit.model.CustomRoute.Leg;
import io.svcaudit.source.Mapping;
import java.util.ArrayList;
import java.util.List;

/// Reads Contour's HTTPProxies (projectcontour.io/v1). One without a virtual host is included by
/// another, whose host it has.
final class ContourRoutes {
  private ContourRoutes() {}

  static CustomRoute httpProxy(KubeObject object) {
    Mapping spec = object.spec();
    String host = spec.text("virtualhost", "fqdn").orElse("");
    var legs = new ArrayList<Leg>();
    for (Mapping route : spec.mappings("routes"))
      for (Mapping service : route.mappings("services"))
        legs.add(leg(object, host, path(route), service, sticky(route), true));
    Mapping tcp = spec.mapping("tcpproxy");
    for (Mapping service : tcp.mappings("services"))
      legs.add(leg(object, host, "", service, sticky(tcp), false));
    return new CustomRoute(object, CustomRoute.Type.HTTP_PROXY, legs, List.of());
  }

  private static Leg leg(
      KubeObject object, String host, String path, Mapping service, String sticky, boolean http) {
    return new Leg(
        host,
        path,
        service.text("name").orElse(""),
        object.namespace(),
        PortRef.of(service, "port"),
        http,
        sticky,
        service.spotOf("name"));
  }

  private static String path(Mapping route) {
    for (Mapping condition : route.mappings("conditions"))
      for (String way : List.of("prefix", "exact", "regex")) {
        String path = condition.text(way).orElse("");
        if (!path.isEmpty()) return path;
      }
    return "/";
  }

  private static String sticky(Mapping route) {
    return switch (route.text("loadBalancerPolicy", "strategy").orElse("")) {
      case "Cookie" -> "cookie";
      case "RequestHash" -> "hash of the request";
      default -> "";
    };
  }
}
