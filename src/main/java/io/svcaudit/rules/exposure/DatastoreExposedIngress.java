package io.svcaudit.rules.exposure;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Development;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.Topology.IngressRoute;
import io.svcaudit.topology.backend.BackendClass;
import io.svcaudit.topology.backend.Classification;
import java.util.HashSet;
import java.util.Set;

/// An Ingress whose route ends at a data store. Where the store speaks HTTP, it is published; where
/// it does not, the route cannot work either.
public final class DatastoreExposedIngress implements Rule {
  @Override
  public String name() {
    return "datastore-exposed-ingress";
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
      var routes = topology.routesTo(service);
      if (routes.isEmpty()) continue;
      Published stores = Published.of(topology, service, BackendClass::isPrivateStore);
      if (stores == null) continue;
      var reported = new HashSet<Ingress>();
      for (IngressRoute route : routes) {
        Published routed = stores.routedBy(route.backend());
        if (routed != null && isExposed(route.ingress(), routed) && reported.add(route.ingress()))
          report(topology, service, route, routed, out);
      }
    }
  }

  private static boolean isExposed(Ingress ingress, Published stores) {
    Classification what = stores.best().what();
    if (!what.http()) return true;
    boolean guarded = what.login() && what.kind() == BackendClass.CONTROL_PLANE;
    return !guarded && !IngressGuard.asksForCredentials(ingress);
  }

  private static void report(
      Topology topology, Service service, IngressRoute route, Published stores, Findings out) {
    Ingress ingress = route.ingress();
    Classification what = stores.best().what();
    boolean works = what.http() || IngressGuard.passesTls(ingress);
    String message =
        works
            ? "%s publishes %s at %s and asks for no credentials"
            : "%s leads %3$s to %2$s, which does not speak HTTP";
    stores
        .prove(
            out.report(
                ingress.object(),
                path(route),
                route.backend().serviceSpan(),
                "this is " + what.kind().words(),
                message.formatted(ingress.ref(), stores.what(), route.route().describe())))
        .severity(severity(ingress, stores, works))
        .cause(Cause.routed(topology, ingress.object(), service))
        .help(
            (works ? "remove the route" : "remove the route, which can only fail")
                + "; clients in the cluster reach it as "
                + stores.insideName());
  }

  static String path(IngressRoute route) {
    return route.route().isDefault()
        ? "spec.defaultBackend"
        : "spec.rules[%s].backend".formatted(route.route().describe());
  }

  private static Severity severity(Ingress ingress, Published stores, boolean works) {
    if (IngressGuard.isRestricted(ingress) || Development.holds(ingress.object()))
      return Severity.MEDIUM;
    if (stores.best().what().login()) return Severity.MEDIUM;
    return works ? stores.severity() : Severity.HIGH;
  }
}
