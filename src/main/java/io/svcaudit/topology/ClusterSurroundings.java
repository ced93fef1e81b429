package io.svcaudit.topology;

import io.svcaudit.model.KubeKind;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Model;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.OtherPolicy;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Observation;
import io.svcaudit.topology.kept.Kept;
import io.svcaudit.topology.policy.PolicyIndex;
import io.svcaudit.topology.policy.Surroundings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The policies and Namespaces of a cluster: all that are there hold, if they were listed.
final class ClusterSurroundings implements Surroundings {
  private final Model model;
  private final Observation seen;
  private final Map<String, PolicyIndex> policies = new HashMap<>();
  private final Map<String, List<Namespace>> namespaces = new HashMap<>();
  private final Kept<String, List<OtherPolicy>> others = Kept.byContent();
  private final Kept<String, Optional<String>> unseen = Kept.byContent();

  ClusterSurroundings(Model model, Observation seen) {
    this.model = model;
    this.seen = seen;
    for (NetworkPolicy policy : model.networkPolicies())
      policies.computeIfAbsent(policy.object().namespace(), _ -> new PolicyIndex()).add(policy);
    for (Namespace namespace : model.namespaces())
      namespaces.put(namespace.name(), List.of(namespace));
  }

  @Override
  public List<Nearby> policies(KubeObject beside, String namespace) {
    PolicyIndex index = policies.get(namespace);
    return index == null ? List.of() : List.of(new Nearby(index, true));
  }

  @Override
  public List<OtherPolicy> otherPolicies(KubeObject beside, String namespace) {
    if (model.otherPolicies().isEmpty()) return List.of();
    return others.of(
        namespace,
        () -> model.otherPolicies().stream().filter(other -> other.concerns(namespace)).toList());
  }

  @Override
  public Optional<String> unseenPolicies(String namespace) {
    return unseen.of(
        namespace,
        () ->
            Resource.NETWORK_POLICIES.kinds().stream()
                .flatMap(kind -> unseen(kind, namespace).stream())
                .findFirst());
  }

  private Optional<String> unseen(KubeKind kind, String namespace) {
    return seen.unseen(kind.qualified(), kind.namespaced() ? namespace : "");
  }

  @Override
  public List<Namespace> namespaces(KubeObject beside, String name) {
    return namespaces.getOrDefault(name, List.of());
  }

  @Override
  public List<LivePod> pods(Workload workload) {
    return model.cluster().pods(workload);
  }
}
