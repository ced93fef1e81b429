package io.svcaudit.cli;

import io.svcaudit.audit.PolicySuggesting;
import io.svcaudit.kube.ApiFailure;
import io.svcaudit.kube.Cluster;
import io.svcaudit.kube.ClusterReader;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Reader;
import io.svcaudit.source.Reading;
import io.svcaudit.source.UsageException;
import io.svcaudit.suggest.policy.PolicySuggestion;
import io.svcaudit.suggest.policy.PolicyYaml;
import io.svcaudit.topology.trace.Ends;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kubectl svc-audit suggest --policies [WORKLOAD…]`: manifests that could be applied.
@Command(
    name = "suggest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print the least NetworkPolicies that let everything through which is found to be needed:"
          + " a default deny, DNS, the calls that workloads are configured with, and the ways in."
          + " Nothing is changed. Try them before you rely on them: calls that stand in no"
          + " variable, argument or mounted text are not known.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  kubectl svc-audit suggest --policies -f k8s/ > policies.yaml",
      "  kubectl svc-audit suggest --policies deploy/api -f k8s/",
      "  kubectl svc-audit suggest --policies -n shop",
      "",
      "Exit codes: 0 printed, 2 usage, input or API errors, or only a part was read"
    })
final class SuggestCommand implements Callable<Integer> {
  private final Supplier<Host> hosts;

  @Parameters(
      paramLabel = "WORKLOAD",
      arity = "0..*",
      description =
          "Workloads ([NAMESPACE/][KIND/]NAME) to isolate; nobody else is. Without any: all Pods of"
              + " the namespaces.")
  private List<String> workloads = new ArrayList<>();

  @Option(names = "--policies", description = "Suggest NetworkPolicies.")
  private boolean policies;

  @Mixin private FileOptions input = new FileOptions();

  @Mixin private LiveOptions cluster = new LiveOptions();

  SuggestCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws IOException, UsageException, ApiFailure {
    if (!policies) throw new UsageException("say what to suggest: --policies");
    Host host = hosts.get();
    if (input.isEmpty()) return print(inCluster(host), false);
    cluster.checkUnused();
    String namespace = cluster.namespace().isEmpty() ? "default" : cluster.namespace();
    Reading files =
        Reader.read(
            input.inputs(List.of()), host.workingDirectory(), host.in(), host.environment());
    boolean partly = Complaints.about(files.unseen(), host);
    return print(PolicySuggesting.of(files, namespace), partly);
  }

  private PolicySuggesting inCluster(Host host) throws IOException, UsageException, ApiFailure {
    Cluster connected = cluster.connect(host);
    Set<String> asked = cluster.allNamespaces() ? Set.of() : Set.of(connected.namespace());
    Set<String> read = new TreeSet<>(asked);
    if (!asked.isEmpty()) read.addAll(Ends.namespaces(workloads.toArray(String[]::new)));
    try (var progress = new ProgressLine(host.err(), host.isTerminal())) {
      ClusterReading reading =
          new ClusterReader(connected, progress).read(PolicySuggesting.READS, read);
      return PolicySuggesting.of(reading, connected.namespace(), asked);
    }
  }

  /// @param partly whether something that was given could not be read
  private int print(PolicySuggesting suggesting, boolean partly) throws UsageException {
    Host host = hosts.get();
    if (suggesting.isEmpty()) throw new UsageException("no workloads found");
    PolicySuggestion suggestion = suggesting.suggest(workloads);
    host.out().print(PolicyYaml.text(suggestion));
    host.out().flush();
    for (String unknown : suggestion.unknown()) host.err().println("unknown: " + unknown);
    return partly ? Exit.ERROR : Exit.CLEAN;
  }
}
