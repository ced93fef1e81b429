package io.svcaudit.rules.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/// An item of a list in a rule of a NetworkPolicy that no server has accepted yet.
///
/// @param path of the item: `spec.egress[#0].to[#1]`
record PolicyItem(KubeObject policy, Mapping node, String path) {
  /// The ports of ingress and egress rules; may be empty.
  static List<PolicyItem> ports(Topology topology) {
    return all(topology, "ports", "ports");
  }

  /// The peers of ingress and egress rules; may be empty.
  static List<PolicyItem> peers(Topology topology) {
    return all(topology, "from", "to");
  }

  private static List<PolicyItem> all(Topology topology, String ofIngress, String ofEgress) {
    var items = new ArrayList<PolicyItem>();
    for (KubeObject object : topology.objects()) {
      boolean isPolicy =
          object.kind().equals("NetworkPolicy")
              && object.ref().apiVersion().equals("networking.k8s.io/v1");
      if (!isPolicy || object.uid().isPresent()) continue;
      collect(object, "ingress", ofIngress, items);
      collect(object, "egress", ofEgress, items);
    }
    return items;
  }

  private static void collect(
      KubeObject policy, String direction, String list, List<PolicyItem> into) {
    List<Node> rules = policy.spec().items(direction);
    for (int i = 0; i < rules.size(); i++) {
      if (!(rules.get(i) instanceof Mapping rule)) continue;
      List<Node> items = rule.items(list);
      for (int j = 0; j < items.size(); j++)
        if (items.get(j) instanceof Mapping item)
          into.add(
              new PolicyItem(
                  policy, item, "spec.%s[#%d].%s[#%d]".formatted(direction, i, list, j)));
    }
  }
}
