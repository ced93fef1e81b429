package io.svcaudit.topology.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which addresses lead out of the cluster.
class OutsideTest {
  private static List<Outside> of(String url) {
    return in(
        "spec: {template: {spec: {containers: [{name: c, image: c, env: [{name: URL, value: '%s'}]}]}}}"
            .formatted(url));
  }

  private static List<Outside> in(String rest) {
    var topology =
        Manifest.of(
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n"
                    + rest)
            .topology();
    return topology.references().outside(topology.workloads().getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/v1, true, false",
    "https://example.com, true, false",
    "kafka://bootstrap.kafka:9092, true, true",
    "http://api, false, false",
    "http://api.shop.svc, false, false",
    "http://localhost:80, false, false",
    "http://10.0.0.1, false, false",
    "http://www.w3.org/1999/xhtml, false, false"
  })
  void byTheirNames(String url, boolean outside, boolean mayBeOfCluster) {
    assertThat(of(url)).hasSize(outside ? 1 : 0);
    assertThat(of(url)).allMatch(each -> each.mayBeOfCluster() == mayBeOfCluster);
  }

  @Test
  void aFileThatOnlyTellsOfAnAddressIsNoCall() {
    String map =
        """
        spec: {template: {spec: {volumes: [{name: v, configMap: {name: m}}], containers: [{name: c, image: c, volumeMounts: [{name: v, mountPath: /v}]}]}}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: m, namespace: shop}
        data:
          app.conf: |
            Licensed under the terms of
                https://licence.example.com/2.0
            # see https://docs.example.com/
            -- from https://source.example.com/
            url = https://api.example.com/v1
            smtp_host: smtp.example.org:587
        """;

    assertThat(in(map))
        .extracting(each -> each.address().written())
        .containsExactlyInAnyOrder("api.example.com", "smtp.example.org:587");
  }
}
