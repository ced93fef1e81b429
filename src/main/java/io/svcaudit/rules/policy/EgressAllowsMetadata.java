package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Addresses;
import java.util.Set;

/// A policy lets its Pods connect to wide ranges of addresses, and to the metadata service of the
/// cloud among them, which hands out the credentials of the node.
public final class EgressAllowsMetadata implements Rule {
  private static final Addresses METADATA = Addresses.parse("169.254.169.254").orElseThrow();
  private static final Addresses LINK_LOCAL = Addresses.parse("169.254.0.0/16").orElseThrow();

  @Override
  public String name() {
    return "egress-allows-metadata";
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (NetworkPolicy policy : topology.networkPolicies())
      for (PolicyRule rule : PolicyRule.of(policy, Direction.EGRESS))
        for (Peer.Block block : rule.blocks())
          if (rule.admits("TCP", 80) && reachesMetadata(Addresses.of(block)))
            out.report(
                    policy.object(),
                    rule.path(block),
                    PolicyRule.place(block),
                    "169.254.169.254 is among them",
                    "%s lets its Pods connect to the metadata service of the cloud at 169.254.169.254"
                        .formatted(policy.object().ref()))
                .help("add 169.254.169.254/32 to except");
  }

  /// Whoever names link-local addresses alone means them.
  private static boolean reachesMetadata(Addresses block) {
    return block.containsAll(METADATA) && !LINK_LOCAL.containsAll(block);
  }
}
