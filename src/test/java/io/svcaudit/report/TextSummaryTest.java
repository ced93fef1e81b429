package io.svcaudit.report;

import static io.svcaudit.report.Samples.API_YAML;
import static io.svcaudit.report.Samples.at;
import static io.svcaudit.report.Samples.finding;
import static io.svcaudit.report.Samples.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.audit.Outcome;
import io.svcaudit.audit.Outcome.Scope;
import io.svcaudit.audit.Outcome.Suppressed;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Unseen;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSummaryTest {
  private static String text(Outcome outcome) {
    return Samples.write((given, into) -> new TextSummary(Colors.OFF).write(given, into), outcome);
  }

  private static Finding of(Severity severity) {
    return finding(severity, "m", place(API_YAML, "api", ""));
  }

  @Test
  void countsBySeverity() {
    List<Finding> findings =
        Stream.of(Severity.LOW, Severity.CRITICAL, Severity.INFO, Severity.LOW, Severity.MEDIUM)
            .map(TextSummaryTest::of)
            .toList();
    assertThat(text(Samples.outcome(findings, List.of(), List.of())))
        .isEqualTo(
            "Found 1 critical, 1 medium, 2 low, 1 info findings"
                + " in 14 Services and 20 workloads (120 files).\n");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 9, 1, 1, 'No findings in 1 Service and 1 workload (1 file).'",
    "2, 9, 0, 2, 'No findings in 2 workloads (2 files).'",
    "0, 9, 2, 0, 'No findings in 2 Services.'",
    "1, 1, 0, 0, 'No findings in 1 object (1 file).'"
  })
  void saysWhatWasLookedAt(int files, int objects, int services, int workloads, String sentence) {
    var scope = new Scope(files, objects, services, workloads);
    assertThat(text(new Outcome(List.of(), List.of(), List.of(), scope)))
        .isEqualTo(sentence + "\n");
  }

  @Test
  void aPartialRunDoesNotLookClean() {
    var unseen =
        List.of(
            Unseen.given("chart.yaml", "render it first", at(API_YAML, "spec")),
            Unseen.given("networkpolicies", "no permission to list them", null));
    assertThat(text(Samples.outcome(List.of(), List.of(), unseen)))
        .isEqualTo(
            """
            No findings in 14 Services and 20 workloads (120 files), but 2 things not seen (see the errors).
            """);
  }

  @Test
  void whatLiesOutsideIsFolded() {
    List<Unseen> unseen =
        IntStream.rangeClosed(1, 5)
            .mapToObj(i -> Unseen.outside("Secret s" + i, "not among the files", null))
            .toList();
    assertThat(text(Samples.outcome(List.of(), List.of(), unseen)))
        .isEqualTo(
            """
            unknown: 5 things outside of what was given
              Secret s1: not among the files
              Secret s2: not among the files
              Secret s3: not among the files
              and 2 others
            No findings in 14 Services and 20 workloads (120 files).
            """);
    assertThat(text(Samples.outcome(List.of(), List.of(), unseen.subList(0, 1))))
        .startsWith("unknown: 1 thing outside of what was given\n  Secret s1: ")
        .doesNotContain("other");
  }

  @Test
  void suppressedFindingsAreCounted() {
    var suppressed = List.of(new Suppressed(of(Severity.HIGH), "known", true));
    assertThat(text(Samples.outcome(List.of(), suppressed, List.of())))
        .startsWith("1 finding suppressed.\nNo findings in ");
  }
}
