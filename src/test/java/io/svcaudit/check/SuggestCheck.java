package io.svcaudit.check;

import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.suggest.policy.Laid;
import io.svcaudit.suggest.policy.SuggestedPort;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Suggests policies for the projects whose call graphs are known
/// (`src/test/resources/calls/PROJECT.tsv`), lays them over, and asks of all ordered pairs of Pods
/// and all of their ports which get through: by the engine, and by the evaluator that reads the
/// documentation word by word. It must be the call graph, and nothing else.
public final class SuggestCheck {
  private static final Path EXPECTED = Path.of("src/test/resources/calls");

  private static final int MOST_SAID = 40;

  private final Projects projects;
  private int admitted;
  private int handed;
  private int cut;
  private int more;

  private SuggestCheck(Projects projects) {
    this.projects = projects;
  }

  /// @param args the corpus, and a project and folder to print the policies of
  public static void main(String[] args) throws Exception {
    var check = new SuggestCheck(new Projects(Path.of(args[0]).toAbsolutePath().normalize()));
    if (args.length > 1) {
      Laid laid = Laid.over(check.projects.read(args[1]), args[1]);
      System.out.println(laid.text());
      laid.suggestion().unknown().forEach(System.out::println);
      return;
    }
    try (Stream<Path> files = Files.list(EXPECTED)) {
      for (Path file : files.sorted().toList()) check.project(file);
    }
    System.out.printf(
        "suggest: %d calls admitted, %d cut, %d pairs more than drawn"
            + " (%d of the calls are handed out by a shared ConfigMap, and not drawn)%n",
        check.admitted, check.cut, check.more, check.handed);
    System.exit(check.cut + check.more == 0 && check.admitted > 0 ? 0 : 1);
  }

  private void project(Path file) throws Exception {
    String project = file.getFileName().toString().replace(".tsv", "");
    var places = new TreeMap<String, List<Row>>();
    for (Row row : rows(file)) places.computeIfAbsent(row.place(), _ -> new ArrayList<>()).add(row);
    for (var place : places.entrySet()) place(project + "/" + place.getKey(), place.getValue());
  }

  private void place(String place, List<Row> rows) throws Exception {
    Laid laid = Laid.over(projects.read(place), place);
    var drawn = new TreeSet<String>();
    for (Row row : rows) drawn.addAll(pairs(laid.after(), row));
    Set<String> engine = laid.byTheEngine();
    Set<String> book = laid.byTheBook();
    for (String call : drawn)
      if (!engine.contains(call) || !book.contains(call)) cut += say("CUT", place, call);
      else admitted++;
    for (Row row : rows) if (row.handed()) handed++;
    var all = new TreeSet<>(engine);
    all.addAll(book);
    all.removeAll(drawn);
    for (String call : all) more += say("MORE", place, call);
  }

  /// What a call to a Service is for Pods.
  private static List<String> pairs(Topology topology, Row row) {
    var pairs = new ArrayList<String>();
    for (Workload from : topology.workloads())
      if (from.object().name().equals(row.from()))
        for (Service service : topology.services())
          if (service.object().name().equals(row.to()))
            for (ServicePort port : service.ports())
              if (row.port().isEmpty() || row.port().equals(Long.toString(port.port())))
                for (Workload to : topology.selection(service).workloads())
                  if (Topology.target(port, to)
                      instanceof Target.Resolved(long number, var _, var _))
                    pairs.add(
                        Laid.pair(
                            from,
                            to,
                            new SuggestedPort(Protocol.valueOf(port.protocol()), (int) number)));
    if (pairs.isEmpty()) throw new IllegalStateException("no Pods for " + row);
    return pairs;
  }

  private int say(String what, String place, String call) {
    if (cut + more == MOST_SAID) System.out.println("…");
    if (cut + more >= MOST_SAID) return 1;
    System.out.printf("%-4s  %s  %s%n", what, place, call);
    return 1;
  }

  /// @param handed whether the workload is given the address and the documentation draws no call
  private record Row(String place, String from, String to, String port, boolean handed) {}

  private static List<Row> rows(Path file) throws IOException {
    var rows = new ArrayList<Row>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) continue;
      String[] cells = line.split("\t", -1);
      for (String place : cells[0].split(",", -1))
        rows.add(new Row(place, cells[1], cells[2], cells[3], cells[5].equals("handed")));
    }
    return rows;
  }
}
