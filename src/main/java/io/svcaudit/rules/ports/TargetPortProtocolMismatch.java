package io.svcaudit.rules.ports;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A numeric target that the Pods declare with another protocol only. Declaring is optional, so the
/// number is used all the same; but where both sides were written, one of them is wrong.
public final class TargetPortProtocolMismatch implements Rule {
  private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "SCTP");

  @Override
  public String name() {
    return "target-port-protocol-mismatch";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
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
            && PROTOCOLS.contains(port.protocol())) {
          var declared = new ArrayList<ContainerPort>();
          for (Workload workload : workloads) {
            ContainerPort other = otherwise(number, port.protocol(), workload);
            if (other != null) declared.add(other);
          }
          if (declared.size() == workloads.size())
            report(topology, service, port, number, workloads, declared, out);
        }
    }
  }

  /// The declared port of that number if all that are have another protocol.
  private static @Nullable ContainerPort otherwise(
      long number, String protocol, Workload workload) {
    List<ContainerPort> same =
        workload.template().ports().filter(p -> p.number() == number).toList();
    boolean mismatch =
        !same.isEmpty()
            && same.stream()
                .allMatch(p -> PROTOCOLS.contains(p.protocol()) && !p.protocol().equals(protocol));
    return mismatch ? same.getFirst() : null;
  }

  private static void report(
      Topology topology,
      Service service,
      ServicePort port,
      long number,
      List<Workload> workloads,
      List<ContainerPort> declared,
      Findings out) {
    ContainerPort first = declared.getFirst();
    boolean servedToo =
        topology.servicesSelecting(workloads.getFirst()).stream()
            .flatMap(other -> other.ports().stream())
            .anyMatch(other -> leadsTo(first, other, workloads.getFirst()));
    var span =
        port.node().has("protocol") ? port.node().spanOf("protocol") : ServicePods.place(port);
    var report =
        out.report(
                service.object(),
                "spec.ports[%s].protocol".formatted(port.key()),
                span,
                port.node().has("protocol") ? "" : "TCP, as no protocol is written",
                "%s sends %s to port %d, which its Pods declare as %s"
                    .formatted(service.ref(), port.protocol(), number, first.protocol()))
            .confidence(confidence(servedToo, first))
            .cause(Cause.target(topology, service, port))
            .help(
                "write protocol: %s, or declare port %d as %s in the container"
                    .formatted(first.protocol(), number, port.protocol()));
    for (int i = 0; i < Math.min(3, workloads.size()); i++)
      report.related(
          declared.get(i).node().span(),
          "declared as %s".formatted(declared.get(i).protocol()),
          workloads.get(i).object());
  }

  private static boolean leadsTo(ContainerPort declared, ServicePort port, Workload workload) {
    return port.protocol().equals(declared.protocol())
        && Topology.target(port, workload) instanceof Target.Resolved(long number, var _, var _)
        && number == declared.number();
  }

  /// DNS and HTTP/3 serve both protocols on one port and are often declared once; a load balancer
  /// may need a Service for each. A container that does not write a protocol says little; one that
  /// writes UDP or SCTP means it.
  private static Confidence confidence(boolean servedToo, ContainerPort declared) {
    if (servedToo) return Confidence.LOW;
    return declared.node().has("protocol") && !declared.protocol().equals("TCP")
        ? Confidence.HIGH
        : Confidence.MEDIUM;
  }
}
