package io.svcaudit.rules.policy;

import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// An `except` that takes nothing out of its `cidr`, or all of it: it must lie within and be
/// smaller (networking/v1 IPBlock).
public final class NetpolIpblockExceptOutside implements Rule {
  @Override
  public String name() {
    return "netpol-ipblock-except-outside";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ANY);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (PolicyItem peer : PolicyItem.peers(topology)) {
      Mapping block = peer.node().mapping("ipBlock");
      Cidr whole = Cidr.parse(block.text("cidr").orElse(""));
      if (whole == null) continue;
      for (Node item : block.items("except"))
        if (item instanceof Scalar except) check(peer, block, whole, except, out);
    }
  }

  private static void check(
      PolicyItem peer, Mapping block, Cidr whole, Scalar except, Findings out) {
    Cidr part = Cidr.parse(except.text());
    if (part == null || whole.isWiderThan(part)) return;
    String cidr = block.text("cidr").orElse("");
    String path = "%s.ipBlock.except[%s]".formatted(peer.path(), except.text());
    boolean otherFamily = part.isIpv6() != whole.isIpv6();
    boolean all = part.equals(whole) || part.isWiderThan(whole);
    String label = all ? "leaves nothing of the block" : "not in the block";
    String reason = all ? "takes out all of cidr " + cidr : "is no part of cidr " + cidr;
    out.report(
            peer.policy(),
            path,
            except.span(),
            otherFamily ? "of the other address family" : label,
            "the API server rejects %s: %s %s".formatted(peer.policy().ref(), path, reason))
        .confidence(Confidence.CERTAIN)
        .related(block.spanOf("cidr"), "what it is taken out of", null)
        .help(
            all
                ? "remove the block; nothing is left of it"
                : "write a smaller block within %s, or remove it".formatted(cidr));
  }
}
