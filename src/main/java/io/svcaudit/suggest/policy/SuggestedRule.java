package io.svcaudit.suggest.policy;

import java.util.List;

/// A rule of a policy.
///
/// @param reasons why it admits everyone; empty unless there are no peers
/// @param peers empty for everyone
/// @param ports never empty
public record SuggestedRule(List<String> reasons, List<Admitted> peers, List<SuggestedPort> ports) {
  /// @param reasons why, one line each; never empty
  public record Admitted(SuggestedPeer peer, List<String> reasons) {
    public Admitted {
      reasons = List.copyOf(reasons);
    }
  }

  public SuggestedRule {
    reasons = List.copyOf(reasons);
    peers = List.copyOf(peers);
    ports = List.copyOf(ports);
  }
}
