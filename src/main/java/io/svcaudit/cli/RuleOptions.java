package io.svcaudit.cli;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Rules;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Confidence;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Which rules run, and which of their findings are shown.
final class RuleOptions {
  @Option(
      names = "--rule",
      paramLabel = "RULE",
      split = ",",
      completionCandidates = RuleNames.class,
      description = "Run this rule only; repeatable.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--exclude-rule",
      paramLabel = "RULE",
      split = ",",
      completionCandidates = PageNames.class,
      description = "Do not run this rule; repeatable.")
  private List<String> excluded = new ArrayList<>();

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "Show findings of this severity and above: ${COMPLETION-CANDIDATES}.")
  private Severity severity = Severity.INFO;

  @Option(
      names = "--confidence",
      paramLabel = "LEVEL",
      defaultValue = "medium",
      description =
          "Show findings of this confidence and above: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}).")
  private Confidence confidence = Confidence.MEDIUM;

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

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "SELECTOR",
      description = "Show findings about objects with these labels only, like app=web,tier!=db.")
  private String selector = "";

  /// Everything if none was given.
  LabelSelector selector() throws UsageException {
    if (selector.isEmpty()) return LabelSelector.EVERYTHING;
    try {
      return LabelSelector.parse(selector);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /// The chosen rules.
  ///
  /// @param live whether a cluster is audited; a rule that needs one is no use otherwise
  List<Rule> rules(boolean live) throws UsageException {
    for (String name : only) requireRule(name);
    if (!live) for (String name : only) requireManifests(name);
    for (String name : excluded) if (!Rules.OWN.contains(name)) requireRule(name);
    return Rules.ALL.stream()
        .filter(rule -> only.isEmpty() || only.contains(rule.name()))
        .filter(rule -> !excluded.contains(rule.name()))
        .filter(rule -> live || !rule.isLive())
        .toList();
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

  boolean shows(Finding finding) {
    return !excluded.contains(finding.rule())
        && finding.severity().compareTo(severity) >= 0
        && finding.confidence().compareTo(confidence) >= 0;
  }
}
