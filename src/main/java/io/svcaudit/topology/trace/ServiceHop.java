package io.svcaudit.topology.trace;

import io.svcaudit.model.PortRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Whether a Service has the port that is asked for, and where it leads.
final class ServiceHop {
  private ServiceHop() {}

  /// The port that a user or a client names, by number or name.
  static Optional<ServicePort> port(Service service, String asked) {
    return service.ports().stream().filter(port -> isPort(port, asked)).findFirst();
  }

  private static boolean isPort(ServicePort port, String asked) {
    return asked.equals(Long.toString(port.port()))
        || (!port.name().isEmpty() && port.name().equals(asked));
  }

  static Hop of(Service service, ServicePort port) {
    PortRef target = port.target();
    String written = port.name().isEmpty() ? "" + port.port() : port.name() + " " + port.port();
    String protocol = port.protocol().equals("TCP") ? "" : "/" + port.protocol();
    String said =
        "%s, port %s%s → targetPort %s"
            .formatted(service.object().name(), written, protocol, target);
    if (service.headless()) said += "; headless: clients connect to the Pods' own port";
    if (service.spec().text("internalTrafficPolicy").orElse("").equals("Local"))
      said += "; internalTrafficPolicy Local: only from nodes that run such a Pod";
    return Hop.ok(Hop.Step.SERVICE, said, place(service, port));
  }

  /// What a route asks of its Service.
  static Hop of(Routed route) {
    Service service = route.service();
    if (service.type() == Service.Type.EXTERNAL_NAME) return alias(service);
    if (!route.ports().isEmpty()) return of(service, route.ports().getFirst());
    PortRef port = route.port();
    return missing(service, port == null ? "(not written)" : port.written());
  }

  /// The Service is another name for something.
  static Hop alias(Service service) {
    return Hop.unknown(
        Hop.Step.SERVICE,
        "%s is another name for %s, which is not followed"
            .formatted(service.object().name(), service.externalName()),
        new Hop.Place(service.object().nameSpot(), service.object()));
  }

  private static Hop.Place place(Service service, ServicePort port) {
    return new Hop.Place(port.node().spot(), service.object());
  }

  /// The Service has no such port.
  static Hop missing(Service service, String asked) {
    String ports =
        service.ports().stream().map(ServicePort::describe).collect(Collectors.joining(", "));
    String said =
        "%s has no port %s, only %s"
            .formatted(service.object().name(), asked, ports.isEmpty() ? "none" : ports);
    return Hop.no(
        Hop.Step.SERVICE,
        said,
        meant(service, asked)
            .map(port -> "connect to port %d, which leads to %s".formatted(port.port(), asked))
            .orElse("connect to a port that it has, or add this one"),
        new Hop.Place(
            service.spec().has("ports")
                ? service.spec().spotOf("ports")
                : service.object().nameSpot(),
            service.object()));
  }

  /// The commonest mistake is to name the port of the Pod, or of the node.
  private static Optional<ServicePort> meant(Service service, String asked) {
    return service.ports().stream()
        .filter(
            port -> port.target().written().equals(asked) || port.nodePort().equals(number(asked)))
        .findFirst();
  }

  private static OptionalLong number(String asked) {
    return asked.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(asked)) : OptionalLong.of(-1);
  }

  /// The ports of a Service as one could ask for them: `http (80), metrics (9090)`.
  static String choices(List<ServicePort> ports) {
    return ports.stream()
        .map(port ->
            port.name().isEmpty() ? "" + port.port() : port.name() + " (" + port.port() + ")")
        .collect(Collectors.joining(", "));
  }
}
