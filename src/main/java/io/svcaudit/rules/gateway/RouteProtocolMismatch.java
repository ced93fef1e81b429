package io.svcaudit.rules.gateway;

import io.svcaudit.model.PortRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A route to a Service port that speaks another protocol: UDP where the route carries TCP, or
/// HTTP/1 by its `appProtocol` where the route carries gRPC (Gateway API, BackendRef: a backend of
/// the wrong protocol is invalid; KEP-3726 for the values).
public final class RouteProtocolMismatch implements Rule {
  /// What cannot carry gRPC, which needs HTTP/2.
  private static final Set<String> NO_GRPC =
      Set.of("http", "kubernetes.io/ws", "kubernetes.io/wss", "ws", "wss");

  @Override
  public String name() {
    return "route-protocol-mismatch";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ROUTES, Resource.SERVICES);
  }

  /// @param span what of the Service port tells
  private record Fault(String what, Span span, Severity severity, Confidence sure, String help) {}

  @Override
  public void check(Topology topology, Findings out) {
    for (Route route : topology.routes()) {
      var seen = new HashSet<String>();
      for (BackendUse use : BackendUse.of(route)) {
        PortRef.Numbered port = use.backend().port();
        if (port == null || !seen.add(use.service() + " " + port)) continue;
        Service service =
            topology
                .service(route.object(), use.service().namespace(), use.service().name())
                .orNull();
        if (service == null) continue;
        List<ServicePort> ports =
            service.ports().stream().filter(each -> each.port() == port.number()).toList();
        Fault fault = ports.isEmpty() ? null : fault(route.type(), ports);
        if (fault != null) report(topology, route, use, service, port, fault, out);
      }
    }
  }

  private static @Nullable Fault fault(Route.Type type, List<ServicePort> ports) {
    String transport = type == Route.Type.UDP ? "UDP" : "TCP";
    ServicePort port =
        ports.stream()
            .filter(each -> each.protocol().equals(transport))
            .findFirst()
            .orElse(ports.getFirst());
    if (!port.protocol().equals(transport))
      return new Fault(
          "has protocol " + port.protocol(),
          port.node().has("protocol") ? port.node().spanOf("protocol") : port.node().spanOf("port"),
          Severity.HIGH,
          Confidence.HIGH,
          "name a port with protocol %s, or use another kind of route".formatted(transport));
    String application = port.appProtocol().toLowerCase(Locale.ROOT);
    if (type == Route.Type.GRPC && NO_GRPC.contains(application))
      return new Fault(
          "speaks " + port.appProtocol() + " by its appProtocol",
          port.node().spanOf("appProtocol"),
          Severity.MEDIUM,
          Confidence.HIGH,
          "write appProtocol: kubernetes.io/h2c");
    if (type == Route.Type.HTTP && application.isEmpty() && isHttp2(port.name()))
      return new Fault(
          "has no appProtocol, so that a Gateway may speak HTTP/1.1 with it",
          port.node().spanOf("name"),
          Severity.MEDIUM,
          Confidence.LOW,
          "add appProtocol: kubernetes.io/h2c to the port of the Service, or use a GRPCRoute");
    return null;
  }

  private static boolean isHttp2(String name) {
    return Set.of("grpc", "h2c").contains(name.split("-", -1)[0]);
  }

  private static void report(
      Topology topology,
      Route route,
      BackendUse use,
      Service service,
      PortRef.Numbered port,
      Fault fault,
      Findings out) {
    boolean together = topology.sameUnit(route.object(), service.object());
    out.report(
            route.object(),
            use.backend().path() + ".port",
            port.span(),
            "the port " + fault.what(),
            "%s %s to port %s of %s, which %s"
                .formatted(route.ref(), use.does(), port, service.ref(), fault.what()))
        .severity(fault.severity())
        .confidence(together ? fault.sure() : fault.sure().atMost(Confidence.MEDIUM))
        .related(fault.span(), "the port of the Service", service.object())
        .help(fault.help());
  }
}
