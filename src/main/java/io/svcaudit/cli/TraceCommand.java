package io.svcaudit.cli;

import io.svcaudit.audit.Tracing;
import io.svcaudit.kube.ApiFailure;
import io.svcaudit.report.TraceReport;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.trace.Ends;
import io.svcaudit.topology.trace.Trace;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kubectl svc-audit trace FROM TO[:PORT]`: does it get through, and if not, where does it stop?
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Follow a connection hop by hop: name, Service, Pods, and the policies of both ends. Nothing"
          + " is sent; the answer comes from manifests, or from what the cluster says of itself.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  kubectl svc-audit trace web api:8080 -f k8s/",
      "  kubectl svc-audit trace deploy/web svc/api -n shop",
      "  kubectl svc-audit trace internet svc/db -k overlays/prod",
      "  kubectl svc-audit trace internet shop.example.com/cart",
      "  kubectl svc-audit trace ns/monitoring shop/deploy/web:9090",
      "  kubectl svc-audit trace web api -f change.yaml --live",
      "",
      "Exit codes: 0 it works, 1 it does not, 2 it cannot be told, or usage, input or API errors"
    })
final class TraceCommand implements Callable<Integer> {
  private final Supplier<Host> hosts;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description =
          "Who connects: a workload ([NAMESPACE/][KIND/]NAME), internet, or any Pod of a namespace"
              + " (ns/NAME).")
  private String from = "";

  @Parameters(
      index = "1",
      paramLabel = "TO",
      description =
          "What to: a Service or workload ([NAMESPACE/][KIND/]NAME[:PORT]), or the host and path of"
              + " an Ingress or route (shop.example.com/cart).")
  private String to = "";

  @Mixin private WorldOptions world = new WorldOptions();

  @Mixin private AnswerOptions answer = new AnswerOptions();

  TraceCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws IOException, UsageException, ApiFailure {
    WorldOptions.World read =
        world.read(hosts.get(), List.of(), Tracing.READS, Ends.namespaces(from, to));
    var tracing = new Tracing(read.topology(), read.namespace());
    if (tracing.isEmpty())
      throw new UsageException("no Services or workloads found in " + world.describe());
    return answer(tracing.trace(from, to), read.partly());
  }

  /// @param partly whether something that was given could not be read
  private int answer(Trace trace, boolean partly) throws IOException {
    Host host = hosts.get();
    var text = new StringBuilder();
    switch (answer.format()) {
      case TEXT -> TraceReport.text(trace, answer.colors(host), text);
      case JSON -> TraceReport.json(trace, text);
    }
    host.out().print(text);
    host.out().flush();
    return switch (trace.verdict()) {
      case OK -> partly ? Exit.ERROR : Exit.CLEAN;
      case NO -> Exit.FINDINGS;
      case UNKNOWN -> Exit.ERROR;
    };
  }
}
