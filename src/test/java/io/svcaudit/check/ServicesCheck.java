package io.svcaudit.check;

import io.svcaudit.audit.Auditor;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Model;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rules;
import io.svcaudit.source.Document;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Reading;
import io.svcaudit.source.SourceFile;
import io.svcaudit.suggest.service.ServiceAdvice;
import io.svcaudit.suggest.service.ServiceYaml;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.trace.Ends;
import io.svcaudit.topology.trace.Hop.Verdict;
import io.svcaudit.topology.trace.Tracer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Takes all Services away from the projects whose call graphs are known
/// (`src/test/resources/calls/PROJECT.tsv`), suggests Services for what is left, and follows every
/// call again. The audit may find nothing that it does not find with the projects' own Services.
public final class ServicesCheck {
  private final Projects projects;
  private int work;
  private int lost;
  private int findings;

  private ServicesCheck(Projects projects) {
    this.projects = projects;
  }

  /// @param args the corpus, and a project and folder to print the Services of
  public static void main(String[] args) throws Exception {
    var check = new ServicesCheck(new Projects(Path.of(args[0]).toAbsolutePath().normalize()));
    if (args.length > 1) {
      supplied(check.projects.read(args[1]), true);
      return;
    }
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/calls"))) {
      for (Path file : files.sorted().toList()) check.project(file);
    }
    System.out.printf(
        "suggest: %d calls work with suggested Services, %d do not, %d findings more%n",
        check.work, check.lost, check.findings);
    System.exit(check.lost + check.findings == 0 && check.work > 0 ? 0 : 1);
  }

  private void project(Path file) throws Exception {
    String project = file.getFileName().toString().replace(".tsv", "");
    Map<String, List<String[]>> places = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) continue;
      String[] cells = line.split("\t", -1);
      for (String place : cells[0].split(",", -1))
        places.computeIfAbsent(place, _ -> new ArrayList<>()).add(cells);
    }
    for (var place : places.entrySet()) place(project + "/" + place.getKey(), place.getValue());
  }

  private void place(String place, List<String[]> rows) throws Exception {
    Reading reading = projects.read(place);
    Topology after = supplied(reading, false);
    var tracer = new Tracer(after);
    var ends = new Ends(after, tracer, "default");
    for (String[] row : rows) {
      String to = "svc/" + row[2] + (row[3].isEmpty() ? "" : ":" + row[3]);
      if (tracer.trace(ends.client(row[1]), ends.goal(to)).verdict() == Verdict.OK) work++;
      else {
        lost++;
        System.out.printf("LOST  %s  %s -> %s%n", place, row[1], to);
      }
    }
    Set<String> known = said(topology(reading, objects(reading.documents())));
    for (String finding : said(after))
      if (!known.contains(finding)) {
        findings++;
        System.out.printf("MORE  %s  %s%n", place, finding);
      }
  }

  /// What a project connects without its own Services and policies, with those that are suggested
  /// beside its workloads.
  private static Topology supplied(Reading reading, boolean print) {
    List<KubeObject> left =
        objects(reading.documents()).stream()
            .filter(object -> !object.kind().equals("Service"))
            .toList();
    Topology before = topology(reading, left);
    String yaml = ServiceYaml.text(ServiceAdvice.of(before, (String _) -> true).objects());
    if (print) System.out.print(yaml);
    SourceFile beside = before.workloads().getFirst().object().file();
    var file = new SourceFile("suggested.yaml", beside.directory(), yaml, beside.origin());
    var all = new ArrayList<>(left);
    all.addAll(objects(Manifests.read(file).documents()));
    return topology(reading, all);
  }

  private static Topology topology(Reading reading, List<KubeObject> objects) {
    return Topology.of(objects, reading.kustomizations(), reading.unseen());
  }

  private static List<KubeObject> objects(List<Document> documents) {
    return Model.objects(documents, (_, written) -> written.orElse("default"));
  }

  private static Set<String> said(Topology topology) {
    var said = new LinkedHashSet<String>();
    for (Finding finding :
        Auditor.audit(topology, Rules.ALL.stream().filter(rule -> !rule.isOptIn()).toList()))
      said.add(finding.rule() + " " + finding.subject().kindAndName());
    return new TreeSet<>(said);
  }
}
