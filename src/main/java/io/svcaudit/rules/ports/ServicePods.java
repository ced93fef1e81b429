package io.svcaudit.rules.ports;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.PodTemplate;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;

/// What the rules of ports share: the workloads that a Service's ports are looked up in.
public final class ServicePods {
  /// Annotations and labels by which admission adds a container with ports of its own.
  private static final Set<String> INJECTION =
      Set.of(
          "sidecar.istio.io/inject",
          "sidecar.istio.io/status",
          "istio.io/rev",
          "linkerd.io/inject",
          "dapr.io/enabled",
          "vault.hashicorp.com/agent-inject",
          "sidecar.opentelemetry.io/inject",
          "consul.hashicorp.com/connect-inject",
          "sidecar.jaegertracing.io/inject",
          "kuma.io/sidecar-injection",
          "openservicemesh.io/sidecar-injection");

  /// Ports of injected containers. The label that asks for them may be on the namespace.
  private static final Set<String> INJECTED_PORTS =
      Set.of(
          "http-envoy-prom",
          "linkerd-proxy",
          "linkerd-admin",
          "dapr-http",
          "dapr-grpc",
          "dapr-internal",
          "dapr-metrics");

  private static final Set<String> OFF = Set.of("false", "disabled", "no");

  private ServicePods() {}

  /// The workloads of the Service's own unit that run as they stand; empty if a part of them is not
  /// known well enough to speak of the ports of all.
  static List<Workload> of(Topology topology, Service service) {
    List<Workload> lasting = topology.selection(service).lasting();
    boolean known =
        lasting.stream()
            .allMatch(w ->
                w.template().isComplete()
                    && w.type() != Workload.Type.KNATIVE_SERVICE
                    && w.template().ports().noneMatch(p -> p.number() == 0));
    return known ? lasting : List.of();
  }

  /// Whether admission adds a container with ports of its own to the Pods.
  public static boolean isInjected(Workload workload) {
    return isInjected(workload.template());
  }

  /// Whether it is the name of a port that an injected container brings.
  public static boolean isInjected(String port) {
    return INJECTED_PORTS.contains(port);
  }

  private static boolean isInjected(PodTemplate template) {
    var metadata = template.node().mapping("metadata");
    for (String field : List.of("annotations", "labels"))
      for (String key : INJECTION)
        if (metadata.text(field, key).filter(value -> !OFF.contains(value)).isPresent())
          return true;
    return false;
  }

  static String path(ServicePort port) {
    return "spec.ports[%s].targetPort".formatted(port.key());
  }

  /// Where the target is written: `targetPort`, or `port` if that says it all.
  static Span place(ServicePort port) {
    return port.node().has("targetPort")
        ? port.node().spanOf("targetPort")
        : port.node().spanOf("port");
  }

  /// As a manifest writes the reference to a declared port.
  static String write(ContainerPort port) {
    return port.name().isEmpty() ? Long.toString(port.number()) : port.name();
  }

  static boolean isNumbered(ServicePort port) {
    return port.target() instanceof PortRef.Numbered(long number, var _)
        && number > 0
        && number < 65_536;
  }
}
