package io.svcaudit.cli;

import io.svcaudit.model.KubeKind;
import io.svcaudit.report.Roles;
import io.svcaudit.rules.Rule;
import io.svcaudit.source.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kubectl svc-audit rbac`: what an auditor must be allowed.
@Command(
    name = "rbac",
    mixinStandardHelpOptions = true,
    description = {
      "Print the smallest ClusterRole that the audit of a cluster needs. With -n, print the Role"
          + " for one namespace, and the ClusterRole for what lies outside of namespaces.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  kubectl svc-audit rbac | kubectl apply -f -",
      "  kubectl svc-audit rbac -n shop --rule no-ready-endpoints"
    })
final class RbacCommand implements Callable<Integer> {
  private final Supplier<Host> hosts;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "For this namespace only.")
  private String namespace = "";

  @Mixin private RuleSelection rules = new RuleSelection();

  RbacCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws UsageException {
    List<Rule> selected = rules.rules(true, namespace.isEmpty());
    List<KubeKind> kinds =
        selected.stream()
            .flatMap(rule -> rule.reads().stream())
            .distinct()
            .flatMap(resource -> resource.kinds().stream())
            .distinct()
            .toList();
    Optional<String> within = Optional.of(namespace).filter(name -> !name.isEmpty());
    hosts.get().out().print(Roles.yaml(kinds, within));
    hosts.get().out().flush();
    return Exit.CLEAN;
  }
}
