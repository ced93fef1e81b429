package io.svcaudit.rules.policy;

import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A rule that admits nothing beyond another rule of its policy, or a policy that admits nothing
/// beyond another one for the same Pods. Policies add up, so that it could as well not be there.
public final class NetpolRedundant implements Rule {
  @Override
  public String name() {
    return "netpol-redundant";
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    var groups = new HashMap<String, Map<String, List<NetworkPolicy>>>();
    for (NetworkPolicy policy : topology.networkPolicies())
      groups
          .computeIfAbsent(group(topology, policy), _ -> new HashMap<>())
          .computeIfAbsent(firstKey(policy), _ -> new ArrayList<>())
          .add(policy);
    for (NetworkPolicy policy : topology.networkPolicies()) {
      checkRules(policy, out);
      wider(policy, groups.getOrDefault(group(topology, policy), Map.of()))
          .ifPresent(other -> report(policy, other, out));
    }
  }

  private static String group(Topology topology, NetworkPolicy policy) {
    return topology.unit(policy.object()) + " " + policy.object().namespace();
  }

  /// Whatever a wider selector asks for, a narrower one asks for too.
  private static String firstKey(NetworkPolicy policy) {
    return policy.pods().requirements().stream().findFirst().map(Requirement::key).orElse("");
  }

  private static void checkRules(NetworkPolicy policy, Findings out) {
    for (Direction direction : Direction.values()) {
      List<PolicyRule> rules = PolicyRule.of(policy, direction);
      for (PolicyRule rule : rules)
        rules.stream()
            .filter(other -> other.position() != rule.position())
            .filter(other -> Coverage.covers(other.rule(), rule.rule()))
            // Of two that say the same, the first one counts.
            .filter(other ->
                other.position() < rule.position() || !Coverage.covers(rule.rule(), other.rule()))
            .findFirst()
            .ifPresent(other -> report(rule, other, out));
    }
  }

  private static void report(PolicyRule rule, PolicyRule other, Findings out) {
    NetworkPolicy policy = rule.policy();
    out.report(
            policy.object(),
            rule.path(),
            rule.rule().spot().span(),
            "admits nothing more",
            "%s admits all that this %s rule admits by another rule as well"
                .formatted(policy.object().ref(), PolicyRule.field(rule.direction())))
        .help("remove the rule, or narrow the other one")
        .related(other.rule().spot().span(), "admits the same or more", null);
  }

  /// A policy that selects the same Pods or more, and admits all that another does.
  private static Optional<NetworkPolicy> wider(
      NetworkPolicy policy, Map<String, List<NetworkPolicy>> byKey) {
    if (PolicyRule.of(policy).isEmpty()) return Optional.empty();
    return Stream.concat(
            Stream.of(""), policy.pods().requirements().stream().map(Requirement::key).distinct())
        .flatMap(key -> byKey.getOrDefault(key, List.of()).stream())
        .filter(other -> !other.object().ref().equals(policy.object().ref()))
        .filter(other -> Coverage.covers(other, policy))
        .filter(other -> !Coverage.covers(policy, other) || isBefore(other, policy))
        .findFirst();
  }

  private static boolean isBefore(NetworkPolicy one, NetworkPolicy other) {
    return one.object().name().compareTo(other.object().name()) < 0;
  }

  private static void report(NetworkPolicy policy, NetworkPolicy other, Findings out) {
    out.report(
            policy.object(),
            "spec",
            policy.object().nameSpan(),
            "admits nothing more",
            "%s admits nothing that %s does not admit as well"
                .formatted(policy.object().ref(), other.object().ref()))
        .help("remove it, or narrow %s".formatted(other.object().ref()))
        .related(other.object().nameSpan(), "selects the same Pods or more", other.object());
  }
}
