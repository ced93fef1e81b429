package io.svcaudit.cli;

import io.svcaudit.rules.RulePage;
import io.svcaudit.rules.Rules;
import io.svcaudit.source.UsageException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kubectl svc-audit explain RULE`: a rule's page.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Print what a rule finds, why it matters, and what to write instead.")
final class ExplainCommand implements Callable<Integer> {
  private final Supplier<Host> hosts;

  @Parameters(
      paramLabel = "RULE",
      completionCandidates = RuleSelection.PageNames.class,
      description = "The rule's name.")
  private String rule = "";

  ExplainCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws UsageException {
    if (!Rules.OWN.contains(rule)) RuleSelection.requireRule(rule);
    RulePage page = RulePage.of(rule);
    var out = hosts.get().out();
    out.println(page.body().lines().findFirst().orElse("# " + rule));
    out.println();
    out.println(
        "%s. Severity %s, precision %s."
            .formatted(page.title(), page.severity(), page.precision()));
    out.println(page.body().substring(page.body().indexOf('\n') + 1).stripTrailing());
    if (!page.references().isEmpty())
      out.println(
          "\n## References\n"
              + String.join("\n", page.references().stream().map(r -> "- " + r).toList()));
    out.flush();
    return Exit.CLEAN;
  }
}
