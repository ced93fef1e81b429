package io.svcaudit.rules.exposure;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.Topology.IngressRoute;
import io.svcaudit.topology.backend.BackendClass;
import java.util.HashSet;
import java.util.Set;

/// An administrator's console that can be opened from outside of the cluster. Consoles with a login
/// of their own weigh less, and behind an Ingress they are no finding.
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
    return Set.of(Resource.SERVICES, Resource.WORKLOADS, Resource.INGRESSES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      boolean outside = Topology.exposure(service).isOutside() && !service.headless();
      var routes = topology.routesTo(service);
      if (!outside && routes.isEmpty()) continue;
      Published consoles = Published.of(topology, service, k -> k == BackendClass.ADMIN_CONSOLE);
      if (consoles == null) continue;
      // A data store on the same Service is the greater evil, and its finding names the Service
      // already.
      if (outside && Published.of(topology, service, BackendClass::isPrivateStore) != null)
        continue;
      if (outside) published(consoles, out);
      else routed(consoles, routes, out);
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
            || Published.isDevelopment(service.object());
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

  private static void routed(Published all, java.util.List<IngressRoute> routes, Findings out) {
    var reported = new HashSet<Ingress>();
    for (IngressRoute route : routes) {
      Ingress ingress = route.ingress();
      Published consoles = all.routedBy(route.backend());
      if (consoles == null || consoles.best().what().login()) continue;
      if (IngressGuard.asksForCredentials(ingress) || !reported.add(ingress)) continue;
      boolean guarded =
          IngressGuard.isRestricted(ingress) || Published.isDevelopment(ingress.object());
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
}
