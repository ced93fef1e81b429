package io.svcaudit.model;

import io.svcaudit.model.CustomRoute.Leg;
import io.svcaudit.source.Mapping;
import java.util.ArrayList;
import java.util.List;

/// Reads Istio's VirtualServices (istio.io, Virtual Service).
final class IstioRoutes {
  /// The proxies beside the Pods, which no client from outside talks to.
  private static final String MESH = "mesh";

  private IstioRoutes() {}

  static CustomRoute virtualService(KubeObject object) {
    Mapping spec = object.spec();
    var gateways = new ArrayList<String>();
    for (String gateway : Container.strings(spec, "gateways"))
      if (!gateway.equals(MESH))
        gateways.add(gateway.contains("/") ? gateway : object.namespace() + "/" + gateway);
    var legs = new ArrayList<Leg>();
    if (!gateways.isEmpty())
      for (String field : List.of("http", "tls", "tcp"))
        for (Mapping rule : spec.mappings(field)) legs(object, rule, field.equals("http"), legs);
    return new CustomRoute(object, CustomRoute.Type.VIRTUAL_SERVICE, legs, gateways);
  }

  private static void legs(KubeObject object, Mapping rule, boolean http, List<Leg> into) {
    for (Mapping route : rule.mappings("route")) {
      var written = route.scalar("destination", "host");
      if (written == null) continue;
      IstioHost service = IstioHost.of(written.text(), object.namespace());
      if (service == null) continue;
      PortRef port = PortRef.of(route.mapping("destination", "port"), "number");
      for (String host : Container.strings(object.spec(), "hosts"))
        for (String path : http ? paths(rule) : List.of(""))
          into.add(
              new Leg(
                  host.equals("*") ? "" : host,
                  path,
                  service.name(),
                  service.namespace(),
                  port,
                  http,
                  "",
                  written.spot()));
    }
  }

  private static List<String> paths(Mapping rule) {
    var paths = new ArrayList<String>();
    for (Mapping match : rule.mappings("match"))
      for (String way : List.of("prefix", "exact", "regex"))
        match.text("uri", way).ifPresent(paths::add);
    return paths.isEmpty() ? List.of("/") : paths;
  }
}
