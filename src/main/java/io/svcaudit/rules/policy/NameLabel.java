package io.svcaudit.rules.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A label by which a `namespaceSelector` means a Namespace of a name, though no Namespace has it.
///
/// @param key of the label
/// @param name the Namespace that is meant
/// @param place where the selector asks for it
/// @param definition of that Namespace; empty if it was not read
record NameLabel(String key, String name, Span place, Optional<KubeObject> definition) {
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "namespace",
          "ns",
          "metadata.name",
          "namespace-name",
          "kubernetes.io/name",
          "kubernetes.io/namespace",
          "app.kubernetes.io/metadata.name",
          "k8s.io/metadata.name");

  /// Every cluster has these, and gives them no other label.
  private static final Set<String> OF_EVERY_CLUSTER =
      Set.of("default", "kube-system", "kube-public", "kube-node-lease");

  /// Empty if a Namespace may have what a peer asks for.
  static Optional<NameLabel> meant(Topology topology, Peer.Pods peer) {
    if (peer.namespaces().isEmpty()) return Optional.empty();
    for (Requirement requirement : peer.namespaces().get().requirements())
      if (requirement instanceof Requirement.In(var key, var values)
          && values.size() == 1
          && isLikeAName(key)) {
        Optional<NameLabel> meant = meant(topology, peer, key, values.iterator().next());
        if (meant.isPresent()) return meant;
      }
    return Optional.empty();
  }

  private static boolean isLikeAName(String key) {
    return KEYS.contains(key)
        || (!key.equals(Namespace.NAME_LABEL) && EditDistance.isNear(key, Namespace.NAME_LABEL));
  }

  private static Optional<NameLabel> meant(
      Topology topology, Peer.Pods peer, String key, String name) {
    List<Namespace> all = topology.namespaces();
    if (all.stream().anyMatch(each -> name.equals(each.labels().value(key))))
      return Optional.empty();
    Optional<KubeObject> definition =
        all.stream().filter(each -> each.name().equals(name)).map(Namespace::object).findFirst();
    if (definition.isEmpty() && !OF_EVERY_CLUSTER.contains(name)) return Optional.empty();
    return Optional.of(new NameLabel(key, name, place(peer, key), definition));
  }

  private static Span place(Peer.Pods peer, String key) {
    Mapping selector = peer.node().mapping("namespaceSelector");
    var label = selector.mapping("matchLabels").entry(key);
    if (label != null) return label.span();
    for (Mapping expression : selector.mappings("matchExpressions"))
      if (expression.text("key").filter(key::equals).isPresent()) return expression.spanOf("key");
    return peer.node().spanOf("namespaceSelector");
  }
}
