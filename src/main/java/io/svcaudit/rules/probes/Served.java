package io.svcaudit.rules.probes;

import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Probe;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Which containers get requests from which Services.
final class Served {
  /// @param number the Pod's port
  /// @param container the one that serves it, as far as can be told
  record Traffic(Service service, ServicePort port, long number, Container container) {}

  /// Istio's injector replaces a container with this image, its probes with it.
  private static final String INJECTED = "auto";

  private Served() {}

  /// Whether its Pods are there to answer: not those that run to an end, are hooks of Helm, or are
  /// only a piece of an object.
  static boolean isLasting(Workload workload) {
    if (workload.type().runsToCompletion() || !workload.template().isComplete()) return false;
    if (workload.type() == Workload.Type.KNATIVE_SERVICE) return false;
    if (workload.object().annotation("helm.sh/hook").isPresent()) return false;
    String restart = workload.template().spec().text("restartPolicy").orElse("Always");
    return restart.equals("Always") && workload.replicas().orElse(1) != 0;
  }

  /// Whether it came with a cluster, so that its maker decides how it is probed.
  static boolean isOfTheCluster(Topology topology, Workload workload) {
    return topology.live().at().isPresent() && workload.object().namespace().startsWith("kube-");
  }

  /// The requests that readiness steers; Services that want unready Pods too, and ports for
  /// metrics, are left out. May be empty.
  static List<Traffic> traffic(Topology topology, Workload workload) {
    var traffic = new ArrayList<Traffic>();
    for (Service service : topology.servicesSelecting(workload)) {
      if (service.publishNotReadyAddresses() || isForMetrics(service.object().name())) continue;
      for (ServicePort port : service.ports()) {
        if (isForMetrics(port.name())) continue;
        if (Topology.target(port, workload)
            instanceof Target.Resolved(long number, var container, var declared)) {
          if (declared != null && isForMetrics(declared.name())) continue;
          Container serving = container == null ? guess(workload) : container;
          if (serving != null && number != 0)
            traffic.add(new Traffic(service, port, number, serving));
        }
      }
    }
    return traffic;
  }

  private static boolean isForMetrics(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("metrics")
        || lower.contains("prometheus")
        || lower.contains("monitoring")
        || lower.contains("exporter")
        || lower.equals("prom");
  }

  /// The container behind a port that none declares: the only one, or any if none is probed.
  private static @Nullable Container guess(Workload workload) {
    List<Container> serving = workload.template().serving();
    if (serving.size() == 1) return serving.getFirst();
    boolean probed = serving.stream().anyMatch(c -> c.readinessProbe() != null);
    return probed || serving.isEmpty() ? null : serving.getFirst();
  }

  /// Whether readiness depends on what answers the requests: its container is probed, or another
  /// one's probe asks the same port of the Pod.
  static boolean isGuarded(Workload workload, Traffic traffic) {
    if (traffic.container().readinessProbe() != null) return true;
    if (traffic.container().image().equals(INJECTED)) return true;
    return workload.template().serving().stream()
        .anyMatch(c -> asks(c, c.readinessProbe(), traffic.number()));
  }

  private static boolean asks(Container container, @Nullable Probe probe, long number) {
    if (probe == null || probe.handler() == null) return false;
    return portOf(container, probe.handler().portRef()).orElse(0) == number;
  }

  private static OptionalLong portOf(Container container, @Nullable PortRef port) {
    return switch (port) {
      case null -> OptionalLong.empty();
      case PortRef.Numbered(long number, var _) -> OptionalLong.of(number);
      case PortRef.Named(String name, var _) ->
          container.ports().stream()
              .filter(p -> p.name().equals(name))
              .mapToLong(ContainerPort::number)
              .findFirst();
    };
  }

  /// Where the name of a field of a container stands.
  static Span key(Container container, String field) {
    Mapping.Entry entry = container.node().entry(field);
    return entry == null ? container.nameSpan() : entry.key();
  }
}
