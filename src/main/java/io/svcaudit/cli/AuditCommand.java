package io.svcaudit.cli;

import io.svcaudit.audit.Auditor;
import io.svcaudit.audit.Outcome;
import io.svcaudit.rules.Rule;
import io.svcaudit.source.Reader;
import io.svcaudit.source.Reading;
import io.svcaudit.source.Unseen;
import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kubectl svc-audit PATH…`: the audit itself.
@Command(
    name = "kubectl svc-audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Says what every Service really connects: what is exposed that should not be, what cannot"
          + " work, and why.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  kubectl svc-audit k8s/                  audit a directory of manifests",
      "  kubectl svc-audit -k overlays/prod      audit a kustomization",
      "  helm template . | kubectl svc-audit -f -",
      "  kubectl svc-audit k8s/ -o sarif --output-file audit.sarif",
      "  kubectl svc-audit explain service-selector-matches-nothing",
      "",
      "Exit codes: 0 nothing to report, 1 findings at or above --fail-on, 2 usage or input errors"
    })
final class AuditCommand implements Callable<Integer> {
  private final Supplier<Host> hosts;
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private RuleOptions rules = new RuleOptions();
  @Mixin private ReportOptions report = new ReportOptions();

  AuditCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (input.isEmpty())
      throw new UsageException(
          "nothing to audit: name files or directories, or use -f, -k or --helm"
              + " (see 'kubectl svc-audit --help')");
    report.check();
    List<Rule> selected = rules.rules();
    Reading reading =
        Reader.read(
            input.inputs(),
            hosts.get().workingDirectory(),
            hosts.get().in(),
            hosts.get().environment());
    Outcome all = Auditor.audit(reading, input.namespace(), selected);
    boolean complained = complain(all.unseen());
    if (all.scope().objects() == 0) {
      String nothing = "no Kubernetes objects found in " + input.describe();
      if (!complained)
        hosts.get().err().println(report.allowsEmpty() ? nothing : "error: " + nothing);
      if (!report.allowsEmpty()) return Exit.ERROR;
    }
    Outcome shown =
        new Outcome(
            all.findings().stream().filter(rules::shows).toList(),
            all.suppressed(),
            all.unseen(),
            all.scope());
    report.write(shown, hosts.get());
    return report.exitCode(shown);
  }

  /// Says what was given and could not be read; returns whether there was any.
  private boolean complain(List<Unseen> all) {
    List<Unseen> given = all.stream().filter(u -> u.reach() == Unseen.Reach.GIVEN).toList();
    for (Unseen unseen : given) hosts.get().err().println("error: " + describe(unseen));
    return !given.isEmpty();
  }

  private static String describe(Unseen unseen) {
    if (unseen.place() != null) return unseen.place() + ": " + unseen.why();
    boolean named = unseen.why().contains("\"" + unseen.what() + "\"");
    return named ? unseen.why() : unseen.what() + ": " + unseen.why();
  }
}
