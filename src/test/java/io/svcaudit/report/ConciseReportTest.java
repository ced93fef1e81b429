package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.source.Unseen;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConciseReportTest {
  @Test
  void oneLineEach() {
    var unseen =
        List.of(
            Unseen.given("a.yaml", "not YAML", Samples.at(Samples.API_YAML, "kind")),
            Unseen.given("networkpolicies", "no permission", null),
            Unseen.outside("Secret x", "not given", null));
    var outcome = Samples.outcome(List.of(Samples.selector()), List.of(), unseen);
    assertThat(Samples.write(new ConciseReport(), outcome))
        .isEqualTo(
            """
            k8s/api.yaml:8:5: high service-selector-matches-nothing Service shop/api selects no Pod
            k8s/api.yaml:2:1: unseen a.yaml: not YAML
            unseen networkpolicies: no permission
            """);
  }

  @Test
  void untrustedTextStaysOnItsLine() {
    String text = Samples.write(new ConciseReport(), Samples.everything());
    assertThat(text.lines()).hasSize(6);
    assertThat(text.codePoints().filter(c -> c != '\n')).noneMatch(Visible::isDeceptive);
  }
}
