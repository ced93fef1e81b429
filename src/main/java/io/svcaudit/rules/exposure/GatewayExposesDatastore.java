package io.svcaudit.rules.exposure;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Development;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.BackendClass;
import io.svcaudit.topology.backend.Classification;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import java.util.HashSet;
import java.util.Set;

/// A route of Gateway API, Istio, OpenShift, Traefik or Contour that ends at a data store. Routes
/// of TCP and TLS publish any of them; routes of HTTP those that speak it, and for others they
/// cannot work. Ingresses have a rule of their own.
public final class GatewayExposesDatastore implements Rule {
  @Override
  public String name() {
    return "gateway-exposes-datastore";
  }

  @Override
  public Severity severity() {
    return Severity.CRITICAL;
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
      var routes = entries.gatewayRoutesTo(service);
      if (routes.isEmpty()) continue;
      Published stores = Published.of(topology, service, BackendClass::isPrivateStore);
      if (stores == null) continue;
      var reported = new HashSet<KubeObject>();
      for (Routed entry : routes) {
        Published routed = stores.among(entry.ports());
        if (routed == null || !reported.add(entry.object())) continue;
        if (works(entry, routed) && guards.asksForCredentials(entry.object())) continue;
        report(entry, routed, guards.hasPolicy(entry.object()), out)
            .cause(Cause.routed(topology, entry.object(), service));
      }
    }
  }

  private static boolean works(Routed entry, Published stores) {
    return stores.best().what().http() || !entry.http();
  }

  private static Findings.Report report(
      Routed entry, Published stores, boolean policy, Findings out) {
    Classification what = stores.best().what();
    boolean works = works(entry, stores);
    String message =
        works ? "%s publishes %s at %s" : "%s leads %3$s to %2$s, which does not speak HTTP";
    var report =
        stores
            .prove(
                out.report(
                    entry.object(),
                    entry.field(),
                    entry.spot().span(),
                    "this is " + what.kind().words(),
                    message.formatted(entry.object().ref(), stores.what(), entry.describe())))
            .severity(severity(entry, stores, works))
            .help(
                (works ? "remove the route" : "remove the route, which can only fail")
                    + "; clients in the cluster reach it as "
                    + stores.insideName());
    if (policy) report.confidence(Confidence.MEDIUM);
    for (Gateway gateway : entry.through())
      report.related(gateway.object().nameSpan(), "through this Gateway", gateway.object());
    return report;
  }

  private static Severity severity(Routed entry, Published stores, boolean works) {
    if (RouteGuard.isInternal(entry) || Development.holds(entry.object())) return Severity.MEDIUM;
    if (!works) return Severity.HIGH;
    boolean login = entry.http() && stores.best().what().login();
    return login ? Severity.MEDIUM : stores.severity();
  }
}
