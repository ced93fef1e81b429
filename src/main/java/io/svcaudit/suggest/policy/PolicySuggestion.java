package io.svcaudit.suggest.policy;

import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/// The least NetworkPolicies for what is found to be connected.
///
/// Probes need no rule: a Pod is always reached from its own node (kubernetes.io, Network
/// Policies).
///
/// @param policies by namespace; within one the default deny first, then DNS, then the workloads
/// @param unknown what could not be told, so that no rule admits it, or one admits everyone: one
///   clause each; may be empty
public record PolicySuggestion(List<SuggestedPolicy> policies, List<String> unknown) {
  public PolicySuggestion {
    policies = List.copyOf(policies);
    unknown = List.copyOf(unknown);
  }

  /// For whole namespaces: a default deny, DNS, and one policy for each workload that is connected.
  ///
  /// @param namespaces which ones
  public static PolicySuggestion of(Topology topology, Predicate<String> namespaces) {
    return new Draft(topology).ofNamespaces(namespaces);
  }

  /// For some workloads alone: policies that isolate nobody else, DNS included.
  public static PolicySuggestion of(Topology topology, Collection<Workload> workloads) {
    return new Draft(topology).ofWorkloads(workloads);
  }
}
