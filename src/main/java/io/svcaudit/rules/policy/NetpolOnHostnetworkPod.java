package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;

/// A policy for Pods that are all on the network of their nodes: what it does there is not defined,
/// and mostly it does nothing (kubernetes.io, Network Policies, hostNetwork Pods).
public final class NetpolOnHostnetworkPod implements Rule {
  @Override
  public String name() {
    return "netpol-on-hostnetwork-pod";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES, Resource.NAMESPACES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    var selected = SelectedWorkloads.of(topology);
    for (NetworkPolicy policy : topology.networkPolicies()) {
      List<Workload> workloads = selected.by(policy);
      // A policy for all Pods of a namespace is for those to come as well.
      if (workloads.isEmpty() || policy.pods().requirements().isEmpty()) continue;
      if (!areOnHostNetwork(workloads) || !areOnHostNetwork(selected.perhapsBy(policy))) continue;
      Workload first = workloads.getFirst();
      out.report(
              policy.object(),
              "spec.podSelector",
              policy.object().spec().spanOf("podSelector"),
              "selects hostNetwork Pods only",
              "%s selects only Pods on the network of their nodes, where few network plugins apply it"
                  .formatted(policy.object().ref()))
          .confidence(topology.mayHoldMore(policy.object()) ? Confidence.MEDIUM : Confidence.HIGH)
          .help("guard them on the nodes, or run them without hostNetwork")
          .related(
              first.template().spec().spanOf("hostNetwork"),
              "%s is on its node's network".formatted(first.ref()),
              first.object());
    }
  }

  private static boolean areOnHostNetwork(List<Workload> workloads) {
    return workloads.stream().allMatch(workload -> workload.template().hostNetwork());
  }
}
