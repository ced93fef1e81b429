package io.svcaudit.rules.policy;

import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.NearWorkload;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.Topology;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A NetworkPolicy whose `spec.podSelector` no Pod of its namespace has: it protects nobody. An
/// empty selector means all Pods, those to come too.
public final class NetpolSelectsNothing implements Rule {
  @Override
  public String name() {
    return "netpol-selects-nothing";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (NetworkPolicy policy : topology.networkPolicies()) {
      if (!(topology.selection(policy) instanceof Selection.Nothing nothing)) continue;
      if (topology.live().isNew(policy.object())) continue;
      Near near = nothing.near();
      var report =
          out.report(
                  policy.object(),
                  "spec.podSelector",
                  place(policy.object().spec(), near),
                  "no Pod of namespace %s is selected by this"
                      .formatted(policy.object().namespace()),
                  message(policy, near))
              .confidence(nothing.confidence())
              .cause(Cause.missed(topology, policy))
              .help(help(policy, near));
      if (near != null) NearWorkload.relate(report, near);
    }
  }

  /// The label that no Pod has, or the selector.
  ///
  /// @param node what holds the `podSelector`
  static Span place(Mapping node, @Nullable Near near) {
    Label wanted = near == null ? null : near.wanted();
    if (wanted != null) return wanted.span();
    Mapping selector = node.mapping("podSelector");
    Mapping labels = selector.mapping("matchLabels");
    if (labels.entries().size() == 1) return labels.entries().values().iterator().next().span();
    return selector.has("matchLabels")
        ? selector.spanOf("matchLabels")
        : node.spanOf("podSelector");
  }

  private static String message(NetworkPolicy policy, @Nullable Near near) {
    boolean elsewhere = near != null && near.reason() == Near.Reason.NAMESPACE;
    return policy.object().ref()
        + (elsewhere ? " selects no Pod of its own namespace" : " selects no Pod");
  }

  private static String help(NetworkPolicy policy, @Nullable Near near) {
    return near == null
        ? "select labels that a Pod template of namespace %s has, or remove the policy"
            .formatted(policy.object().namespace())
        : NearWorkload.help(near);
  }
}
