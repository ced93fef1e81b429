package io.svcaudit.rules.disruption;

import io.svcaudit.model.Autoscaler;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import java.util.Optional;

/// How many Pods a workload is to have.
///
/// @param least the fewest, where an autoscaler decides; 0 or more
/// @param by the autoscaler that decides, if there is one
/// @param written whether the workload says the number itself
record Replicas(long least, Optional<Autoscaler> by, boolean written) {
  /// Empty for one that counts otherwise: by nodes, by requests, or until its work is done.
  static Optional<Replicas> of(Topology topology, Workload workload) {
    return switch (workload.type()) {
      case POD -> Optional.of(new Replicas(1, Optional.empty(), true));
      case DAEMON_SET, JOB, CRON_JOB, KNATIVE_SERVICE -> Optional.empty();
      case DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET -> {
        Optional<Autoscaler> by =
            topology.autoscalers().stream()
                .filter(a -> a.scales(workload))
                .filter(a -> topology.sameUnit(a.object(), workload.object()))
                .findFirst();
        long least = by.map(Autoscaler::minReplicas).orElseGet(() -> workload.replicas().orElse(1));
        yield Optional.of(new Replicas(least, by, by.isEmpty() && workload.replicas().isPresent()));
      }
    };
  }
}
