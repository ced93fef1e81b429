package io.svcaudit.suggest.policy;

import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which ports of Services nothing is known to use: whoever does is not admitted.
final class UnusedPorts {
  private final Topology topology;
  private final Needs needs;

  UnusedPorts(Topology topology, Needs needs) {
    this.topology = topology;
    this.needs = needs;
  }

  /// After everything else.
  void collect() {
    Set<PodPort> used = new HashSet<>();
    for (Need need : needs.all())
      if (need.direction() == Direction.INGRESS) used.add(new PodPort(need.of(), need.port()));
    for (Service service : topology.services())
      for (ServicePort port : service.ports()) {
        List<PodPort> behind = PodPort.behind(topology, service, port);
        if (behind.isEmpty() || behind.stream().anyMatch(used::contains)) continue;
        if (isForNames(service, behind.getFirst().pods())) continue;
        String named = "%s of %s".formatted(port.describe(), service.ref().kindAndName());
        for (PodPort to : behind)
          needs.unknown(to.pods(), "who uses %s; nothing that was read does".formatted(named));
        needs.unused(behind.getFirst().pods(), named);
      }
  }

  /// Whether a Service is there to give names to the Pods of a StatefulSet.
  private static boolean isForNames(Service service, Workload pods) {
    return service.headless() && pods.serviceName().equals(service.object().name());
  }
}
