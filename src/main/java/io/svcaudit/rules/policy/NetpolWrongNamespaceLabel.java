package io.svcaudit.rules.policy;

import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// A `namespaceSelector` that asks for the name of a Namespace under a label that nobody sets. The
/// API server gives every Namespace its name under `kubernetes.io/metadata.name` alone.
public final class NetpolWrongNamespaceLabel implements Rule {
  @Override
  public String name() {
    return "netpol-wrong-namespace-label";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES, Resource.NAMESPACES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (NetworkPolicy policy : topology.networkPolicies())
      for (PolicyPeer peer : PolicyPeer.of(policy))
        if (peer.peer() instanceof Peer.Pods pods)
          NameLabel.meant(topology, pods).ifPresent(label -> report(topology, peer, label, out));
  }

  private static void report(Topology topology, PolicyPeer peer, NameLabel label, Findings out) {
    var report =
        out.report(
                peer.policy().object(),
                peer.path() + ".namespaceSelector",
                label.place(),
                "no Namespace has this label",
                "%s does not mean Namespace %s by its label %s: the name stands under %s"
                    .formatted(
                        peer.policy().object().ref(),
                        label.name(),
                        label.key(),
                        Namespace.NAME_LABEL))
            .confidence(confidence(topology, peer, label))
            .cause(peer.nobody(topology))
            .help("write %s: %s".formatted(Namespace.NAME_LABEL, label.name()));
    label
        .definition()
        .ifPresent(namespace ->
            report.related(namespace.nameSpan(), "has no label " + label.key(), namespace));
  }

  /// Somebody may set the label on a Namespace that is defined elsewhere.
  private static Confidence confidence(Topology topology, PolicyPeer peer, NameLabel label) {
    if (topology.sawAllNamespaces()) return Confidence.HIGH;
    return label
        .definition()
        .filter(namespace -> topology.together(namespace, peer.policy().object()))
        .map(_ -> Confidence.HIGH)
        .orElse(Confidence.MEDIUM);
  }
}
