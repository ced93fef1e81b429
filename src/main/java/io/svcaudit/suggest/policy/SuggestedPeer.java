package io.svcaudit.suggest.policy;

import java.util.List;

/// Who is admitted by a rule.
public sealed interface SuggestedPeer {
  /// Pods by their labels.
  record Pods(Where where, PodLabels pods) implements SuggestedPeer {}

  /// Addresses outside of the cluster.
  ///
  /// @param excepts within it; may be empty
  record Block(String cidr, List<String> excepts) implements SuggestedPeer {
    public Block {
      excepts = List.copyOf(excepts);
    }
  }

  /// In which namespaces Pods are.
  sealed interface Where {
    /// In that of the policy.
    record Own() implements Where {}

    /// In one of this name.
    record Named(String namespace) implements Where {}

    /// In any.
    record Any() implements Where {}
  }
}
