package io.svcaudit.cli;

import io.svcaudit.audit.Config;
import io.svcaudit.audit.Suggesting;
import io.svcaudit.kube.ApiFailure;
import io.svcaudit.report.Manifest;
import io.svcaudit.source.UsageException;
import io.svcaudit.suggest.service.Entry;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.trace.Ends;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
      "Print the Services that workloads lack. They are ready to apply, each choice with its reason"
          + " as a comment: ClusterIP for what is private, headless for a StatefulSet, a route or a"
          + " load balancer for a front end. With --policies, print the least NetworkPolicies that"
          + " let every call and every way in through that was found. Nothing is changed.",
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

  @Mixin private WorldOptions world = new WorldOptions();
  @Mixin private ConfigOptions configuration = new ConfigOptions();

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
    Config config = configuration.read(world.inputs(), host);
    WorldOptions.World read =
        world.read(
            host, List.of(), Suggesting.READS, Ends.namespaces(workloads.toArray(String[]::new)));
    Topology topology = read.topology().with(config.in(read.namespace()).intent());
    var suggesting = new Suggesting(topology, read.namespace(), read.asked());
    if (suggesting.isEmpty()) throw new UsageException("no workloads found in " + world.describe());
    return answer(suggesting, read.partly());
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
