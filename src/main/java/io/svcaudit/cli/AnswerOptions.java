package io.svcaudit.cli;

import io.svcaudit.report.Colors;
import java.util.Locale;
import picocli.CommandLine.Option;

/// The form of an answer that is no report of findings.
final class AnswerOptions {
  /// The forms of the answer.
  enum Format {
    TEXT,
    JSON;

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

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "Colour the text: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Colors.When color = Colors.When.AUTO;

  Format format() {
    return format;
  }

  Colors colors(Host host) {
    return Colors.forTerminal(color, host.isTerminal(), host.environment());
  }
}
