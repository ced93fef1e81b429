package io.svcaudit.cli;

import io.svcaudit.audit.Suggesting;
import io.svcaudit.kube.ApiFailure;
import io.svcaudit.kube.Cluster;
import io.svcaudit.kube.ClusterReader;
import io.svcaudit.report.Manifest;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Reader;
import io.svcaudit.source.Reading;
import io.svcaudit.source.UsageException;
import io.svcaudit.suggest.service.Entry;
import io.svcaudit.topology.trace.Ends;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kubectl svc-audit suggest [WORKLOAD…]`: which Service for this controller?
@Command(
    name = "suggest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print the Services that workloads lack, ready to apply, each choice with its reason as a"
          + " comment: ClusterIP for what is private, headless for a StatefulSet, a route or a load"
          + " balancer for a front end. With --policies, the least NetworkPolicies that let every"
          + " call through.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  kubectl svc-audit suggest -f k8s/",
      "  kubectl svc-audit suggest deploy/web -n shop | kubectl apply -f -",
      "  kubectl svc-audit suggest web --expose ingress -f k8s/",
      "  kubectl svc-audit suggest --policies -k overlays/prod",
      "",
      "Exit codes: 0 done, also if there is nothing to suggest, 2 usage, input or API errors"
    })
final class SuggestCommand implements Callable<Integer> {
  /// What is printed.
  enum Format {
    YAML,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Supplier<Host> hosts;

  @Parameters(
      paramLabel = "WORKLOAD",
      description =
          "What to suggest for: workloads as [NAMESPACE/][KIND/]NAME (default: all that lack"
              + " something).")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--expose",
      paramLabel = "WAY",
      description =
          "Let people in to the workloads that are named: ${COMPLETION-CANDIDATES} (default: for"
              + " front ends what their neighbours use).")
  private @Nullable Entry expose;

  @Option(
      names = "--policies",
      description =
          "Print NetworkPolicies instead: a default deny, DNS, and exactly the calls and ways in"
              + " that were found.")
  private boolean policies;

  @Mixin private FileOptions input = new FileOptions();

  @Option(names = "--live", description = "Lay the files over the cluster.")
  private boolean live;

  @Mixin private LiveOptions cluster = new LiveOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "yaml",
      description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.YAML;

  SuggestCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws IOException, UsageException, ApiFailure {
    if (expose != null && policies)
      throw new UsageException("--expose is about Services, --policies is not; leave one out");
    if (expose != null && workloads.isEmpty())
      throw new UsageException("--expose needs the workloads that people should reach");
    Host host = hosts.get();
    if (input.isEmpty() || live) return answer(inCluster(host), false);
    cluster.checkUnused();
    String namespace = cluster.namespace().isEmpty() ? "default" : cluster.namespace();
    Reading files = files(host);
    boolean partly = Complaints.about(files.unseen(), host);
    Suggesting suggesting = Suggesting.of(files, namespace);
    if (suggesting.isEmpty())
      throw new UsageException("no workloads found in " + String.join(", ", input.describe()));
    return answer(suggesting, partly);
  }

  private Reading files(Host host) throws IOException, UsageException {
    return Reader.read(
        input.inputs(List.of()), host.workingDirectory(), host.in(), host.environment());
  }

  private Suggesting inCluster(Host host) throws IOException, UsageException, ApiFailure {
    Cluster connected = cluster.connect(host);
    var namespaces = new TreeSet<>(Ends.namespaces(workloads.toArray(String[]::new)));
    namespaces.add(connected.namespace());
    String namespace = connected.namespace();
    if (input.isEmpty()) return Suggesting.of(read(host, connected, namespaces), namespace);
    Reading files = files(host);
    namespaces.addAll(io.svcaudit.audit.ClusterAudit.namespaces(files, namespace));
    return Suggesting.of(read(host, connected, namespaces), files, namespace);
  }

  private ClusterReading read(Host host, Cluster connected, Set<String> namespaces)
      throws UsageException, ApiFailure {
    try (var progress = new ProgressLine(host.err(), host.isTerminal())) {
      return new ClusterReader(connected, progress)
          .read(Suggesting.READS, cluster.allNamespaces() ? Set.of() : namespaces);
    }
  }

  /// @param partly whether something that was given could not be read
  private int answer(Suggesting suggesting, boolean partly) throws IOException, UsageException {
    Host host = hosts.get();
    Suggesting.Answer answer =
        policies
            ? suggesting.policies(workloads)
            : suggesting.services(workloads, Optional.ofNullable(expose));
    for (String note : answer.notes()) host.err().println(note);
    if (answer.yaml().isEmpty()) host.err().println("nothing to suggest");
    switch (format) {
      case YAML -> host.out().print(answer.yaml());
      case JSON -> host.out().print(Manifest.json(answer.yaml()));
    }
    host.out().flush();
    return partly ? Exit.ERROR : Exit.CLEAN;
  }
}
