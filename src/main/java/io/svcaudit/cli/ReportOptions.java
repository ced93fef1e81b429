package io.svcaudit.cli;

import io.svcaudit.audit.Outcome;
import io.svcaudit.report.Colors;
import io.svcaudit.report.ConciseReport;
import io.svcaudit.report.JsonReport;
import io.svcaudit.report.Report;
import io.svcaudit.report.SarifReport;
import io.svcaudit.report.TextReport;
import io.svcaudit.report.Tool;
import io.svcaudit.rules.RulePage;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.UsageException;
import io.svcaudit.source.WorkingTree;
import io.svcaudit.topology.Confidence;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where the report goes, in which form, and what makes the run fail.
final class ReportOptions {
  /// The output formats.
  enum Format {
    TEXT,
    CONCISE,
    JSON,
    SARIF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// From which severity on a run fails.
  enum FailOn {
    NONE,
    INFO,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  @Mixin private OutputFile file = new OutputFile();

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "Colour the text: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Colors.When color = Colors.When.AUTO;

  @Option(
      names = "--include-suppressed",
      description = "Keep suppressed findings in SARIF, marked as suppressed.")
  private boolean includeSuppressed;

  @Option(
      names = "--sarif-category",
      paramLabel = "NAME",
      description =
          "The category of SARIF: code scanning keeps the latest results of each (default: "
              + Tool.NAME
              + ").")
  private @Nullable String sarifCategory;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      defaultValue = "medium",
      description =
          "Exit with 1 for findings of this severity and above that are of high or certain"
              + " confidence: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private FailOn failOn = FailOn.MEDIUM;

  @Option(names = "--exit-zero", description = "Exit with 0 whatever was found.")
  private boolean exitZero;

  @Option(
      names = "--allow-partial",
      description =
          "Do not exit with 2 because something could not be read: a file, or a kind that may"
              + " not be listed.")
  private boolean allowPartial;

  @Option(
      names = "--allow-empty",
      description = "Do not exit with 2 because there are no Kubernetes objects.")
  private boolean allowEmpty;

  /// What would be ignored is an error, before the work begins.
  void check() throws UsageException {
    if (format != Format.SARIF && includeSuppressed)
      throw new UsageException("--include-suppressed is for -o sarif");
    if (sarifCategory == null) return;
    if (format != Format.SARIF) throw new UsageException("--sarif-category is for -o sarif");
    if (sarifCategory.isBlank())
      throw new UsageException("--sarif-category is empty; give a name or leave it out");
  }

  boolean allowsEmpty() {
    return allowEmpty;
  }

  void write(Outcome outcome, Host host) throws IOException, UsageException {
    Report report = report(host);
    file.write(host, out -> report.write(outcome, out));
  }

  private Report report(Host host) {
    return switch (format) {
      case TEXT ->
          new TextReport(
              RulePage::of,
              Colors.forTerminal(color, file.isTerminal(host), host.environment()),
              host.width());
      case CONCISE -> new ConciseReport();
      case JSON -> new JsonReport(Version.tool());
      case SARIF ->
          new SarifReport(
              Version.tool(),
              RulePage::of,
              WorkingTree.around(host.workingDirectory()),
              sarifCategory == null ? Tool.NAME : sarifCategory,
              includeSuppressed);
    };
  }

  int exitCode(Outcome outcome) {
    boolean partial =
        outcome.unseen().stream().anyMatch(u -> u.reach() == io.svcaudit.source.Unseen.Reach.GIVEN);
    if (partial && !allowPartial) return Exit.ERROR;
    if (exitZero || failOn == FailOn.NONE) return Exit.CLEAN;
    Severity least = Severity.valueOf(failOn.name());
    boolean fails =
        outcome.findings().stream()
            .anyMatch(f ->
                f.severity().compareTo(least) >= 0
                    && f.confidence().compareTo(Confidence.HIGH) >= 0);
    return fails ? Exit.FINDINGS : Exit.CLEAN;
  }
}
