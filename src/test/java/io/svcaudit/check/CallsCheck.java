package io.svcaudit.check;

import io.svcaudit.model.Model;
import io.svcaudit.model.Service;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Address;
import io.svcaudit.topology.reference.Destination;
import io.svcaudit.topology.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Compares the calls that are found in projects of a corpus with those that their documentation
/// draws and their manifests configure: `src/test/resources/calls/PROJECT.tsv`.
///
/// With a second argument it prints every call of the projects whose name holds it, to be read.
public final class CallsCheck {
  private static final Path EXPECTED = Path.of("src/test/resources/calls");

  private CallsCheck() {}

  /// @param args the corpus, and what to print instead of comparing
  public static void main(String[] args) throws Exception {
    var projects = new Projects(Path.of(args[0]).toAbsolutePath().normalize());
    if (args.length > 1) {
      for (String project : projects.names())
        if (project.contains(args[1])) references(projects, project).forEach(CallsCheck::print);
      return;
    }
    int wrong = 0;
    int right = 0;
    try (Stream<Path> files = Files.list(EXPECTED)) {
      for (Path file : files.sorted().toList()) {
        String project = file.getFileName().toString().replace(".tsv", "");
        List<Row> rows = rows(file);
        var places = new TreeSet<String>();
        for (Row row : rows) places.add(row.place());
        for (String place : places) {
          Set<String> expected = new TreeSet<>();
          for (Row row : rows) if (row.place().equals(place)) expected.add(row.call());
          Set<String> found = calls(references(projects, project), project + "/" + place);
          for (String call : expected)
            if (found.contains(call)) right++;
            else wrong += say("MISSING", project, place, call);
          for (String call : found)
            if (!expected.contains(call)) wrong += say("FALSE", project, place, call);
        }
      }
    }
    System.out.printf("calls: %d as expected, %d not%n", right, wrong);
    System.exit(wrong == 0 ? 0 : 1);
  }

  /// @param place the folder or file of the workloads
  /// @param how `own` or `shared`, see [Reference#shared()]
  private record Row(String place, String from, String to, String port, String how) {
    String call() {
      return "%s -> %s:%s (%s)".formatted(from, to, port, how);
    }
  }

  private static List<Row> rows(Path file) throws IOException {
    var rows = new ArrayList<Row>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) continue;
      String[] cells = line.split("\t", -1);
      if (cells[5].equals("handed") && !cells[4].equals("shared"))
        throw new IllegalArgumentException("only what is shared may be there undrawn: " + line);
      for (String place : cells[0].split(",", -1))
        rows.add(new Row(place, cells[1], cells[2], cells[3], cells[4]));
    }
    return rows;
  }

  private static int say(String what, String project, String place, String call) {
    System.out.printf("%-7s  %s/%s  %s%n", what, project, place, call);
    return 1;
  }

  private static List<Reference> references(Projects projects, String project) throws Exception {
    var reading = projects.read(project);
    var objects = Model.objects(reading.documents(), (_, written) -> written.orElse("default"));
    return Topology.of(objects, reading.kustomizations(), reading.unseen()).references().all();
  }

  /// Each pair once: what is asked for wins over what is merely handed out with the rest.
  private static Set<String> calls(List<Reference> references, String place) {
    var how = new TreeMap<String, String>();
    for (Reference reference : references) {
      Service service = reference.service();
      if (!(reference.destination() instanceof Destination.Found found) || found.own()) continue;
      if (service == null || !reference.from().object().file().name().startsWith(place)) continue;
      Address address = reference.address();
      String call =
          "%s -> %s:%s"
              .formatted(
                  reference.from().object().name(),
                  service.object().name(),
                  address.port() > 0 ? address.port() : "");
      how.merge(call, reference.shared() ? "shared" : "own", (a, b) -> a.equals("own") ? a : b);
    }
    var calls = new TreeSet<String>();
    how.forEach((call, word) -> calls.add("%s (%s)".formatted(call, word)));
    return calls;
  }

  private static void print(Reference reference) {
    System.out.printf(
        "%s\t%s\t%s\t%s %s\t%s\t%s%n",
        reference.span(),
        reference.from().ref(),
        reference.where(),
        reference.address().form(),
        reference.address().written(),
        reference.destination().getClass().getSimpleName(),
        switch (reference.destination()) {
          case Destination.Found f -> f.service().ref() + " " + f.state();
          case Destination.Absent a -> a.wanted() + " " + a.confidence();
          case Destination.Unknown u -> u.wanted() + " " + u.why();
          case Destination.Itself _ -> "";
          case Destination.Numeric _ -> "";
        });
  }
}
