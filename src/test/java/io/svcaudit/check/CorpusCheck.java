package io.svcaudit.check;

import io.svcaudit.audit.Auditor;
import io.svcaudit.audit.FailedRule;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rules;
import io.svcaudit.topology.Confidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares what the audit finds in real manifests with what is known about them: `truth.tsv`
/// (faults) and `peer-findings-judged.tsv` (false alarms of other tools). Each folder is a project
/// and audited for itself.
public final class CorpusCheck {
  /// Category of `truth.tsv` → rules that fit it.
  private static final Map<String, List<String>> FITTING =
      Map.of(
          "sts-serviceName", List.of("statefulset-servicename-missing-service"),
          "sts-not-headless", List.of("statefulset-service-not-headless"),
          "targetPort", List.of("target-port-not-declared"),
          "targetPort-name", List.of("target-port-name-unresolved", "service-api-rejects"),
          "selector", List.of("service-selector-matches-nothing"),
          "db-exposed",
              List.of(
                  "datastore-exposed-nodeport",
                  "datastore-exposed-loadbalancer",
                  "admin-console-exposed"),
          "np-blocks-own", List.of("netpol-isolates-needed-pod", "netpol-port-is-service-port"));

  /// Check of another tool → rules of ours that would repeat its false alarm.
  private static final Map<String, List<String>> SAME_ALARM =
      Map.of(
          "service-targets-pod",
              List.of("service-selector-matches-nothing", "selectorless-service-without-endpoints"),
          "ingress-targets-service", List.of("ingress-backend-service-missing"),
          "statefulset-has-servicename",
              List.of(
                  "statefulset-servicename-missing-service",
                  "statefulset-service-not-headless",
                  "statefulset-service-selector-mismatch"),
          "LNK001", List.of("service-selector-matches-nothing"),
          "networkpolicy-targets-pod", List.of("netpol-selects-nothing"),
          "CKV_K8S_9", List.of("missing-readiness-probe"));

  private CorpusCheck() {}

  /// @param args the folder
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]).toAbsolutePath().normalize();
    List<Finding> findings = audit(folder);
    int missed = truth(folder, findings);
    int alarms = falseAlarms(folder, findings);
    long errors = findings.stream().filter(f -> f.rule().equals(FailedRule.NAME)).count();
    findings.stream()
        .filter(f -> f.rule().equals(FailedRule.NAME))
        .forEach(f -> System.out.println("INTERNAL ERROR  " + f.message()));
    System.out.println(summary);
    System.exit(missed + alarms + errors == 0 ? 0 : 1);
  }

  private static String summary = "";

  private static List<Finding> audit(Path folder) throws Exception {
    var findings = new ArrayList<Finding>();
    var projects = new Projects(folder);
    for (String name : projects.names()) {
      var reading = projects.read(name);
      for (Finding finding :
          Auditor.audit(reading, "default", Rules.STANDARD, LabelSelector.EVERYTHING).findings())
        if (finding.confidence().compareTo(Confidence.MEDIUM) >= 0) findings.add(finding);
    }
    return findings;
  }

  private static int truth(Path folder, List<Finding> findings) throws IOException {
    int found = 0;
    int all = 0;
    for (String[] row : rows(folder.resolve("truth.tsv"))) {
      List<String> rules = FITTING.get(row[4]);
      if (rules == null) continue;
      all++;
      Optional<Finding> match =
          findings.stream()
              .filter(f -> rules.contains(f.rule()))
              .filter(f -> f.place().span().file().name().equals(row[0]))
              .filter(f -> (f.subject().kind() + "/" + f.subject().name()).equals(row[2]))
              .findFirst();
      if (match.isPresent()) found++;
      System.out.printf(
          "%-6s  %-42s  %s  %s%n",
          match.isPresent() ? "found" : "MISSED",
          match.map(Finding::rule).orElse(row[4]),
          row[0],
          row[2]);
    }
    summary = "truth: %d of %d found".formatted(found, all);
    return all - found;
  }

  private static int falseAlarms(Path folder, List<Finding> findings) throws IOException {
    int alarms = 0;
    int all = 0;
    for (String[] row : rows(folder.resolve("peer-findings-judged.tsv"))) {
      if (!row[5].equals("FP")) continue;
      all++;
      List<String> rules = SAME_ALARM.getOrDefault(row[1], List.of());
      String file = row[2] + "/" + row[3].replaceFirst(":[0-9]+$", "");
      String name = row[4].substring(row[4].lastIndexOf('/') + 1);
      for (Finding finding : findings) {
        boolean same =
            rules.contains(finding.rule())
                && finding.place().span().file().name().equals(file)
                && (name.equals("Pod") || finding.subject().name().equals(name));
        if (!same) continue;
        alarms++;
        System.out.printf("FALSE ALARM  %s  %s  %s%n", finding.rule(), file, finding.subject());
      }
    }
    summary += ", false alarms: %d of %d".formatted(alarms, all);
    return alarms;
  }

  private static List<String[]> rows(Path table) throws IOException {
    return Files.readAllLines(table).stream()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> line.split("\t", -1))
        .toList();
  }
}
