package io.svcaudit.cli;

import io.svcaudit.report.RuleCatalogue;
import io.svcaudit.rules.RulePage;
import io.svcaudit.rules.Rules;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kubectl svc-audit rules`: the catalogue.
@Command(name = "rules", mixinStandardHelpOptions = true, description = "List the rules.")
final class RulesCommand implements Callable<Integer> {
  /// The forms of the list.
  enum Format {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Supplier<Host> hosts;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  RulesCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws IOException {
    List<RulePage> pages = Rules.names().stream().map(RulePage::of).toList();
    var text = new StringBuilder();
    switch (format) {
      case TABLE -> RuleCatalogue.table(pages, text);
      case JSON -> RuleCatalogue.json(pages, text);
    }
    hosts.get().out().print(text);
    hosts.get().out().flush();
    return Exit.CLEAN;
  }
}
