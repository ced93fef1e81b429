package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/// A peer of a rule that counts.
///
/// @param position in the rule's list, from 0
record PolicyPeer(PolicyRule of, int position, Peer peer) {
  /// Those of all rules, in the order of the text; may be empty.
  static List<PolicyPeer> of(NetworkPolicy policy) {
    return PolicyRule.of(policy).stream().flatMap(rule -> of(rule).stream()).toList();
  }

  /// Those of one rule, in the order of the text; may be empty.
  static List<PolicyPeer> of(PolicyRule rule) {
    var all = new ArrayList<PolicyPeer>();
    for (Peer peer : rule.rule().peers()) all.add(new PolicyPeer(rule, all.size(), peer));
    return all;
  }

  NetworkPolicy policy() {
    return of.policy();
  }

  /// `spec.ingress[0].from[1]`.
  String path() {
    String peers = of.direction() == Direction.INGRESS ? "from" : "to";
    return "%s.%s[%d]".formatted(of.path(), peers, position);
  }

  /// The cause of what comes of it that no Pod is meant.
  String nobody(Topology topology) {
    return "nobody is %d %s %s"
        .formatted(topology.unit(policy().object()), policy().object().ref(), path());
  }
}
