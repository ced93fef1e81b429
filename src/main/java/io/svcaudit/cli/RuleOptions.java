package io.svcaudit.cli;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Confidence;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which rules run, and which of their findings are shown.
final class RuleOptions {
  @Mixin private RuleSelection selection = new RuleSelection();

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
  /// @param live whether a cluster is audited as it is
  /// @param whole whether all namespaces are audited
  List<Rule> rules(boolean live, boolean whole) throws UsageException {
    return selection.rules(live, whole);
  }

  boolean shows(Finding finding) {
    return !selection.isExcluded(finding.rule())
        && finding.severity().compareTo(severity) >= 0
        && finding.confidence().compareTo(confidence) >= 0;
  }
}
