package io.svcaudit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What kubernetes.io says on page "Specifying a Disruption Budget for your Application", and what
/// a control plane of Kubernetes 1.35.4 did.
class PodDisruptionBudgetTest {
  private static PodDisruptionBudget budget(String version, String spec) {
    return Manifest.of(
            "apiVersion: policy/%s\nkind: PodDisruptionBudget\nmetadata: {name: api}\nspec: %s\n"
                .formatted(version, spec))
        .topology()
        .podDisruptionBudgets()
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    // "if you have 7 Pods and you set minAvailable to 50% … 4 Pods must be available"
    "minAvailable: 50%, 7, 3",
    // "Kubernetes rounds up the number of Pods that may be disrupted"
    "maxUnavailable: 50%, 7, 4",
    "maxUnavailable: 30%, 1, 1",
    // What the control plane said of 2 Pods and of 1.
    "minAvailable: 1, 2, 1",
    "minAvailable: 1, 1, 0",
    "minAvailable: 100%, 5, 0",
    "minAvailable: 0, 3, 3",
    "minAvailable: 9, 3, 0",
    "maxUnavailable: 0, 3, 0",
    "maxUnavailable: 0%, 3, 0",
    "maxUnavailable: 9, 3, 3"
  })
  void percentagesAreRoundedUp(String amount, long pods, long allowed) {
    assertThat(budget("v1", "{" + amount + "}").allowed(pods)).isEqualTo(allowed);
  }

  @Test
  void theEmptySelectorMeansAllAndNothingInV1beta1() {
    assertThat(budget("v1", "{selector: {}}").selector()).hasValue(LabelSelector.EVERYTHING);
    assertThat(budget("v1beta1", "{selector: {}}").selector()).isEmpty();
    assertThat(budget("v1beta1", "{selector: {matchLabels: {app: api}}}").selector()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "x", "[]", "null", "{selector: null, minAvailable: [], x: 1}"})
  void withoutASelectorItCoversNothing(String spec) {
    PodDisruptionBudget budget = budget("v1", spec);
    assertThat(budget.selector()).isEmpty();
    assertThat(budget.minAvailable()).isEmpty();
    assertThat(budget.maxUnavailable()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"50\"", "50 %", "-1%", "half", "true", "1.5", "99999999999999999999%"})
  void whatIsNeitherNumberNorPercentageIsNotThere(String amount) {
    assertThat(budget("v1", "{minAvailable: %s}".formatted(amount)).minAvailable()).isEmpty();
  }
}
