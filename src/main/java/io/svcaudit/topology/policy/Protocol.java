package io.svcaudit.topology.policy;

import java.util.Optional;

/// The protocols that a NetworkPolicyPort can name.
public enum Protocol {
  TCP,
  UDP,
  SCTP;

  /// Empty if it is none of them.
  ///
  /// @param text as manifests write it: `TCP`
  public static Optional<Protocol> of(String text) {
    for (Protocol each : values()) if (each.name().equals(text)) return Optional.of(each);
    return Optional.empty();
  }
}
