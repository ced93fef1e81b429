package io.svcaudit.rules.probes;

import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Probe;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A probe that names a port which its own container does not declare. The API server takes it; the
/// kubelet looks the name up in that container alone and fails the probe each time.
public final class ProbePortUnresolved implements Rule {
  /// @param field of the container
  private record Use(String field, PortRef.Named port, Probe.Handler handler) {
    String path() {
      return field + "." + handler.field();
    }

    /// Quoted digits have a rule of their own.
    boolean isNumber() {
      return port.name().chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// The API server wants a number for gRPC.
    boolean isRejected() {
      return handler instanceof Probe.Handler.Grpc;
    }
  }

  @Override
  public String name() {
    return "probe-port-unresolved";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Workload workload : topology.workloads())
      for (Container container : workload.template().serving()) {
        if (container.image().isEmpty()) continue;
        var wrong = new LinkedHashMap<String, List<Use>>();
        look("readinessProbe", container, container.readinessProbe(), wrong);
        look("livenessProbe", container, container.livenessProbe(), wrong);
        look("startupProbe", container, container.startupProbe(), wrong);
        for (List<Use> uses : wrong.values()) report(workload, container, uses, out);
      }
  }

  private static void look(
      String field,
      Container container,
      @Nullable Probe probe,
      LinkedHashMap<String, List<Use>> wrong) {
    if (probe == null || probe.handler() == null) return;
    if (!(probe.handler().portRef() instanceof PortRef.Named port)) return;
    var use = new Use(field, port, probe.handler());
    boolean declared = container.ports().stream().anyMatch(p -> p.name().equals(port.name()));
    boolean placeholder = port.name().contains("$") || port.name().contains("{");
    if (placeholder || use.isNumber() || declared && !use.isRejected()) return;
    wrong.computeIfAbsent(port.name(), _ -> new ArrayList<>()).add(use);
  }

  private static void report(Workload workload, Container container, List<Use> uses, Findings out) {
    Use first = uses.stream().filter(Use::isRejected).findFirst().orElse(uses.getFirst());
    String name = first.port().name();
    String what =
        first.isRejected()
            ? "asks the gRPC port by the name \"%s\", and only a number is allowed there"
            : "asks port \"%s\", which this container does not declare";
    var report =
        out.report(
                workload.object(),
                workload.path(container) + "." + first.path(),
                first.port().span(),
                first.isRejected()
                    ? "the API server rejects this"
                    : "not among this container's ports",
                "the %s of container %s of %s %s"
                    .formatted(
                        first.field(), container.name(), workload.ref(), what.formatted(name)))
            .confidence(first.isRejected() ? Confidence.CERTAIN : Confidence.HIGH)
            .help(help(container, first));
    for (Use other : uses)
      if (other != first)
        report.related(other.port().span(), "the %s too".formatted(other.field()), null);
    for (Container there : workload.template().containers())
      for (ContainerPort port : there.ports())
        if (there == container || port.name().equals(name))
          report.related(
              port.node().span(),
              there == container
                  ? "declares %s".formatted(port.describe())
                  : "container %s declares it; a probe sees its own container's names only"
                      .formatted(there.name()),
              null);
  }

  private static String help(Container container, Use use) {
    String name = use.port().name();
    for (ContainerPort port : container.ports())
      if (use.isRejected() && port.name().equals(name)) return "write port: " + port.number();
    if (use.isRejected()) return "write the number of the port";
    for (ContainerPort port : container.ports())
      if (EditDistance.isNear(port.name(), name)) return "write port: " + port.name();
    if (container.ports().size() == 1) {
      ContainerPort only = container.ports().getFirst();
      return only.name().isEmpty()
          ? "add name: %s to containerPort %d, or write port: %d"
              .formatted(name, only.number(), only.number())
          : "write port: " + only.name();
    }
    return "declare a port named %s in container %s, or write the number"
        .formatted(name, container.name());
  }
}
