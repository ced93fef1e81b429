package io.svcaudit.suggest.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// All that a suggestion is with one thing less: a rule, a peer of a rule, or a port of one.
final class Removals {
  private Removals() {}

  static List<PolicySuggestion> of(PolicySuggestion suggestion) {
    var all = new ArrayList<PolicySuggestion>();
    List<SuggestedPolicy> policies = suggestion.policies();
    for (int i = 0; i < policies.size(); i++) {
      SuggestedPolicy policy = policies.get(i);
      for (List<SuggestedRule> ingress : less(policy.ingress()))
        all.add(with(suggestion, i, rules(policy, ingress, policy.egress())));
      for (List<SuggestedRule> egress : less(policy.egress()))
        all.add(with(suggestion, i, rules(policy, policy.ingress(), egress)));
    }
    return all;
  }

  private static SuggestedPolicy rules(
      SuggestedPolicy policy, List<SuggestedRule> ingress, List<SuggestedRule> egress) {
    return new SuggestedPolicy(
        policy.namespace(),
        policy.namespaceWritten(),
        policy.name(),
        policy.comments(),
        policy.unused(),
        policy.pods(),
        policy.isolates(),
        ingress,
        egress);
  }

  private static PolicySuggestion with(PolicySuggestion all, int at, SuggestedPolicy policy) {
    var policies = new ArrayList<>(all.policies());
    policies.set(at, policy);
    return new PolicySuggestion(policies, List.of());
  }

  private static List<List<SuggestedRule>> less(List<SuggestedRule> rules) {
    List<List<SuggestedRule>> all = without(rules);
    for (int i = 0; i < rules.size(); i++) {
      SuggestedRule rule = rules.get(i);
      // A rule without peers or ports would admit more.
      if (rule.peers().size() > 1)
        for (var peers : without(rule.peers()))
          all.add(replaced(rules, i, new SuggestedRule(rule.reasons(), peers, rule.ports())));
      if (rule.ports().size() > 1)
        for (var ports : without(rule.ports()))
          all.add(replaced(rules, i, new SuggestedRule(rule.reasons(), rule.peers(), ports)));
    }
    return all;
  }

  private static <T> List<T> replaced(List<T> list, int at, T by) {
    var copy = new ArrayList<>(list);
    copy.set(at, by);
    return copy;
  }

  private static <T> List<List<T>> without(List<T> list) {
    Function<Integer, List<T>> one =
        at -> {
          var copy = new ArrayList<>(list);
          copy.remove((int) at);
          return copy;
        };
    var all = new ArrayList<List<T>>();
    for (int i = 0; i < list.size(); i++) all.add(one.apply(i));
    return all;
  }
}
