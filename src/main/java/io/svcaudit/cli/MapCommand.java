package io.svcaudit.cli;

import io.svcaudit.kube.ApiFailure;
import io.svcaudit.report.Colors;
import io.svcaudit.report.MapDot;
import io.svcaudit.report.MapJson;
import io.svcaudit.report.MapMermaid;
import io.svcaudit.report.MapReport;
import io.svcaudit.report.MapText;
import io.svcaudit.report.picture.MapHtml;
import io.svcaudit.report.picture.MapSvg;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.Cutout;
import io.svcaudit.topology.map.Survey;
import io.svcaudit.topology.trace.Ends;
import io.svcaudit.topology.trace.Tracer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kubectl svc-audit map`: who can be reached from where, and who calls whom?
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draw everything that is connected: workloads with the Services in front of them, how far"
          + " each can be reached, the ways in from outside, and what calls what. Nothing is sent;"
          + " the map comes from manifests, or from what the cluster says of itself.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  kubectl svc-audit map k8s/              what a directory of manifests connects",
      "  kubectl svc-audit map -n shop           what a namespace of the cluster connects",
      "  kubectl svc-audit map -A --broken       what does not work in the whole cluster",
      "  kubectl svc-audit map k8s/ --focus db --depth 2",
      "                                          who reaches db, by way of whom",
      "  kubectl svc-audit map k8s/ --focus internet",
      "                                          what is reached from outside",
      "  kubectl svc-audit map -f change.yaml --live",
      "                                          the cluster as the change would make it",
      "  kubectl svc-audit map k8s/ -o html > map.html",
      "                                          a page to search, click and zoom",
      "",
      "Exit codes: 0 it is drawn, 2 only a part could be read, or usage, input or API errors"
    })
final class MapCommand implements Callable<Integer> {
  /// The forms of the map.
  enum Format {
    TEXT,
    JSON,
    DOT,
    MERMAID,
    SVG,
    HTML;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Supplier<Host> hosts;

  @Parameters(
      paramLabel = "PATH",
      description = "Files, directories (read recursively) and globs of manifests.")
  private List<String> paths = new ArrayList<>();

  @Mixin private WorldOptions world = new WorldOptions();

  @Option(
      names = "--focus",
      paramLabel = "NAME",
      description =
          "Draw only what is connected with this workload or Service ([NAMESPACE/][KIND/]NAME),"
              + " with those of a namespace (ns/NAME), or with the internet; repeatable.")
  private List<String> focus = new ArrayList<>();

  @Option(
      names = "--depth",
      paramLabel = "CALLS",
      description = "How many calls away from the --focus, in both directions (default: 1).")
  private @Nullable Integer depth;

  @Option(names = "--broken", description = "Draw only what does not work, with both its ends.")
  private boolean broken;

  @Option(
      names = "--all",
      description =
          "Draw also what is not connected with anything: it calls nothing, nothing calls it, and"
              + " nobody reaches it from outside.")
  private boolean all;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  @Mixin private OutputFile file = new OutputFile();

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "Colour the text: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Colors.When color = Colors.When.AUTO;

  MapCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws IOException, UsageException, ApiFailure {
    if (all && (broken || !focus.isEmpty()))
      throw new UsageException("--all leaves nothing out, --focus and --broken do; choose");
    if (depth != null && focus.isEmpty())
      throw new UsageException("--depth counts from a --focus; name one");
    if (depth != null && depth < 0)
      throw new UsageException("--depth is a number of calls, 0 or more");
    Host host = hosts.get();
    WorldOptions.World read =
        world.read(host, paths, Survey.READS, Ends.namespaces(focus.toArray(String[]::new)));
    boolean partly = Complaints.about(read.gaps(), host) || read.partly();
    if (read.topology().services().isEmpty() && read.topology().workloads().isEmpty()) {
      if (partly) return Exit.ERROR;
      throw new UsageException("no Services or workloads found in " + world.describe(paths));
    }
    ConnectionMap map =
        part(read)
            .without(
                Stream.concat(read.unseen().stream(), read.gaps().stream())
                    .map(Complaints::describe)
                    .toList());
    MapReport report = report(host);
    file.write(host, out -> report.write(map, out));
    return partly ? Exit.ERROR : Exit.CLEAN;
  }

  private ConnectionMap part(WorldOptions.World read) throws UsageException {
    var survey = new Survey(read.topology());
    ConnectionMap map = focus.isEmpty() ? survey.map() : focused(survey, read);
    if (broken) return Cutout.broken(map);
    if (all || !focus.isEmpty()) return map;
    ConnectionMap connected = Cutout.connected(map);
    return connected.groups().isEmpty() ? map : connected;
  }

  private ConnectionMap focused(Survey survey, WorldOptions.World read) throws UsageException {
    var ends = new Ends(read.topology(), new Tracer(read.topology()), read.namespace());
    Set<String> ids = new HashSet<>();
    boolean internet = false;
    for (String name : focus)
      if (name.equals(Ends.INTERNET)) internet = true;
      else ends.meant(name).forEach(object -> ids.addAll(survey.nodes(object)));
    return Cutout.around(survey.map(), ids, internet, depth == null ? 1 : depth);
  }

  private MapReport report(Host host) {
    return switch (format) {
      case TEXT ->
          new MapText(
              Colors.forTerminal(color, file.isTerminal(host), host.environment()), host.width());
      case JSON -> new MapJson(Version.tool());
      case DOT -> new MapDot();
      case MERMAID -> new MapMermaid();
      case SVG -> new MapSvg();
      case HTML -> new MapHtml(world.describe(paths));
    };
  }
}
