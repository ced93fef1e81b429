package io.svcaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Reading;
import io.svcaudit.source.SourceFile;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Comments and annotations that silence findings. The rule of these tests has the name of a real
/// one and finds every `spec.type`.
class SuppressionsTest {
  private static final String NAME = "datastore-exposed-nodeport";

  /// Fires on every Service's type.
  private static final class EveryType implements Rule {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Severity severity() {
      return Severity.HIGH;
    }

    @Override
    public Set<Resource> reads() {
      return Set.of(Resource.SERVICES);
    }

    @Override
    public void check(Topology topology, Findings out) {
      for (Service service : topology.services())
        out.report(service.object(), "spec.type", service.typeSpan(), "", "typed");
    }
  }

  private static Outcome audit(String text) {
    var file = new SourceFile("a.yaml", ".", text, SourceFile.Origin.NAMED);
    var contents = Manifests.read(file);
    assertThat(contents.unseen()).isEmpty();
    var reading = new Reading(1, contents.documents(), List.of(), List.of());
    return Auditor.audit(reading, "default", List.of(new EveryType()), LabelSelector.EVERYTHING);
  }

  private static List<String> rules(Outcome outcome) {
    return outcome.findings().stream().map(Finding::rule).toList();
  }

  private static String service(String annotation, String above, String behind) {
    return """
    apiVersion: v1
    kind: Service
    metadata:
      name: db
    %s
    spec:
    %s
      type: NodePort %s
    """
        .formatted(annotation, above, behind);
  }

  @Test
  void aCommentBehindTheLineSilencesIt() {
    Outcome outcome =
        audit(service("", "", "# svc-audit: ignore[" + NAME + "] behind the firewall"));
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.suppressed()).hasSize(1);
    assertThat(outcome.suppressed().getFirst().reason()).isEqualTo("behind the firewall");
    assertThat(outcome.suppressed().getFirst().inSource()).isTrue();
  }

  @Test
  void aCommentAboveTheLineSilencesIt() {
    String above = "  # svc-audit: ignore[" + NAME + "] why\n  # another comment";
    assertThat(audit(service("", above, "")).findings()).isEmpty();
  }

  @Test
  void aCommentElsewhereIsUnused() {
    String annotation = "  labels: {a: b} # svc-audit: ignore[" + NAME + "] why";
    assertThat(rules(audit(service(annotation, "", ""))))
        .containsExactly("unused-suppression", NAME);
  }

  @Test
  void severalRulesInOneComment() {
    Outcome outcome =
        audit(service("", "", "# svc-audit: ignore[nodeport-conflict, " + NAME + "] why"));
    assertThat(outcome.findings()).isEmpty();
  }

  @Test
  void anAnnotationSilencesItsObject() {
    String annotation = "  annotations:\n    svc-audit.io/ignore: \"" + NAME + ": lab only\"";
    Outcome outcome = audit(service(annotation, "", ""));
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.suppressed().getFirst().reason()).isEqualTo("lab only");
    assertThat(outcome.suppressed().getFirst().inSource()).isFalse();
  }

  @Test
  void withoutAReasonItWorksButIsReported() {
    Outcome outcome = audit(service("", "", "# svc-audit: ignore[" + NAME + "]"));
    assertThat(rules(outcome)).containsExactly("suppression-without-reason");
    assertThat(outcome.suppressed()).hasSize(1);
  }

  @Test
  void anUnknownRuleIsReportedWithASuggestion() {
    Outcome outcome = audit(service("", "", "# svc-audit: ignore[datastore-exposed-nodeprot] why"));
    assertThat(rules(outcome)).containsExactlyInAnyOrder("unused-suppression", NAME);
    assertThat(outcome.findings())
        .filteredOn(f -> f.rule().equals("unused-suppression"))
        .allSatisfy(f -> assertThat(f.help()).contains(NAME));
  }

  @Test
  void anUnusedCommentBelongsToTheObjectThatItStandsIn() {
    String other = service("", "", "").replace("name: db", "name: other");
    Outcome outcome =
        audit(other + "---\n" + service("  labels: {a: b} # svc-audit: ignore[gone] why", "", ""));
    assertThat(outcome.findings())
        .filteredOn(f -> f.rule().equals("unused-suppression"))
        .singleElement()
        .satisfies(f -> assertThat(f.subject().name()).isEqualTo("db"));
  }

  @Test
  void aRuleThatFailsIsAFindingAndTheOthersGoOn() {
    var file = new SourceFile("a.yaml", ".", service("", "", ""), SourceFile.Origin.NAMED);
    var reading = new Reading(1, Manifests.read(file).documents(), List.of(), List.of());
    Rule failing =
        new Rule() {
          @Override
          public String name() {
            return "failing";
          }

          @Override
          public Severity severity() {
            return Severity.LOW;
          }

          @Override
          public Set<Resource> reads() {
            return Set.of();
          }

          @Override
          public void check(Topology topology, Findings out) {
            throw new IllegalStateException("on purpose");
          }
        };
    Outcome outcome =
        Auditor.audit(
            reading, "default", List.of(failing, new EveryType()), LabelSelector.EVERYTHING);
    assertThat(rules(outcome)).containsExactlyInAnyOrder("internal-error", NAME);
  }
}
