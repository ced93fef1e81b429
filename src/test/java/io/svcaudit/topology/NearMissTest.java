package io.svcaudit.topology;

import static io.svcaudit.topology.Selecting.confidence;
import static io.svcaudit.topology.Selecting.deployment;
import static io.svcaudit.topology.Selecting.in;
import static io.svcaudit.topology.Selecting.named;
import static io.svcaudit.topology.Selecting.near;
import static io.svcaudit.topology.Selecting.service;
import static io.svcaudit.topology.Selecting.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.Selection.Near.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a selector that matches nothing was probably meant for.
class NearMissTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CASE     | app: api                 | app: API",
        "SPELLING | app: checkout            | app: chekcout",
        "SPELLING | app: shop-api            | app: shop_api",
        "KEY      | app: api                 | app.kubernetes.io/name: api",
        "KEY      | component: api           | componnent: api",
        "VALUE    | app: api, tier: web      | app: api, tier: backend",
        "MISSING  | app: api, tier: web      | app: api",
      })
  void itSaysWhatDiffers(Reason reason, String selector, String labels) {
    Near near = near(named(service("api", selector), deployment("api", labels)));
    assertThat(near.reason()).isEqualTo(reason);
    assertThat(near.wanted()).isNotNull();
    assertThat(near.actual() == null).isEqualTo(reason == Reason.MISSING);
  }

  @Test
  void labelsOfTheWorkloadItselfAreNotThoseOfItsPods() {
    String deployment =
        deployment("api", "app: api").replace("{name: api}", "{name: api, labels: {tier: web}}");
    Near near = near(named(service("api", "app: api, tier: web"), deployment));
    assertThat(near.reason()).isEqualTo(Reason.NOT_IN_TEMPLATE);
    assertThat(near.actual()).hasToString("tier: web");
  }

  @Test
  void allLabelsInAnotherNamespace() {
    Selection both =
        named(in("a", service("api", "app: api")), in("b", deployment("api", "app: api")));
    assertThat(near(both).reason()).isEqualTo(Reason.NAMESPACE);
    assertThat(confidence(both)).isEqualTo(Confidence.HIGH);
    Selection one = named(in("a", service("api", "app: api")), deployment("api", "app: api"));
    assertThat(confidence(one)).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void aWorkloadThatAnotherServiceSelectsWaitsForNoneInAnotherNamespace() {
    assertThat(
            named(
                in("a", service("api", "app: api")),
                in("b", service("api", "app: api")),
                in("b", deployment("api", "app: api"))))
        .isInstanceOf(Selection.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app: db-0 | app: db-1",
        "app: shop-v1 | app: shop-v2",
        "app: cart | app: load",
        "app: ui | app: up"
      })
  void differentNamesAreNotNear(String selector, String labels) {
    Selection selection = named(service("x", selector), deployment("y", labels));
    assertThat(((Selection.Nothing) selection).near()).isNull();
  }

  @Test
  void aNearNameThatHasItsServiceIsAnotherApplication() {
    Selection selection =
        named(
            service("auth", "app: auth"),
            service("oauth", "app: oauth"),
            deployment("oauth", "app: oauth"));
    assertThat(((Selection.Nothing) selection).near()).isNull();
  }

  @Test
  void jobsAreNotNear() {
    Selection selection =
        named(
            service("x", "app: api"),
            workload("Job", "migrate", "app: API"),
            deployment("y", "app: web"));
    assertThat(((Selection.Nothing) selection).near()).isNull();
  }

  @Test
  void theStrongestLikenessWins() {
    Near near =
        near(
            named(
                service("api", "app: api, tier: web"),
                deployment("api", "app: api"),
                deployment("front", "app: api, tier: Web")));
    assertThat(near.workload().object().name()).isEqualTo("front");
  }

  @Test
  void aLabelOutsideOfTheTemplateSaysMoreThanAnotherValue() {
    String labelled =
        deployment("b", "app: x").replace("{name: b}", "{name: b, labels: {tier: web}}");
    Near near =
        near(
            named(
                service("s", "app: x, tier: web"), deployment("a", "app: x, tier: db"), labelled));
    assertThat(near.workload().object().name()).isEqualTo("b");
  }

  @Test
  void aValueOfAnotherNameIsLessSure() {
    assertThat(
            confidence(
                named(
                    service("api-svc", "app: x, tier: web"),
                    deployment("api-deployment", "app: x, tier: db"))))
        .isEqualTo(Confidence.HIGH);
    assertThat(
            confidence(
                named(service("api", "app: x, tier: web"), deployment("db", "app: x, tier: db"))))
        .isEqualTo(Confidence.MEDIUM);
  }
}
