package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Isolation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The workloads whose Pods the NetworkPolicies select.
final class SelectedWorkloads {
  private final IdentityHashMap<NetworkPolicy, List<Workload>> sure = new IdentityHashMap<>();
  private final IdentityHashMap<NetworkPolicy, List<Workload>> perhaps = new IdentityHashMap<>();

  private SelectedWorkloads() {}

  static SelectedWorkloads of(Topology topology) {
    var selected = new SelectedWorkloads();
    for (Workload workload : topology.workloads())
      for (Direction direction : Direction.values()) {
        Isolation isolation = topology.policies().isolation(workload, direction);
        for (NetworkPolicy policy : isolation.policies()) add(selected.sure, policy, workload);
        for (NetworkPolicy policy : isolation.perhaps()) add(selected.perhaps, policy, workload);
      }
    return selected;
  }

  /// Once for a policy that isolates both directions.
  private static void add(
      Map<NetworkPolicy, List<Workload>> selected, NetworkPolicy policy, Workload workload) {
    List<Workload> workloads = selected.computeIfAbsent(policy, _ -> new ArrayList<>());
    if (workloads.isEmpty() || workloads.getLast() != workload) workloads.add(workload);
  }

  /// Those that a policy surely selects; may be empty.
  List<Workload> by(NetworkPolicy policy) {
    return sure.getOrDefault(policy, List.of());
  }

  /// Those that a policy may select besides; may be empty.
  List<Workload> perhapsBy(NetworkPolicy policy) {
    return perhaps.getOrDefault(policy, List.of());
  }
}
