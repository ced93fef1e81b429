package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Match;
import java.util.Set;
import java.util.stream.Collectors;

/// No policy isolates the Pods of a workload for ingress: whoever has an address in the cluster may
/// connect to every port of theirs.
public final class PodNotIsolated implements Rule {
  @Override
  public String name() {
    return "pod-not-isolated";
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public boolean isOptIn() {
    return true;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES, Resource.NAMESPACES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    Set<String> governed =
        topology.networkPolicies().stream()
            .map(NetworkPolicy::object)
            .map(policy -> place(topology.unit(policy), policy.namespace()))
            .collect(Collectors.toSet());
    for (Workload workload : topology.workloads()) {
      if (!Neighbours.mayServe(workload)) continue;
      var isolation = topology.policies().isolation(workload, Direction.INGRESS);
      if (isolation.holds() != Match.NO) continue;
      String place = place(topology.unit(workload.object()), workload.object().namespace());
      out.report(
              workload.object(),
              "spec",
              workload.object().nameSpan(),
              "no NetworkPolicy selects its Pods for ingress",
              "no NetworkPolicy isolates the Pods of %s for ingress: any Pod may connect to them"
                  .formatted(workload.ref()))
          .confidence(governed.contains(place) ? Confidence.HIGH : Confidence.MEDIUM)
          .help("add a NetworkPolicy that denies ingress by default, and rules for its clients");
    }
  }

  private static String place(int unit, String namespace) {
    return unit + " " + namespace;
  }
}
