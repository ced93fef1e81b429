package io.svcaudit.rules.selectors;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.stream.Collectors;

/// Where the ports of one Service lead in several workloads.
final class PortsOf {
  private PortsOf() {}

  /// Whether some port leads elsewhere, or to a port that is not there, in some of the workloads.
  static boolean differ(Service service, List<Workload> workloads) {
    return service.ports().stream()
        .anyMatch(port -> workloads.stream().map(w -> where(port, w)).distinct().count() > 1);
  }

  /// Whether connections to the Service may end in Pods of a workload. A Pod that has none of the
  /// named ports is an endpoint without ports: no proxy sends anything there. The DNS name of a
  /// headless Service still leads to it.
  static boolean reach(Service service, Workload workload) {
    return service.headless()
        || service.ports().stream()
            .anyMatch(port -> Topology.target(port, workload) instanceof Target.Resolved);
  }

  private static String where(ServicePort port, Workload workload) {
    return switch (Topology.target(port, workload)) {
      case Target.Resolved(long number, var container, var _) ->
          container == null && workload.template().ports().findAny().isPresent()
              ? "closed"
              : Long.toString(number);
      case Target.Unresolved _ -> "closed";
    };
  }

  /// The workload that the Service was probably written for: of its name, else the first that has
  /// its ports.
  static Workload meant(Service service, List<Workload> workloads) {
    String name = service.object().name();
    for (Workload workload : workloads) if (workload.object().name().equals(name)) return workload;
    for (Workload workload : workloads)
      if (service.ports().stream().noneMatch(port -> where(port, workload).equals("closed")))
        return workload;
    return workloads.getFirst();
  }

  /// `runs postgres, port 5432`.
  static String describe(Workload workload) {
    var template = workload.template();
    String ports =
        template.ports().map(ContainerPort::describe).limit(3).collect(Collectors.joining(", "));
    String image = template.containers().getFirst().imageName();
    return "runs " + image + (ports.isEmpty() ? ", declares no port" : ", port " + ports);
  }
}
