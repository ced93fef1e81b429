package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.NearWorkload;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.Topology;
import java.util.Optional;
import java.util.Set;

/// A peer of a NetworkPolicy that no Pod is. Its Pods are looked for in the namespaces that the
/// peer means; addresses are never Pods.
public final class NetpolPeerSelectsNothing implements Rule {
  @Override
  public String name() {
    return "netpol-peer-selects-nothing";
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES, Resource.WORKLOADS, Resource.NAMESPACES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (NetworkPolicy policy : topology.networkPolicies()) {
      if (topology.live().isNew(policy.object())) continue;
      for (PolicyPeer peer : PolicyPeer.of(policy)) {
        if (!(peer.peer() instanceof Peer.Pods pods)) continue;
        if (meansNoNamespace(topology, pods)) noNamespace(topology, peer, pods, out);
        else if (topology.selection(policy, pods) instanceof Selection.Nothing nothing)
          noPod(topology, peer, pods, nothing, out);
      }
    }
  }

  private static boolean meansNoNamespace(Topology topology, Peer.Pods pods) {
    return pods.namespaces().isPresent()
        && topology.sawAllNamespaces()
        && topology.namespaces().stream()
            .noneMatch(namespace -> pods.namespaces().get().matches(namespace.labels()));
  }

  private static void noNamespace(
      Topology topology, PolicyPeer peer, Peer.Pods pods, Findings out) {
    // That rule knows better what to write.
    if (NameLabel.meant(topology, pods).isPresent()) return;
    out.report(
            peer.policy().object(),
            peer.path(),
            pods.node().spanOf("namespaceSelector"),
            "no Namespace has these labels",
            "%s admits nobody by this peer: no Namespace has its labels"
                .formatted(peer.policy().object().ref()))
        .confidence(Confidence.MEDIUM)
        .cause(peer.nobody(topology))
        .help("select labels that a Namespace has, such as kubernetes.io/metadata.name");
  }

  private static void noPod(
      Topology topology, PolicyPeer peer, Peer.Pods pods, Selection.Nothing nothing, Findings out) {
    Near near = nothing.near();
    boolean own = pods.namespaces().isEmpty();
    String where =
        own ? "namespace " + peer.policy().object().namespace() : "the selected namespaces";
    var report =
        out.report(
                peer.policy().object(),
                peer.path(),
                NetpolSelectsNothing.place(pods.node(), near),
                "no Pod of %s is selected by this".formatted(where),
                "%s admits nobody by this peer: no Pod of %s has its labels"
                    .formatted(peer.policy().object().ref(), where))
            // The Pods may be a guest's, who brings the label.
            .confidence(near == null ? Confidence.LOW : nothing.confidence())
            .cause(peer.nobody(topology))
            .help(
                Optional.ofNullable(near)
                    .map(NearWorkload::help)
                    .orElse(
                        own
                            ? "add a namespaceSelector if Pods of another namespace are meant"
                            : "select labels that Pods have there, or remove the peer"));
    if (near != null) NearWorkload.relate(report, near);
  }
}
