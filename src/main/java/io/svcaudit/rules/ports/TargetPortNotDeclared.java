package io.svcaudit.rules.ports;

import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Probe;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A numeric target that no container declares though they declare others. Legal, declaring a port
/// is optional; so it counts for something only where the rest of the Pod speaks for another
/// number.
public final class TargetPortNotDeclared implements Rule {
  @Override
  public String name() {
    return "target-port-not-declared";
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      List<Workload> workloads = ServicePods.of(topology, service);
      if (workloads.isEmpty()) continue;
      for (ServicePort port : service.ports())
        if (port.target() instanceof PortRef.Numbered(long number, var _)
            && ServicePods.isNumbered(port)
            && workloads.stream()
                .allMatch(w -> seemsClosed(number, w) && !topology.isDeclaredInAPod(port, w)))
          report(topology, service, port, number, workloads, out);
    }
  }

  /// Nothing in the Pod speaks for the number, and what can be seen is enough to say so.
  private static boolean seemsClosed(long number, Workload workload) {
    var template = workload.template();
    return template.ports().findAny().isPresent()
        && template.ports().noneMatch(p -> p.number() == number)
        && !template.hostNetwork()
        && !ServicePods.isInjected(workload)
        && !Mentions.of(number, template);
  }

  private static void report(
      Topology topology,
      Service service,
      ServicePort port,
      long number,
      List<Workload> workloads,
      Findings out) {
    boolean oneToOne =
        service.ports().size() == 1 && workloads.stream().allMatch(w -> only(port, w));
    boolean probedElsewhere =
        workloads.stream().allMatch(TargetPortNotDeclared::probesADeclaredPort);
    List<ContainerPort> ports = workloads.stream().flatMap(w -> w.template().ports()).toList();
    List<String> declared = ports.stream().map(ServicePods::write).distinct().toList();
    // A headless Service is often there for the names of its Pods, and its port for the form.
    boolean seldomDialled = service.headless();
    var report =
        out.report(
                service.object(),
                ServicePods.path(port),
                ServicePods.place(port),
                "no container declares %d".formatted(number),
                "%s of %s leads to port %d, which no container of its Pods declares"
                    .formatted(
                        port.name().isEmpty() ? "A port" : "Port " + port.name(),
                        service.ref(),
                        number))
            .severity(oneToOne && !seldomDialled ? Severity.MEDIUM : Severity.LOW)
            .confidence(
                (oneToOne || probedElsewhere) && !seldomDialled
                    ? Confidence.MEDIUM
                    : Confidence.LOW)
            .cause(Cause.target(topology, service, port))
            .help(
                oneToOne && declared.size() == 1
                    ? "write targetPort: " + declared.getFirst()
                    : "let it lead to a declared port (%s), or declare %d in the container that listens there"
                        .formatted(String.join(", ", declared), number));
    for (Workload workload : workloads.subList(0, Math.min(3, workloads.size()))) {
      ContainerPort first = firstPort(workload);
      report.related(first.node().span(), "declares " + declared(workload), workload.object());
    }
  }

  private static String declared(Workload workload) {
    return workload
        .template()
        .ports()
        .map(ContainerPort::describe)
        .collect(Collectors.joining(", "));
  }

  private static ContainerPort firstPort(Workload workload) {
    return workload.template().ports().findFirst().orElseThrow();
  }

  /// One container with one port, which is another one.
  private static boolean only(ServicePort port, Workload workload) {
    List<Container> serving = workload.template().serving();
    return serving.size() == 1
        && serving.getFirst().ports().size() == 1
        && serving.getFirst().ports().getFirst().protocol().equals(port.protocol());
  }

  /// All containers declare ports, and the probes ask one of them.
  private static boolean probesADeclaredPort(Workload workload) {
    List<Container> serving = workload.template().serving();
    return serving.size() == 1
        && Stream.of(serving.getFirst().readinessProbe(), serving.getFirst().livenessProbe())
            .filter(Objects::nonNull)
            .anyMatch(probe -> asksADeclaredPort(probe, serving.getFirst()));
  }

  private static boolean asksADeclaredPort(Probe probe, Container container) {
    PortRef asked = probe.handler() == null ? null : probe.handler().portRef();
    return switch (asked) {
      case null -> false;
      case PortRef.Numbered(long number, var _) ->
          container.ports().stream().anyMatch(p -> p.number() == number);
      case PortRef.Named(String name, var _) ->
          container.ports().stream().anyMatch(p -> p.name().equals(name));
    };
  }
}
