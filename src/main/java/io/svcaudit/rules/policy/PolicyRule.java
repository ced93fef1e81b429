package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.NetworkPolicy.Rule;
import io.svcaudit.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A rule of a NetworkPolicy that counts: one for a direction that its policy does not isolate is
/// without effect (NetworkPolicySpec.policyTypes).
///
/// @param position in the list, from 0
record PolicyRule(NetworkPolicy policy, Direction direction, int position, Rule rule) {
  /// Those for both directions, ingress first; may be empty.
  static List<PolicyRule> of(NetworkPolicy policy) {
    return Stream.of(Direction.INGRESS, Direction.EGRESS)
        .flatMap(direction -> of(policy, direction).stream())
        .toList();
  }

  /// Those for one direction; may be empty.
  static List<PolicyRule> of(NetworkPolicy policy, Direction direction) {
    if (!policy.isolates(direction)) return List.of();
    var all = new ArrayList<PolicyRule>();
    for (Rule rule : policy.rules(direction))
      all.add(new PolicyRule(policy, direction, all.size(), rule));
    return all;
  }

  /// `ingress` or `egress`.
  static String field(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  /// `spec.ingress[0]`.
  String path() {
    return "spec.%s[%d]".formatted(field(direction), position);
  }

  /// `spec.egress[0].to[10.0.0.0/8]`.
  String path(Peer.Block block) {
    String peers = direction == Direction.INGRESS ? "from" : "to";
    return "%s.%s[%s]".formatted(path(), peers, block.cidr());
  }

  /// Its blocks of addresses; may be empty.
  List<Peer.Block> blocks() {
    return rule.peers().stream()
        .filter(Peer.Block.class::isInstance)
        .map(Peer.Block.class::cast)
        .toList();
  }

  /// Where the addresses of a block are written.
  static Span place(Peer.Block block) {
    return block.node().mapping("ipBlock").spanOf("cidr");
  }

  /// Whether it admits connections to a port by its number; a port that it names is not looked up.
  boolean admits(String protocol, long number) {
    return rule.ports().isEmpty()
        || rule.ports().stream()
            .filter(port -> port.protocol().equals(protocol))
            .anyMatch(port ->
                switch (port) {
                  case Port.Every _ -> true;
                  case Port.Range(var _, var _, long first, long last) ->
                      first <= number && number <= last;
                  case Port.Named _ -> false;
                });
  }
}
