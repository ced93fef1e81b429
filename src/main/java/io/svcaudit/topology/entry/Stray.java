package io.svcaudit.topology.entry;

import io.svcaudit.model.CustomRoute;
import io.svcaudit.model.Ingress;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Route;
import io.svcaudit.model.Service;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/// A route that leads to a Service which was not read.
///
/// @param object the Ingress, HTTPRoute, VirtualService …
/// @param text what a client asks for: `shop.example.com/api`
/// @param namespace of the Service
/// @param service its name, never empty
public record Stray(KubeObject object, String text, String namespace, String service) {
  /// All of them, in the order of reading; may be empty.
  public static List<Stray> of(Topology topology) {
    var named = new ArrayList<Stray>();
    for (Ingress ingress : topology.ingresses())
      for (Ingress.Route route : ingress.routesToServices())
        if (route.backend() != null)
          named.add(
              new Stray(
                  ingress.object(),
                  text(route.host(), route.path().isEmpty() ? "/" : route.path()),
                  ingress.object().namespace(),
                  route.backend().service()));
    for (Route route : topology.routes()) addAll(route, named);
    for (CustomRoute route : topology.customRoutes())
      for (CustomRoute.Leg leg : route.legs())
        named.add(
            new Stray(
                route.object(), text(leg.host(), leg.path()), leg.namespace(), leg.service()));
    return named.stream()
        .filter(stray -> !stray.service().isEmpty())
        .filter(stray -> !(stray.resolve(topology) instanceof Resolution.Found<Service>))
        .toList();
  }

  private static void addAll(Route route, List<Stray> into) {
    List<String> hosts =
        route.hostnames().isEmpty()
            ? List.of("")
            : route.hostnames().stream().map(Route.Hostname::name).toList();
    for (Route.Rule rule : route.rules())
      for (Route.Backend backend : rule.backends()) {
        if (!backend.ref().isService() || backend.mirror() || backend.getsNothing()) continue;
        for (String host : hosts)
          for (String path : rule.matches().stream().map(match -> match.path()).distinct().toList())
            into.add(
                new Stray(
                    route.object(),
                    text(host, path),
                    backend.ref().namespace(),
                    backend.ref().name()));
      }
  }

  private static String text(String host, String path) {
    return (host.isEmpty() ? "*" : host) + path;
  }

  /// What is known of the Service; found only if it was read after all.
  public Resolution<Service> resolve(Topology topology) {
    return topology.service(object, namespace, service);
  }
}
