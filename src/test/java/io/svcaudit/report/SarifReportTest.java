package io.svcaudit.report;

import static io.svcaudit.report.Samples.API_YAML;
import static io.svcaudit.report.Samples.finding;
import static io.svcaudit.report.Samples.outcome;
import static io.svcaudit.report.Samples.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.audit.Outcome;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Finding.Place;
import io.svcaudit.rules.RulePage;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.source.Unseen;
import io.svcaudit.source.WorkingTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SarifReportTest {
  private static final WorkingTree TREE = WorkingTree.around(Path.of("/srv/repo"));

  private static JsonNode run(Outcome outcome) {
    return run(outcome, false);
  }

  private static JsonNode run(Outcome outcome, boolean suppressed) {
    var report = new SarifReport(Samples.TOOL, Samples::page, TREE, "svc-audit", suppressed);
    return JsonMapper.shared().readTree(Samples.write(report, outcome)).at("/runs/0");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void aResultHoldsBothEnds() {
    var result = (ObjectNode) run(outcome(Samples.selector())).at("/results/0");
    assertThat(result.at("/partialFingerprints/primaryLocationLineHash").asString())
        .matches("[0-9a-f]{32}:1");
    result.remove("partialFingerprints");
    assertThat(result)
        .isEqualTo(
            json(
                """
                {
                  "ruleId": "service-selector-matches-nothing",
                  "ruleIndex": 0,
                  "level": "error",
                  "message": {"text": "Service shop/api selects no Pod. Here: no workload in \
                namespace shop has this label. See [Deployment api is one label away](1). \
                Help: write app: shop_api."},
                  "locations": [{
                    "physicalLocation": {
                      "artifactLocation": {"uri": "k8s/api.yaml", "uriBaseId": "%SRCROOT%"},
                      "region": {"startLine": 8, "startColumn": 5, "endLine": 8, "endColumn": 18}
                    },
                    "logicalLocations": [{
                      "name": "api",
                      "fullyQualifiedName": "shop/Service/api",
                      "kind": "resource"
                    }]
                  }],
                  "relatedLocations": [{
                    "id": 1,
                    "physicalLocation": {
                      "artifactLocation": {"uri": "k8s/api.yaml", "uriBaseId": "%SRCROOT%"},
                      "region": {"startLine": 19, "startColumn": 9, "endLine": 19, "endColumn": 22}
                    },
                    "logicalLocations": [{
                      "name": "api",
                      "fullyQualifiedName": "shop/Deployment/api",
                      "kind": "resource"
                    }],
                    "message": {"text": "Deployment api is one label away."}
                  }],
                  "properties": {"severity": "high", "confidence": "high"}
                }
                """));
  }

  @Test
  void rulesAreThoseThatOccur() {
    var low = finding(Severity.LOW, "m", place(API_YAML, "api", ""));
    JsonNode run = run(outcome(Samples.selector(), low, Samples.selector()));
    JsonNode rules = run.at("/tool/driver/rules");
    assertThat(rules.values())
        .extracting(rule -> rule.get("id").asString())
        .containsExactly("sample-rule", "service-selector-matches-nothing");
    assertThat(run.get("results").values())
        .extracting(result -> result.get("ruleIndex").asInt())
        .containsExactly(1, 0, 1);
    assertThat(rules.get(1).get("name").asString()).isEqualTo("ServiceSelectorMatchesNothing");
    assertThat(rules.get(1).get("properties"))
        .isEqualTo(
            json(
                """
                {"tags": ["security", "external/cwe/cwe-200", "correctness", "selector"],
                 "precision": "high", "security-severity": "7.5"}
                """));
    assertThat(rules.get(0).get("properties"))
        .isEqualTo(
            json(
                """
                {"tags": ["correctness", "selector"], "precision": "high",
                 "problem.severity": "error"}
                """));
    assertThat(rules.get(1).at("/help/markdown").asString())
        .startsWith("## What it finds")
        .endsWith("- CWE-200\n- https://example.com/x");
  }

  @Test
  void tagsAndTextsKeepToTheLimits() {
    List<String> tags = IntStream.range(0, 30).mapToObj(i -> "tag" + i).toList();
    var page =
        new RulePage(
            "sample-rule",
            "t".repeat(2000),
            Severity.LOW,
            "w",
            false,
            "low",
            tags,
            Optional.of("5.0"),
            List.of(),
            "");
    var found = finding(Severity.LOW, "m".repeat(5000), place(API_YAML, "api", "l".repeat(5000)));
    var report = new SarifReport(Samples.TOOL, name -> page, TREE, "svc-audit", false);
    String text = Samples.write(report, outcome(found));
    JsonNode run = json(text).at("/runs/0");
    JsonNode rule = run.at("/tool/driver/rules/0");
    assertThat(rule.at("/properties/tags").size()).isEqualTo(10);
    assertThat(rule.at("/shortDescription/text").asString()).hasSizeLessThanOrEqualTo(1024);
    assertThat(rule.at("/fullDescription/text").asString()).hasSizeLessThanOrEqualTo(1024);
    assertThat(run.at("/results/0/message/text").asString()).hasSizeLessThan(4000);
  }

  @Test
  void manifestsCannotInjectLinks() {
    String message = run(Samples.everything()).at("/results/0/message/text").asString();
    assertThat(message)
        .startsWith("Service 'x' ‹img› \\[a\\](http://evil) ")
        .contains("\\[label\\](2)", "See [\\[x\\](javascript:1)](1), [/srv/repo/x.yaml:1:1](2)")
        .doesNotContain("`", "<", "\u001b", "\u202e");
  }

  @Test
  void relatedPlacesAreFewAndDistinct() {
    JsonNode related = run(Samples.everything()).at("/results/0/relatedLocations");
    assertThat(related.values())
        .extracting(place -> place.get("id").asInt())
        .containsExactly(1, 2, 3, 4);
    assertThat(related.values())
        .extracting(place -> place.at("/physicalLocation/region"))
        .allMatch(region -> region.get("startLine").equals(region.get("endLine")))
        .allMatch(r -> r.get("endColumn").asInt() > r.get("startColumn").asInt());
    var places =
        IntStream.rangeClosed(1, 150)
            .mapToObj(i -> new Place(new Span(API_YAML, 1, i, 1, i + 1), "p", null))
            .toArray(Place[]::new);
    var many = finding(Severity.LOW, "Many", place(API_YAML, "api", ""), places);
    JsonNode result = run(outcome(many)).at("/results/0");
    assertThat(result.get("relatedLocations").size()).isEqualTo(100);
    assertThat(result.at("/message/text").asString())
        .isEqualTo("Many. See [p](1), [p](2), [p](3), [p](4), [p](5) and 145 more.");
  }

  @Test
  void suppressedResultsComeOnlyWhenAskedFor() {
    assertThat(run(Samples.everything()).get("results").size()).isEqualTo(5);
    JsonNode results = run(Samples.everything(), true).get("results");
    assertThat(results.size()).isEqualTo(7);
    assertThat(results.get(5).at("/suppressions/0"))
        .isEqualTo(json("{\"kind\": \"inSource\", \"justification\": \"known \\\\u{1b}[2J\"}"));
    assertThat(results.get(6).at("/suppressions/0")).isEqualTo(json("{\"kind\": \"external\"}"));
    assertThat(results.get(0).has("suppressions")).isFalse();
  }

  @Test
  void whatWasNotSeenIsNotified() {
    JsonNode invocation = run(Samples.everything()).at("/invocations/0");
    assertThat(invocation.get("executionSuccessful").asBoolean()).isFalse();
    assertThat(invocation.get("toolExecutionNotifications").values())
        .extracting(n -> n.get("level").asString() + " " + n.at("/message/text").asString())
        .containsExactly(
            "error k8s/chart.yaml: looks like a Helm template; render it first.",
            "note Secret shop/db: not among the files.");
  }

  @Test
  void anEmptyRunHasResultsAndSucceeds() {
    JsonNode run = run(outcome());
    assertThat(run.get("results")).isEqualTo(json("[]"));
    assertThat(run.at("/invocations/0")).isEqualTo(json("{\"executionSuccessful\": true}"));
    assertThat(run.at("/tool/driver/rules")).isEqualTo(json("[]"));
  }

  @Test
  void filesAreRelativeToTheWorkingDirectory() {
    var within = Samples.file("/srv/repo/k8s/x.yaml", "a: 1");
    var elsewhere = Samples.file("/srv/repository/x.yaml", "a: 1");
    var finding =
        finding(Severity.LOW, "m", place(within, "a", ""), place(elsewhere, "a", "there"));
    JsonNode result = run(outcome(finding)).at("/results/0");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation"))
        .isEqualTo(json("{\"uri\": \"k8s/x.yaml\", \"uriBaseId\": \"%SRCROOT%\"}"));
    assertThat(result.at("/relatedLocations/0/physicalLocation/artifactLocation"))
        .isEqualTo(json("{\"uri\": \"../repository/x.yaml\", \"uriBaseId\": \"%SRCROOT%\"}"));
  }

  @Test
  void theSeverestResultsStay() {
    var low = finding(Severity.LOW, "low", place(API_YAML, "api", ""));
    var high = finding(Severity.HIGH, "high", place(API_YAML, "api", ""));
    var findings = new ArrayList<Finding>(Collections.nCopies(SarifReport.MOST_RESULTS, low));
    findings.add(high);
    findings.add(low);
    JsonNode run = run(outcome(findings, List.of(), List.<Unseen>of()));
    assertThat(run.get("results").size()).isEqualTo(SarifReport.MOST_RESULTS);
    assertThat(run.get("results").get(SarifReport.MOST_RESULTS - 1).at("/message/text").asString())
        .isEqualTo("high.");
    assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text").asString())
        .startsWith("2 results of the lowest severity left out");
  }

  @Test
  void anObjectOfAClusterHasAFileThatIsNotThere() throws IOException {
    String sarif =
        Samples.write(
            new SarifReport(Samples.TOOL, Samples::page, TREE, "svc-audit", false),
            Samples.changes());

    assertThat(sarif)
        .contains(
            "\"uri\": \"live/arn%3Aaws%3Aeks%3Aeu-west-1%3A1%3Acluster_dev/shop/service/api.yaml\"")
        .contains("\"fullyQualifiedName\": \"shop/Service/api\"")
        .contains("\"baselineState\": \"new\"", "\"baselineState\": \"unchanged\"")
        .contains("\"baselineState\": \"absent\"");
  }
}
