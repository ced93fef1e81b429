package io.svcaudit.rules.live;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A port of a Service that its EndpointSlices lack though they hold endpoints: connections to it
/// go nowhere. The controller leaves out a port whose name a Pod does not have, without a word.
public final class EndpointPortMissing implements Rule {
  @Override
  public String name() {
    return "endpoint-port-missing";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.ENDPOINTS, Resource.PODS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.live().at().isEmpty()) return;
    for (Service service : topology.services()) {
      if (service.type() == Service.Type.EXTERNAL_NAME) continue;
      List<EndpointSlice> slices =
          topology.live().slices(service).stream().filter(s -> !s.endpoints().isEmpty()).toList();
      List<LivePod> pods = topology.live().pods(service);
      for (ServicePort port : service.ports()) {
        List<EndpointSlice> without =
            slices.stream().filter(slice -> !hasPort(slice, port)).toList();
        if (without.isEmpty()) continue;
        if (without.size() == slices.size() && service.selector().isEmpty())
          byHand(topology, service, port, without, out);
        List<LivePod> lacking = pods.stream().filter(pod -> lacks(pod, port)).toList();
        if (!lacking.isEmpty()) report(topology, service, port, without, lacking, pods.size(), out);
      }
    }
  }

  private static boolean hasPort(EndpointSlice slice, ServicePort port) {
    return slice.ports().stream()
        .anyMatch(p -> p.name().equals(port.name()) && p.protocol().equals(port.protocol()));
  }

  /// The Pod itself confirms what the slice shows: it is no matter of time.
  private static boolean lacks(LivePod pod, ServicePort port) {
    return Topology.target(port, pod.template()) instanceof Target.Unresolved;
  }

  private static void report(
      Topology topology,
      Service service,
      ServicePort port,
      List<EndpointSlice> without,
      List<LivePod> lacking,
      int pods,
      Findings out) {
    boolean all = lacking.size() == pods;
    String name = port.target().toString();
    String message =
        all
            ? "%s of %s leads nowhere: none of its Pods has a %s port %s"
                .formatted(capital(port), service.ref(), port.protocol(), name)
            : "%s of %s leaves out %d of %d Pods, which have no %s port %s"
                .formatted(
                    capital(port), service.ref(), lacking.size(), pods, port.protocol(), name);
    var report =
        out.report(
                service.object(),
                "spec.ports[%s].targetPort".formatted(port.key()),
                port.node().spanOf("targetPort"),
                all ? "no endpoint has it" : "not every endpoint has it",
                message)
            .severity(all && !service.headless() ? Severity.HIGH : Severity.MEDIUM)
            .confidence(Confidence.CERTAIN)
            .cause(
                all
                    ? Cause.target(topology, service, port)
                    : Cause.severalWorkloads(topology, service));
    EndpointSlice slice = without.getFirst();
    report.related(slice.object().node().spanOf("ports"), "lacks the port", slice.object());
    tell(report, service, port, lacking.getFirst());
  }

  private static void tell(Findings.Report report, Service service, ServicePort port, LivePod pod) {
    ContainerPort near =
        Topology.target(port, pod.template()) instanceof Target.Unresolved(var other, var like)
            ? other == null ? like : other
            : null;
    String declared =
        pod.template().ports().map(ContainerPort::describe).collect(Collectors.joining(", "));
    String label = declared.isEmpty() ? "declares no port" : "declares " + declared;
    report.related(
        near == null ? pod.object().nameSpan() : near.node().span(), label, pod.object());
    report.help(
        near != null && !near.name().isEmpty() && near.protocol().equals(port.protocol())
            ? "write targetPort: " + near.name()
            : help(service, port, pod));
  }

  /// The only port of the Pods is meant by the only one of the Service.
  private static String help(Service service, ServicePort port, LivePod pod) {
    List<ContainerPort> declared =
        pod.template().ports().filter(p -> p.protocol().equals(port.protocol())).toList();
    if (declared.size() == 1 && service.ports().size() == 1) {
      ContainerPort only = declared.getFirst();
      return "write targetPort: "
          + (only.name().isEmpty() ? Long.toString(only.number()) : only.name());
    }
    return "name a port of the container %s, or write its number as targetPort"
        .formatted(port.target());
  }

  /// In slices that something else writes the names must be those of the Service.
  private static void byHand(
      Topology topology,
      Service service,
      ServicePort port,
      List<EndpointSlice> without,
      Findings out) {
    EndpointSlice slice = without.getFirst();
    out.report(
            service.object(),
            "spec.ports[%s].name".formatted(port.key()),
            port.node().has("name") ? port.node().spanOf("name") : port.node().spanOf("port"),
            "no port of its EndpointSlices is called so",
            "%s of %s leads nowhere: its EndpointSlices have no %s port of that name"
                .formatted(capital(port), service.ref(), port.protocol()))
        .confidence(Confidence.CERTAIN)
        .cause(Cause.target(topology, service, port))
        .related(
            slice.object().node().spanOf("ports"), "the ports of its endpoints", slice.object())
        .help(
            "give the port of the EndpointSlice the name and protocol that the Service's port has");
  }

  private static String capital(ServicePort port) {
    return "P" + port.describe().substring(1);
  }
}
