package io.svcaudit.rules.policy;

import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint;
import io.svcaudit.topology.entry.EntryPoint.ExternalIps;
import io.svcaudit.topology.entry.EntryPoint.HostNetwork;
import io.svcaudit.topology.entry.EntryPoint.HostPort;
import io.svcaudit.topology.entry.EntryPoint.LoadBalancer;
import io.svcaudit.topology.entry.EntryPoint.NodePort;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import io.svcaudit.topology.entry.EntryPoints;
import java.util.List;

/// A workload whose Pods no policy isolates.
///
/// @param way by which connections from outside of the cluster reach it: `Ingress web`; empty if
///   none is known
record LeftOpen(Workload workload, String way) {
  static LeftOpen of(Topology topology, Workload workload) {
    for (Service service : topology.servicesSelecting(workload)) {
      List<EntryPoint.ToService> ways = topology.entryPoints().to(service);
      if (!ways.isEmpty()) return new LeftOpen(workload, words(ways.getFirst()));
    }
    List<EntryPoint.ToPods> ways = EntryPoints.to(workload);
    return new LeftOpen(workload, ways.isEmpty() ? "" : words(ways.getFirst()));
  }

  private static String words(EntryPoint way) {
    return switch (way) {
      case Routed routed -> routed.object().ref().kindAndName();
      case LoadBalancer balancer ->
          "the load balancer of " + balancer.service().ref().kindAndName();
      case NodePort port -> "the node ports of " + port.service().ref().kindAndName();
      case ExternalIps ips -> "the external IPs of " + ips.service().ref().kindAndName();
      case HostPort _, HostNetwork _ -> "ports of its nodes";
    };
  }

  /// `left open`, for the place of its name.
  String label() {
    return way.isEmpty()
        ? "left open to every Pod of the cluster"
        : "left open, and reached from outside through " + way;
  }
}
