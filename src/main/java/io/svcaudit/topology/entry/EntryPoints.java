package io.svcaudit.topology.entry;

import io.svcaudit.model.CustomRoute;
import io.svcaudit.model.Gateway;
import io.svcaudit.model.Ingress;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import io.svcaudit.topology.entry.EntryPoint.ToPods;
import io.svcaudit.topology.entry.EntryPoint.ToService;
import io.svcaudit.topology.gateway.Attachment;
import io.svcaudit.topology.gateway.Attachments;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The ways into a cluster by where they lead. A route that leads to a Service which was not read
/// is left out.
public final class EntryPoints {
  /// What they are found in.
  public static final Set<Resource> READS =
      Set.of(
          Resource.SERVICES,
          Resource.INGRESSES,
          Resource.GATEWAYS,
          Resource.ROUTES,
          Resource.NAMESPACES,
          Resource.CUSTOM_ROUTES);

  private final IdentityHashMap<Service, List<Routed>> routed = new IdentityHashMap<>();

  public EntryPoints(Topology topology) {
    for (Service service : topology.services()) ingresses(topology, service);
    var attachments = new Attachments(topology);
    for (Route route : topology.routes()) route(topology, attachments, route);
    for (CustomRoute route : topology.customRoutes()) custom(topology, route);
  }

  /// All ways to a Service: those that it opens itself first; may be empty.
  public List<ToService> to(Service service) {
    List<ToService> all = new ArrayList<>(Opened.by(service));
    all.addAll(routesTo(service));
    return all;
  }

  /// The routes that lead to a Service; may be empty.
  public List<Routed> routesTo(Service service) {
    return routed.getOrDefault(service, List.of());
  }

  /// The same without those of Ingresses; may be empty.
  public List<Routed> gatewayRoutesTo(Service service) {
    return routesTo(service).stream()
        .filter(entry -> !entry.object().kind().equals("Ingress"))
        .toList();
  }

  /// The ways to the Pods of a workload that pass by its Services; may be empty.
  public static List<ToPods> to(Workload workload) {
    return Opened.by(workload);
  }

  private void add(Routed entry) {
    routed.computeIfAbsent(entry.service(), _ -> new ArrayList<>()).add(entry);
  }

  private void ingresses(Topology topology, Service service) {
    for (Topology.IngressRoute to : topology.routesTo(service)) {
      Ingress.Route route = to.route();
      add(
          new Routed(
              service,
              to.ingress().object(),
              List.of(),
              route.host(),
              route.path().isEmpty() ? "/" : route.path(),
              to.backend().port(),
              true,
              Sticky.of(to.ingress(), service),
              route.isDefault() ? "spec.defaultBackend" : route.fieldPath() + ".backend",
              to.backend().spot()));
    }
  }

  /// Whatever its parents do not refuse. What is attached to Services alone stays within the mesh.
  private void route(Topology topology, Attachments attachments, Route route) {
    Set<Gateway> through = new LinkedHashSet<>();
    boolean unknown = false;
    for (Route.Parent parent : route.parents()) {
      if (parent.ref().isService()) continue;
      switch (attachments.of(route, parent)) {
        case Attachment.Attached(Gateway gateway, var _) -> through.add(gateway);
        case Attachment.Unknown _ -> unknown = true;
        case Attachment.Refused _, Attachment.Missing _ -> {
          // Nothing comes in there.
        }
      }
    }
    if (through.isEmpty() && !unknown) return;
    for (Route.Rule rule : route.rules())
      for (Route.Backend backend : rule.backends()) {
        if (!backend.ref().isService() || backend.mirror() || backend.getsNothing()) continue;
        Service service =
            topology
                .service(route.object(), backend.ref().namespace(), backend.ref().name())
                .orNull();
        if (service != null) legs(route, rule, backend, service, List.copyOf(through));
      }
  }

  private void legs(
      Route route, Route.Rule rule, Route.Backend backend, Service service, List<Gateway> through) {
    boolean http = route.type() == Route.Type.HTTP || route.type() == Route.Type.GRPC;
    List<String> hosts = route.hostnames().stream().map(Route.Hostname::name).toList();
    Set<String> paths = new LinkedHashSet<>();
    rule.matches().forEach(match -> paths.add(match.path()));
    for (String host : hosts.isEmpty() ? List.of("") : hosts)
      for (String path : paths)
        add(
            new Routed(
                service,
                route.object(),
                through,
                host,
                path,
                backend.port(),
                http,
                Sticky.of(rule),
                backend.path(),
                backend.ref().node().spotOf("name")));
  }

  private void custom(Topology topology, CustomRoute route) {
    for (CustomRoute.Leg leg : route.legs()) {
      Service service = topology.service(route.object(), leg.namespace(), leg.service()).orNull();
      if (service != null)
        add(
            new Routed(
                service,
                route.object(),
                List.of(),
                leg.host(),
                leg.path(),
                leg.port(),
                leg.http(),
                leg.sticky(),
                field(route.type(), leg),
                leg.spot()));
    }
  }

  private static String field(CustomRoute.Type type, CustomRoute.Leg leg) {
    String place = (leg.host().isEmpty() ? "*" : leg.host()) + leg.path();
    return switch (type) {
      case VIRTUAL_SERVICE ->
          "spec.%s[%s].route[%s]".formatted(leg.http() ? "http" : "tcp", place, leg.service());
      case OPENSHIFT_ROUTE -> "spec.to[%s]".formatted(leg.service());
      case TRAEFIK_ROUTE, HTTP_PROXY ->
          "spec.routes[%s].services[%s]".formatted(place, leg.service());
    };
  }
}
