package io.svcaudit.rules.exposure;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Development;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.Topology.IngressRoute;
import io.svcaudit.topology.backend.BackendClass;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// An administrator's console that can be opened from outside of the cluster. Consoles with a login
/// of their own weigh less, and behind an Ingress or a Gateway they are no finding.
public final class AdminConsoleExposed implements Rule {
  @Override
  public String name() {
    return "admin-console-exposed";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.SERVICES,
        Resource.WORKLOADS,
        Resource.INGRESSES,
        Resource.ROUTES,
        Resource.GATEWAYS,
        Resource.NAMESPACES,
        Resource.CUSTOM_ROUTES,
        Resource.ANY);
  }

  @Override
  public void check(Topology topology, Findings out) {
    var entries = topology.entryPoints();
    var guards = RouteGuard.of(topology);
    for (Service service : topology.services()) {
      boolean outside = Topology.exposure(service).isOutside() && !service.headless();
      var routes = topology.routesTo(service);
      var gatewayRoutes = entries.gatewayRoutesTo(service);
      if (!outside && routes.isEmpty() && gatewayRoutes.isEmpty()) continue;
      Published consoles = Published.of(topology, service, k -> k == BackendClass.ADMIN_CONSOLE);
      if (consoles == null) continue;
      // A data store on the same Service is the greater evil, and its finding names the Service
      // already.
      if (outside && Published.of(topology, service, BackendClass::isPrivateStore) != null)
        continue;
      if (outside) published(consoles, out);
      else {
        routed(consoles, routes, out);
        behindGateways(consoles, gatewayRoutes, guards, out);
      }
    }
  }

  private static void published(Published consoles, Findings out) {
    Service service = consoles.service();
    Exposure exposure = Topology.exposure(service);
    String where =
        switch (service.type()) {
          case NODE_PORT -> consoles.nodePorts();
          case LOAD_BALANCER ->
              consoles.ports()
                  + (exposure == Exposure.VPC
                      ? " of an internal load balancer"
                      : " of a load balancer");
          case CLUSTER_IP, EXTERNAL_NAME -> consoles.ports() + " of external IPs";
        };
    boolean guarded =
        consoles.best().what().login()
            || consoles.isRestricted()
            || exposure == Exposure.VPC
            || Development.holds(service.object());
    consoles
        .prove(
            out.report(
                service.object(),
                "spec.type",
                service.typeSpan(),
                "reachable from outside the cluster",
                "%s publishes the console of %s on %s"
                    .formatted(service.ref(), consoles.what(), where)))
        .severity(guarded ? Severity.MEDIUM : Severity.HIGH)
        .help(
            "use type: ClusterIP, and open it with kubectl port-forward -n %s service/%s %d"
                .formatted(
                    service.ref().namespace(),
                    service.ref().name(),
                    consoles.best().port().port()));
  }

  private static void routed(Published all, List<IngressRoute> routes, Findings out) {
    var reported = new HashSet<Ingress>();
    for (IngressRoute route : routes) {
      Ingress ingress = route.ingress();
      Published consoles = all.routedBy(route.backend());
      if (consoles == null || consoles.best().what().login()) continue;
      if (IngressGuard.asksForCredentials(ingress) || !reported.add(ingress)) continue;
      boolean guarded = IngressGuard.isRestricted(ingress) || Development.holds(ingress.object());
      consoles
          .prove(
              out.report(
                  ingress.object(),
                  DatastoreExposedIngress.path(route),
                  route.backend().serviceSpan(),
                  "an admin console",
                  "%s publishes the console of %s at %s and asks for no credentials"
                      .formatted(ingress.ref(), consoles.what(), route.route().describe())))
          .severity(guarded ? Severity.MEDIUM : Severity.HIGH)
          .help(
              "ask for credentials in front of it, such as with an oauth2-proxy, or remove the"
                  + " route");
    }
  }

  private static void behindGateways(
      Published all, List<Routed> routes, RouteGuard guards, Findings out) {
    var reported = new HashSet<KubeObject>();
    for (Routed route : routes) {
      Published consoles = all.among(route.ports());
      if (consoles == null || consoles.best().what().login()) continue;
      if (guards.asksForCredentials(route.object()) || !reported.add(route.object())) continue;
      boolean guarded = RouteGuard.isInternal(route) || Development.holds(route.object());
      var report =
          consoles
              .prove(
                  out.report(
                      route.object(),
                      route.field(),
                      route.spot().span(),
                      "an admin console",
                      "%s publishes the console of %s at %s and asks for no credentials"
                          .formatted(route.object().ref(), consoles.what(), route.describe())))
              .severity(guarded ? Severity.MEDIUM : Severity.HIGH)
              .help(
                  "ask for credentials in front of it, such as with an oauth2-proxy, or remove the"
                      + " route");
      if (guards.hasPolicy(route.object())) report.confidence(Confidence.MEDIUM);
    }
  }
}
