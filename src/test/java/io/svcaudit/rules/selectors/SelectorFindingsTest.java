package io.svcaudit.rules.selectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Manifest;
import io.svcaudit.rules.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What findings on selectors say beside their place.
class SelectorFindingsTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: shop}
      spec:
        selector: {app: shop-api}
        ports: [{port: 80, targetPort: http}]
      ---
      """;

  private static String deployment(String name, String app, String port) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %s, namespace: shop}
    spec:
      template:
        metadata: {labels: {app: %s}}
        spec:
          containers:
            - name: main
              image: %s
              ports: [%s]
    ---
    """
        .formatted(name, app, name, port);
  }

  @Test
  void theOtherEndTheRemedyAndTheConsequence() {
    String ingress =
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec: {defaultBackend: {service: {name: api, port: {number: 80}}}}
        """;
    Finding finding =
        Manifest.of(
                SERVICE
                    + deployment("api", "shop_api", "{name: http, containerPort: 80}")
                    + ingress)
            .findings(new ServiceSelectorMatchesNothing())
            .getFirst();
    assertThat(finding.message()).isEqualTo("Service shop/api selects no Pod");
    assertThat(finding.help()).isEqualTo("write app: shop_api");
    assertThat(finding.related())
        .extracting(Finding.Place::label)
        .containsExactly(
            "the Pods of Deployment api have it spelled like this", "sends traffic here");
  }

  private static List<Finding> ofSeveralWorkloads(String service) {
    return Manifest.of(
            service
                + deployment("api", "shop-api", "{name: http, containerPort: 80}")
                + deployment("db", "shop-api", "{name: sql, containerPort: 5432}"))
        .findings()
        .stream()
        .filter(f -> f.cause().startsWith("several workloads"))
        .toList();
  }

  @Test
  void aPortNameThatSomeWorkloadsLackKeepsConnectionsAwayFromThem() {
    assertThat(ofSeveralWorkloads(SERVICE))
        .extracting(Finding::rule)
        .containsExactly("target-port-name-unresolved");
  }

  @Test
  void aPortThatSomeWorkloadsLackIsOneFindingWithTheSelectorThatCatchesThem() {
    String service =
        SERVICE.replace("ports: [", "ports: [{name: sql, port: 1, targetPort: 5432}, ");
    assertThat(service).isNotEqualTo(SERVICE);
    var findings = ofSeveralWorkloads(service);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().rule()).isEqualTo("service-matches-across-workloads");
    assertThat(findings.getFirst().severity()).isEqualTo(Severity.HIGH);
    assertThat(findings.getFirst().message())
        .isEqualTo(
            "Service shop/api spreads connections over different programs: Deployment api,"
                + " Deployment db");
  }
}
