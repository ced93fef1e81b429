package io.svcaudit.rules.traffic;

import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import java.util.List;

/// What stands behind a Service that keeps connections on the node where they arrive.
final class Backing {
  private Backing() {}

  /// The workloads of a Service, if none of them is to run on every node; empty if one is, or if
  /// not all are known.
  static List<Workload> onSomeNodes(Topology topology, Service service) {
    List<Workload> workloads = topology.selection(service).workloads();
    for (Workload workload : workloads)
      switch (workload.type()) {
        case DAEMON_SET, JOB, CRON_JOB, KNATIVE_SERVICE -> {
          return List.of();
        }
        case POD, DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET -> {
          if (workload.replicas().orElse(1) == 0) return List.of();
        }
      }
    return workloads;
  }

  /// On how many nodes its Pods can be.
  static String describe(Workload workload) {
    long replicas = workload.replicas().orElse(1);
    return "runs on %s of the nodes at most".formatted(replicas == 1 ? "one" : replicas);
  }
}
