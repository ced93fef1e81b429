package io.svcaudit.cli;

import io.svcaudit.audit.Diagnosis;
import io.svcaudit.audit.Doctor;
import io.svcaudit.kube.ApiFailure;
import io.svcaudit.kube.Cluster;
import io.svcaudit.kube.ClusterReader;
import io.svcaudit.report.DoctorReport;
import io.svcaudit.report.TextReport;
import io.svcaudit.rules.RulePage;
import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kubectl svc-audit doctor SERVICE`: why does it not work?
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Say why a Service of the cluster does not work: ask what the page \"Debug Services\" on"
          + " kubernetes.io asks, in its order, up to the first thing that is wrong.",
      ""
    },
    footer = {"", "Exit codes: 0 nothing is wrong, 1 something is, 2 usage or API errors"})
final class DoctorCommand implements Callable<Integer> {
  private final Supplier<Host> hosts;

  @Parameters(paramLabel = "SERVICE", description = "The Service's name.")
  private String service = "";

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Its namespace (default: the context's).")
  private String namespace = "";

  @Mixin private AnswerOptions answer = new AnswerOptions();

  @Mixin private ConnectionFlags connection = new ConnectionFlags();

  DoctorCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws IOException, UsageException, ApiFailure {
    Host host = hosts.get();
    Cluster cluster = connection.connect(namespace, host);
    String name = service.replaceFirst("^(svc|service|services)/", "");
    Diagnosis diagnosis;
    try (var progress = new ProgressLine(host.err(), host.isTerminal())) {
      var reading =
          new ClusterReader(cluster, progress)
              .read(Doctor.READS, Set.of(cluster.namespace(), Doctor.SYSTEM));
      diagnosis = new Doctor(reading).examine(cluster.namespace(), name);
    }
    var text = new StringBuilder();
    switch (answer.format()) {
      case TEXT -> DoctorReport.text(diagnosis, report(host), text);
      case JSON -> DoctorReport.json(diagnosis, text);
    }
    host.out().print(text);
    host.out().flush();
    return diagnosis.isWrong() ? Exit.FINDINGS : Exit.CLEAN;
  }

  private TextReport report(Host host) {
    return new TextReport(RulePage::of, answer.colors(host), host.width());
  }
}
