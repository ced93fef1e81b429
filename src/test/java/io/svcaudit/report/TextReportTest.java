package io.svcaudit.report;

import static io.svcaudit.report.Samples.API_YAML;
import static io.svcaudit.report.Samples.finding;
import static io.svcaudit.report.Samples.outcome;
import static io.svcaudit.report.Samples.place;
import static io.svcaudit.report.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.audit.Outcome;
import io.svcaudit.rules.Finding.Place;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextReportTest {
  private static String text(Outcome outcome) {
    return Samples.write(new TextReport(Samples::page, Colors.OFF, 80), outcome);
  }

  @Test
  void showsPlaceOtherEndReasonAndRemedy() {
    assertThat(text(outcome(Samples.selector())))
        .isEqualTo(
            """
            error[service-selector-matches-nothing]: Service shop/api selects no Pod
              --> k8s/api.yaml:8:5
               |
             8 |     app: shop-api
               |     ^^^^^^^^^^^^^ no workload in namespace shop has this label
              ::: k8s/api.yaml:19:9
               |
            19 |         app: shop_api
               |         ------------- Deployment api is one label away
               = why: Every connection to it is refused
               = help: write app: shop_api

            Found 1 high finding in 14 Services and 20 workloads (120 files).
            """);
  }

  @Test
  void saysWhyOncePerRule() {
    assertThat(text(outcome(Samples.selector(), Samples.selector())))
        .containsOnlyOnce("= why:")
        .contains("Found 2 high findings");
  }

  @Test
  void nearPlacesShareAFrame() {
    var finding =
        finding(
            Severity.MEDIUM,
            "Two names",
            place(API_YAML, "name: api", "this"),
            place(API_YAML, "kind: Service", ""),
            place(API_YAML, "api", "again", Samples.API),
            place(API_YAML, "spec", "", Samples.API));
    assertThat(text(outcome(finding)))
        .startsWith(
            """
            warning[sample-rule]: Two names
              --> k8s/api.yaml:4:3
               |
             1 | apiVersion: v1
               | --- again
             2 | kind: Service
               | -------------
             3 | metadata:
             4 |   name: api
               |   ^^^^^^^^^ this
             5 |   namespace: shop
             6 | spec:
               | ---- Service shop/api
               = why:\
            """);
  }

  @Test
  void placesOnOneLineShareIt() {
    var finding =
        finding(
            Severity.LOW,
            "One line",
            place(API_YAML, "shop-api", "value"),
            place(API_YAML, "app", "key"));
    assertThat(text(outcome(finding)))
        .contains(
            """
             8 |     app: shop-api
               |          ^^^^^^^^ value
               |     --- key
            """);
  }

  @Test
  void manyRelatedPlacesAreCounted() {
    Place[] places =
        IntStream.rangeClosed(1, 11)
            .mapToObj(i -> new Place(new Span(API_YAML, 19, i, 19, i + 1), "here", null))
            .toArray(Place[]::new);
    var finding = finding(Severity.LOW, "Many", place(API_YAML, "kind", ""), places);
    assertThat(text(outcome(finding))).contains("   = more: 3 related places not shown\n");
  }

  @Test
  void equalRelatedPlacesAreShownOnce() {
    var place = place(API_YAML, "app: shop_api", "here");
    var finding = finding(Severity.LOW, "Twice", place(API_YAML, "kind", ""), place, place);
    assertThat(text(outcome(finding))).containsOnlyOnce(":::");
  }

  @Test
  void whatStandsInNoTextHasNoFrame() {
    var nowhere = new Place(new Span(Samples.file("-", ""), 1, 1, 1, 1), "", null);
    assertThat(text(outcome(finding(Severity.HIGH, "rule x failed", nowhere))))
        .startsWith("error[sample-rule]: rule x failed\n   = why:");
  }

  @Test
  void wideLineNumbersWidenTheGutter() {
    var file = Samples.file("x.yaml", "\n".repeat(99) + "a: 1\n");
    assertThat(text(outcome(finding(Severity.INFO, "Far", place(file, "1", "one")))))
        .startsWith(
            """
            note[sample-rule]: Far
               --> x.yaml:100:4
                |
            100 | a: 1
                |    ^ one
                = why:\
            """);
  }

  @Test
  void lowConfidenceAndUntoldEvidenceAreShown() {
    var sure = finding(Severity.MEDIUM, "Guess", place(API_YAML, "api", "image (60)"));
    var evidence = List.of("image (60)", "port 5432 (30)", "env X (35)");
    assertThat(text(outcome(with(sure, Confidence.MEDIUM, evidence))))
        .startsWith("warning[sample-rule] (medium confidence): Guess\n")
        .contains("\n   = evidence: port 5432 (30), env X (35)\n   = why:");
    assertThat(text(outcome(with(sure, Confidence.CERTAIN, List.of("image (60)")))))
        .startsWith("warning[sample-rule]: Guess\n")
        .doesNotContain("evidence");
  }

  @Test
  void untrustedTextIsHarmless() {
    String text = text(Samples.everything());
    assertThat(text.codePoints().filter(c -> c != '\n')).noneMatch(Visible::isDeceptive);
    assertThat(text).contains("\\u{202e}", "\\u{1b}[31m", "  --> ../sibling dir/ä[1].yaml:1:7");
  }

  @Test
  void coloursChangeNothingElse() {
    var outcome = Samples.everything();
    String coloured = Samples.write(new TextReport(Samples::page, Colors.ON, 80), outcome);
    assertThat(coloured).contains("\u001b[1;35merror[sample-rule]\u001b[0m");
    assertThat(coloured.lines().filter(line -> line.contains("\u001b")))
        .allMatch(line -> line.lastIndexOf("\u001b[0m") == line.lastIndexOf("\u001b"));
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(outcome));
  }

  @Test
  void linesEndWithoutBlanks() {
    assertThat(text(Samples.everything()).lines()).noneMatch(line -> line.endsWith(" "));
  }

  @ParameterizedTest
  @CsvSource({"20", "40", "60"})
  void sourceLinesFitTheWidth(int width) {
    var file = Samples.file("x.yaml", "a: " + "x".repeat(300) + "\n");
    var outcome = outcome(finding(Severity.HIGH, "m", place(file, "x".repeat(50), "")));
    String text = Samples.write(new TextReport(Samples::page, Colors.OFF, width), outcome);
    assertThat(text.lines().filter(line -> line.startsWith(" 1 |") || line.contains("^")))
        .hasSize(2)
        .allMatch(line -> line.length() <= Math.max(width, 25));
  }

  @Test
  void anObjectOfAClusterIsShownByItsFields() throws IOException {
    String text = Samples.write(new TextReport(Samples::page, Colors.OFF, 80), Samples.changes());

    assertThat(text)
        .contains(
            """
            error[service-selector-matches-nothing] (new): Service shop/api selects no Pod
              --> k8s/api.yaml:8:5
            """)
        .contains(
            """
            warning[sample-rule] (still there): Service shop/api selects no Pod
              --> Service shop/api spec.selector.app
               |
               |     app: "shop-\\x1b[31mapi"
               |     ^^^^^^^^^^^^^^^^^^^^^^^ no such Pod
            """)
        .contains("solved[sample-rule]: it was worse\n")
        .endsWith("in 3 Services and 4 workloads (1 file over namespace shop of dev).\n");
  }
}
