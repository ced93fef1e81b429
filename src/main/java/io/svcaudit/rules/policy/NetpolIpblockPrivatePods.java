package io.svcaudit.rules.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Addresses;
import java.util.Set;

/// An `ipBlock` that holds nothing but addresses of Pods, which change with every restart
/// (kubernetes.io, Network Policies: "These should be cluster-external IPs").
public final class NetpolIpblockPrivatePods implements Rule {
  @Override
  public String name() {
    return "netpol-ipblock-private-pods";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES, Resource.PODS, Resource.NODES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.live().at().isEmpty()) return;
    var addresses = PodAddresses.of(topology.live());
    for (NetworkPolicy policy : topology.networkPolicies())
      for (PolicyRule rule : PolicyRule.of(policy))
        for (Peer.Block block : rule.blocks()) {
          Addresses of = Addresses.of(block);
          if (of.isEmpty()) continue;
          addresses
              .pod(of)
              .ifPresentOrElse(
                  pod -> report(rule, block, pod, "is that of", out),
                  () ->
                      addresses
                          .node(of)
                          .ifPresent(
                              node -> report(rule, block, node, "lies in the podCIDR of", out)));
        }
  }

  private static void report(
      PolicyRule rule, Peer.Block block, KubeObject whose, String relation, Findings out) {
    out.report(
            rule.policy().object(),
            rule.path(block),
            PolicyRule.place(block),
            "%s %s".formatted(relation, whose.ref()),
            ("%s names Pods by the address %s, which %s %s: it is another Pod's after a restart,"
                    + " and not all network plugins match Pods by address")
                .formatted(rule.policy().object().ref(), block.cidr(), relation, whose.ref()))
        .help("select the Pods by podSelector and namespaceSelector")
        .related(whose.nameSpan(), "", whose);
  }
}
