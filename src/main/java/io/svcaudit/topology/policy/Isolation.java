package io.svcaudit.topology.policy;

import io.svcaudit.model.NetworkPolicy;
import java.util.List;

/// Which policies isolate a Pod, so that its connections one way need a rule.
///
/// @param policies those that surely do; may be empty
/// @param perhaps those that do if something holds that was not read; may be empty
/// @param doubts why nothing is sure at all, one clause each; mostly empty
public record Isolation(
    List<NetworkPolicy> policies, List<NetworkPolicy> perhaps, List<String> doubts) {
  static final Isolation NONE = new Isolation(List.of(), List.of(), List.of());

  public Isolation {
    policies = List.copyOf(policies);
    perhaps = List.copyOf(perhaps);
    doubts = List.copyOf(doubts);
  }

  /// Whether one policy at least does.
  public Match holds() {
    if (!doubts.isEmpty()) return Match.MAYBE;
    if (!policies.isEmpty()) return Match.YES;
    return Match.of(!perhaps.isEmpty()).and(Match.MAYBE);
  }
}
