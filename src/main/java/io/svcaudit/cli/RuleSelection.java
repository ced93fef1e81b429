package io.svcaudit.cli;

import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Rules;
import io.svcaudit.source.UsageException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Which rules run.
final class RuleSelection {
  @Option(
      names = "--rule",
      paramLabel = "RULE",
      split = ",",
      completionCandidates = RuleNames.class,
      description = "Run this rule only; repeatable. Some rules run only when they are named here.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--exclude-rule",
      paramLabel = "RULE",
      split = ",",
      completionCandidates = PageNames.class,
      description = "Do not run this rule; repeatable.")
  private List<String> excluded = new ArrayList<>();

  /// The names of all rules, for completion.
  static final class RuleNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    RuleNames() {
      super(Rules.names());
    }
  }

  /// The names of all rules and of the audit's own findings, for completion.
  static final class PageNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    PageNames() {
      super(Rules.names());
      addAll(Rules.OWN);
    }
  }

  /// The chosen rules.
  ///
  /// @param live whether a cluster is audited; a rule that needs one is no use otherwise
  /// @param whole whether all namespaces are; what is of the whole cluster is left alone otherwise
  List<Rule> rules(boolean live, boolean whole) throws UsageException {
    for (String name : only) requireRule(name);
    if (!live) for (String name : only) requireManifests(name);
    for (String name : excluded) if (!Rules.OWN.contains(name)) requireRule(name);
    return Rules.ALL.stream()
        .filter(rule -> only.isEmpty() ? runs(rule, whole) : only.contains(rule.name()))
        .filter(rule -> !excluded.contains(rule.name()))
        .filter(rule -> live || !rule.isLive())
        .toList();
  }

  private static boolean runs(Rule rule, boolean whole) {
    return !rule.isOptIn() && (whole || !rule.isOfWholeCluster());
  }

  static void requireRule(String name) throws UsageException {
    if (!Rules.names().contains(name))
      throw new UsageException(
          "there is no rule \"%s\"; %s".formatted(name, Rules.suggestion(name)));
  }

  private static void requireManifests(String name) throws UsageException {
    if (Rules.ALL.stream().anyMatch(rule -> rule.name().equals(name) && rule.isLive()))
      throw new UsageException(
          "the rule %s needs a cluster; leave the files out to audit one".formatted(name));
  }

  boolean isExcluded(String rule) {
    return excluded.contains(rule);
  }
}
