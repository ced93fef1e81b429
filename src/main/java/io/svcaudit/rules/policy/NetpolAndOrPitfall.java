package io.svcaudit.rules.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Match;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A `namespaceSelector` and a `podSelector` that are two peers where one was meant: a dash too
/// many admits all Pods of the namespaces, and Pods of the policy's own namespace. It shows where
/// the own namespace has no such Pods and the others have.
public final class NetpolAndOrPitfall implements Rule {
  @Override
  public String name() {
    return "netpol-and-or-pitfall";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES, Resource.WORKLOADS, Resource.NAMESPACES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (NetworkPolicy policy : topology.networkPolicies())
      for (PolicyRule rule : PolicyRule.of(policy)) {
        List<PolicyPeer> peers = PolicyPeer.of(rule);
        for (int i = 1; i < peers.size(); i++) check(topology, peers.get(i - 1), peers.get(i), out);
      }
  }

  private static void check(Topology topology, PolicyPeer one, PolicyPeer other, Findings out) {
    if (isByNamespace(one.peer()) && isByPod(other.peer())) check(topology, one, other, other, out);
    else if (isByPod(one.peer()) && isByNamespace(other.peer()))
      check(topology, other, one, other, out);
  }

  private static boolean isByNamespace(Peer peer) {
    return peer instanceof Peer.Pods pods && pods.namespaces().isPresent() && pods.pods().isEmpty();
  }

  private static boolean isByPod(Peer peer) {
    return peer instanceof Peer.Pods pods
        && pods.namespaces().isEmpty()
        && pods.pods().filter(selector -> !selector.requirements().isEmpty()).isPresent();
  }

  /// @param second the one of the two that stands below
  private static void check(
      Topology topology,
      PolicyPeer byNamespace,
      PolicyPeer byPod,
      PolicyPeer second,
      Findings out) {
    NetworkPolicy policy = byPod.policy();
    if (!(byNamespace.peer() instanceof Peer.Pods namespaces
        && byPod.peer() instanceof Peer.Pods pods)) return;
    Selection here = topology.selection(policy, pods);
    if (here instanceof Selection.Selected) return;
    var both = new Peer.Pods(pods.node(), namespaces.namespaces(), pods.pods());
    Optional<KubeObject> there =
        isEmpty(namespaces)
            ? Optional.empty()
            : topology.selection(policy, both).workloads().stream()
                .map(workload -> workload.object())
                .findFirst();
    boolean dns = isDns(topology, policy, both);
    if (there.isEmpty() && !dns) return;
    var report =
        out.report(
                policy.object(),
                second.path(),
                second.peer().node().span(),
                "the dash makes it another peer",
                "%s admits all Pods of the namespaces, and not only those of the labels that stand"
                        .formatted(policy.object().ref())
                    + " beside them")
            .confidence(confidence(here, dns))
            .cause(byPod.nobody(topology))
            .related(
                (second == byPod ? byNamespace : byPod).peer().node().span(), "or this one", null)
            .help("drop the dash, so that namespaceSelector and podSelector are one peer");
    there.ifPresent(object ->
        report.related(object.nameSpan(), "has the labels, in a selected namespace", object));
  }

  private static boolean isEmpty(Peer.Pods byNamespace) {
    return byNamespace.namespaces().filter(s -> s.requirements().isEmpty()).isPresent();
  }

  private static Confidence confidence(Selection here, boolean dns) {
    if (dns) return Confidence.HIGH;
    return here instanceof Selection.Nothing(var confidence, var _)
            && confidence.compareTo(Confidence.MEDIUM) >= 0
        ? Confidence.HIGH
        : Confidence.MEDIUM;
  }

  /// The Pods of the cluster's DNS are in its own namespace only.
  private static boolean isDns(Topology topology, NetworkPolicy policy, Peer.Pods both) {
    LabelSelector pods = both.pods().orElse(LabelSelector.EVERYTHING);
    if (!pods.requirements().equals(List.of(new Requirement.In("k8s-app", Set.of("kube-dns")))))
      return false;
    var dns = new End.AnyPod("kube-system", Map.of("k8s-app", "kube-dns"), policy.object());
    return !policy.object().namespace().equals("kube-system")
        && topology.policies().meets(policy, both, dns) != Match.NO;
  }
}
