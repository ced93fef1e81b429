package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.built.Built;
import io.svcaudit.built.Built.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs of what was built against a cluster.
final class Audits {
  private static final JsonMapper JSON = new JsonMapper();

  private Audits() {}

  /// Runs it without any kubeconfig of the machine's.
  static Run run(Built built, String... arguments) {
    var process = built.process(Built.project(), List.of(arguments));
    process.environment().remove("KUBECONFIG");
    process.environment().put("HOME", "/nonexistent");
    return Built.finish(process, "");
  }

  /// The report in JSON, whatever the exit code.
  static JsonNode report(Built built, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    Run run = run(built, all.toArray(String[]::new));
    assertThat(run.stdout()).as(run.stderr()).startsWith("{");
    return JSON.readTree(run.stdout());
  }

  /// The findings as `rule Kind name`, sorted.
  static List<String> findings(JsonNode report) {
    var findings = new TreeSet<String>();
    for (JsonNode finding : report.path("findings"))
      findings.add(
          "%s %s %s"
              .formatted(
                  finding.path("rule").asString(""),
                  finding.at("/subject/kind").asString(""),
                  finding.at("/subject/name").asString("")));
    return List.copyOf(findings);
  }
}
