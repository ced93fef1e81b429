package io.svcaudit.cli;

import io.svcaudit.audit.Auditor;
import io.svcaudit.audit.ClusterAudit;
import io.svcaudit.audit.Config;
import io.svcaudit.audit.Outcome;
import io.svcaudit.kube.ApiFailure;
import io.svcaudit.kube.Cluster;
import io.svcaudit.kube.ClusterReader;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.intent.ExpectationFailed;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Reader;
import io.svcaudit.source.Reading;
import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kubectl svc-audit`: the audit itself, of a cluster, of manifests, or of both.
@Command(
    name = "kubectl svc-audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Says what every Service really connects: what is exposed that should not be, what cannot"
          + " work, and why. Without files it audits the cluster that kubectl points at, and reads"
          + " it only.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  kubectl svc-audit                       audit the current namespace of the cluster",
      "  kubectl svc-audit -A                    audit the whole cluster",
      "  kubectl svc-audit k8s/                  audit a directory of manifests",
      "  kubectl svc-audit -k overlays/prod      audit a kustomization",
      "  kubectl svc-audit -f change.yaml --live",
      "                                          what would the change break in the cluster?",
      "  helm template . | kubectl svc-audit -f -",
      "  kubectl svc-audit k8s/ -o sarif --output-file audit.sarif",
      "  kubectl svc-audit map k8s/              what is reached from where, and what calls what",
      "  kubectl svc-audit trace web api:8080    does web reach Service api, and over what?",
      "  kubectl svc-audit doctor api            why does Service api not work?",
      "  kubectl svc-audit explain service-selector-matches-nothing",
      "",
      "Exit codes: 0 nothing to report, 1 findings at or above --fail-on, 2 usage, input or API"
          + " errors"
    })
final class AuditCommand implements Callable<Integer> {
  private final Supplier<Host> hosts;
  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--live",
      description =
          "Lay the files over the cluster: report what they break or mend there once applied.")
  private boolean live;

  @Mixin private LiveOptions cluster = new LiveOptions();
  @Mixin private ConfigOptions configuration = new ConfigOptions();
  @Mixin private RuleOptions rules = new RuleOptions();
  @Mixin private ReportOptions report = new ReportOptions();

  AuditCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws IOException, UsageException, ApiFailure {
    report.check();
    boolean files = !input.isEmpty();
    if (files && !live) cluster.checkUnused();
    Config config = configuration.read(input.inputs(), hosts.get());
    Outcome all = live || !files ? auditCluster(files, config) : auditFiles(config);
    boolean complained = Complaints.about(all.unseen(), hosts.get());
    if (all.scope().objects() == 0) {
      String nothing =
          files
              ? "no Kubernetes objects found in " + input.describe()
              : "no resources found in " + all.scope().cluster();
      if (!complained)
        hosts.get().err().println(report.allowsEmpty() ? nothing : "error: " + nothing);
      if (!report.allowsEmpty()) return Exit.ERROR;
    }
    Outcome shown = all.only(rules::shows);
    report.write(shown, hosts.get());
    return report.exitCode(shown);
  }

  private Outcome auditFiles(Config config) throws IOException, UsageException {
    String namespace = cluster.namespace().isEmpty() ? "default" : cluster.namespace();
    List<Rule> selected = rules.rules(false, true);
    return Auditor.audit(readFiles(), namespace, selected, rules.selector(), config);
  }

  private Reading readFiles() throws IOException, UsageException {
    Host host = hosts.get();
    return Reader.read(input.inputs(), host.workingDirectory(), host.in(), host.environment());
  }

  private Outcome auditCluster(boolean files, Config said)
      throws IOException, UsageException, ApiFailure {
    List<Rule> selected =
        rules.rules(!files, cluster.allNamespaces()).stream()
            .filter(rule -> !rule.isIdle(said.intent()))
            .toList();
    Cluster connected = cluster.connect(hosts.get());
    Config config = said.in(connected.namespace());
    Set<Resource> needed =
        selected.stream().flatMap(rule -> rule.reads().stream()).collect(Collectors.toSet());
    String where = cluster.where(connected);
    if (!files) {
      Set<String> asked = cluster.allNamespaces() ? Set.of() : Set.of(connected.namespace());
      var reading = read(connected, needed, with(asked, config, selected));
      return new ClusterAudit(reading, selected, where, asked, config).now(rules.selector());
    }
    Reading change = readFiles();
    Set<String> asked = new TreeSet<>();
    if (!cluster.allNamespaces()) {
      asked.addAll(ClusterAudit.namespaces(change, connected.namespace()));
      asked.add(connected.namespace());
    }
    var reading = read(connected, needed, with(asked, config, selected));
    return new ClusterAudit(reading, selected, where, asked, config)
        .with(change, connected.namespace(), rules.selector());
  }

  /// What is asked for, and what has to be read for what is expected.
  private static Set<String> with(Set<String> asked, Config config, List<Rule> selected) {
    boolean expects = selected.stream().anyMatch(ExpectationFailed.class::isInstance);
    if (asked.isEmpty() || !expects) return asked;
    var all = new TreeSet<>(asked);
    all.addAll(config.intent().namespaces());
    return all;
  }

  private ClusterReading read(Cluster connected, Set<Resource> needed, Set<String> namespaces)
      throws ApiFailure, UsageException {
    Host host = hosts.get();
    try (var progress = new ProgressLine(host.err(), host.isTerminal())) {
      return new ClusterReader(connected, progress).read(needed, namespaces);
    }
  }
}
