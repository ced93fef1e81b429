package io.svcaudit.rules.gateway;

import io.svcaudit.model.PortRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.ports.MeantPort;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A route to a Service without a port, which the API server rejects, or with one that the Service
/// does not have (Gateway API, BackendObjectReference: the port of the Service, not the target
/// port).
public final class RouteBackendPortMissing implements Rule {
  @Override
  public String name() {
    return "route-backend-port-missing";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ROUTES, Resource.SERVICES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Route route : topology.routes()) {
      var wrong = new LinkedHashMap<String, List<BackendUse>>();
      for (BackendUse use : BackendUse.of(route)) {
        PortRef.Numbered port = use.backend().port();
        if (port == null) {
          // A number of the wrong type, or a placeholder, is another mistake.
          if (!use.backend().ref().node().has("port")) without(topology, route, use, out);
          continue;
        }
        Service service = service(topology, route, use);
        if (service != null && !has(service, port.number()))
          wrong.computeIfAbsent(use.service() + " " + port, _ -> new ArrayList<>()).add(use);
      }
      for (List<BackendUse> uses : wrong.values()) report(topology, route, uses, out);
    }
  }

  private static @Nullable Service service(Topology topology, Route route, BackendUse use) {
    return topology
        .service(route.object(), use.service().namespace(), use.service().name())
        .orNull();
  }

  /// A Service without ports (ExternalName, headless) is not asked for them.
  private static boolean has(Service service, long number) {
    return service.ports().isEmpty()
        || service.ports().stream().anyMatch(port -> port.port() == 0 || port.port() == number);
  }

  private static void without(Topology topology, Route route, BackendUse use, Findings out) {
    Service service = service(topology, route, use);
    String number =
        service != null && service.ports().size() == 1
            ? Long.toString(service.ports().getFirst().port())
            : "the number of a port of the Service";
    out.report(
            route.object(),
            use.backend().path() + ".port",
            use.backend().ref().span(),
            "names no port",
            "%s %s to %s without a port".formatted(route.ref(), use.does(), use.service()))
        .confidence(Confidence.CERTAIN)
        .help("add port: " + number);
  }

  private static void report(Topology topology, Route route, List<BackendUse> uses, Findings out) {
    BackendUse first = uses.getFirst();
    Service service = service(topology, route, first);
    PortRef.Numbered wanted = first.backend().port();
    if (service == null || wanted == null) return;
    var ports = String.join(", ", service.ports().stream().map(ServicePort::describe).toList());
    boolean together = topology.sameUnit(route.object(), service.object());
    MeantPort meant = MeantPort.of(topology, service, wanted);
    var report =
        out.report(
                route.object(),
                first.backend().path() + ".port",
                wanted.span(),
                "the Service has no such port",
                "%s %s to port %s of %s, which has only %s"
                    .formatted(route.ref(), first.does(), wanted, service.ref(), ports))
            .confidence(together ? Confidence.HIGH : Confidence.MEDIUM);
    if (meant == null)
      report
          .help("write the number of a port of the Service")
          .related(service.spec().spanOf("ports"), "has " + ports, service.object());
    else
      report
          .help("write port: " + meant.port().port())
          .related(meant.port().node().spanOf("port"), meant.why(), service.object());
    for (BackendUse other : uses.subList(1, uses.size()))
      report.related(
          other.backend().ref().node().spanOf("port"), other.rule().key() + " too", null);
  }
}
