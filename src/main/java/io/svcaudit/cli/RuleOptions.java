package io.svcaudit.cli;

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

  List<Rule> rules() throws UsageException {
    for (String name : only) requireRule(name);
    for (String name : excluded) if (!Rules.OWN.contains(name)) requireRule(name);
    return Rules.ALL.stream()
        .filter(rule -> only.isEmpty() || only.contains(rule.name()))
        .filter(rule -> !excluded.contains(rule.name()))
        .toList();
  }

  static void requireRule(String name) throws UsageException {
    if (!Rules.names().contains(name))
      throw new UsageException(
          "there is no rule \"%s\"; %s".formatted(name, Rules.suggestion(name)));
  }

  boolean shows(Finding finding) {
    return !excluded.contains(finding.rule())
        && finding.severity().compareTo(severity) >= 0
        && finding.confidence().compareTo(confidence) >= 0;
  }
}
