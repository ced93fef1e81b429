package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Rule;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Sequence;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.Set;
import java.util.regex.Pattern;

/// A NetworkPolicy that is meant to restrict what goes out and does not. Without `policyTypes` it
/// is about egress only if it has egress rules; `egress: []` has none.
public final class NetpolEgressNotIsolated implements io.svcaudit.rules.Rule {
  private static final Pattern DENIES_EGRESS =
      Pattern.compile(
          "(^|-)(deny|block|no|drop|restrict|isolate)(-all|-default|-external|-internet)*-egress(-|$)"
              + "|(^|-)egress(-all)?-(deny|block|drop)(-|$)");

  @Override
  public String name() {
    return "netpol-egress-not-isolated";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (NetworkPolicy policy : topology.networkPolicies()) {
      if (policy.isolatesEgress()) continue;
      Mapping spec = policy.object().spec();
      if (spec.items("policyTypes").isEmpty() && spec.get("egress") instanceof Sequence)
        report(policy, spec.spanOf("egress"), "an empty list alone denies nothing", out);
      else if (policy.egress().stream().anyMatch(NetpolEgressNotIsolated::restricts))
        report(policy, spec.spanOf("policyTypes"), "without Egress, the egress rules are void", out)
            .related(spec.spanOf("egress"), "has no effect", null);
      else if (DENIES_EGRESS.matcher(policy.object().name()).find())
        report(policy, policy.object().nameSpan(), "nothing in it is about egress", out)
            .confidence(Confidence.MEDIUM);
    }
  }

  /// A rule for everything on all ports says the same as none.
  private static boolean restricts(Rule rule) {
    return !rule.peers().isEmpty() || !rule.ports().isEmpty();
  }

  private static Findings.Report report(
      NetworkPolicy policy, Span place, String label, Findings out) {
    return out.report(
            policy.object(),
            "spec.policyTypes",
            place,
            label,
            "%s does not restrict what its Pods connect to".formatted(policy.object().ref()))
        .help("add Egress to policyTypes");
  }
}
