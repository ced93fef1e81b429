package io.svcaudit.topology.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import io.svcaudit.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What addresses in the parts of a workload lead to.
class ReferencesTest {
  private static final String WORLD =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: db, namespace: shop}
      spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: shop}
      spec: {selector: {app: api}, ports: [{name: http, port: 80, targetPort: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: pay}
      spec: {selector: {app: api}, ports: [{port: 8080}]}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db, namespace: shop}
      spec:
        serviceName: db
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: postgres, ports: [{containerPort: 5432}]}]}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: shop}
      data:
        API_URL: http://api
        app.conf: |
          # http://api.pay:8080
          url = http://api.pay:8080
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: secret, namespace: shop}
      stringData: {DATABASE_URL: "postgres://shop:hunter2@db:5432/shop"}
      """;

  private static List<Reference> of(String container, String spec) {
    String text =
        """
        %s---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: web, image: web, %s}]
              %s
        """
            .formatted(WORLD, container, spec);
    Topology topology = Manifest.of(text).topology();
    return topology.references().all();
  }

  private static List<String> told(List<Reference> references) {
    return references.stream()
        .map(r -> "%s: %s %s".formatted(r.where(), r.address().written(), destination(r)))
        .toList();
  }

  private static String destination(Reference reference) {
    return switch (reference.destination()) {
      case Destination.Found f -> f.service().ref().qualifiedName() + " " + f.state();
      case Destination.Absent a -> "absent " + a.wanted().qualifiedName();
      case Destination.Unknown u -> "unknown " + u.wanted().qualifiedName();
      case Destination.Itself _ -> "itself";
      case Destination.Numeric _ -> "numeric";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          api:80                        | shop/api FOUND
          api:8080                      | shop/api MISSING
          api.shop:80                   | shop/api FOUND
          api.pay:8080                  | pay/api FOUND
          api.pay.svc:8080              | pay/api FOUND
          api.pay.svc.cluster.local:8080| pay/api FOUND
          api.pay.svc.k8s.example:8080  | pay/api FOUND
          db-0.db:5432                  | shop/db FOUND
          db-0.db.shop:5432             | shop/db FOUND
          db-0.db.shop.svc:5432         | shop/db FOUND
          db:6000                       | shop/db UNKNOWN
          api                           | shop/api NOT_GIVEN
          apis:80                       | absent shop/apis
          apis.pay.svc:80               | absent pay/apis
          x.tracing.svc:80              | unknown tracing/x
          localhost:80                  | itself
          127.0.0.1:80                  | itself
          10.1.2.3:80                   | numeric
          """)
  void names(String written, String expected) {
    assertThat(of("env: [{name: X_ADDR, value: '%s'}]".formatted(written), ""))
        .singleElement()
        .satisfies(r -> assertThat(destination(r)).isEqualTo(expected));
  }

  @ParameterizedTest
  @CsvSource({"example.com:80", "api.example.com:80", "x.dev:80", "web-0.web:80", "kubernetes:443"})
  void namesOutsideOfTheCluster(String written) {
    assertThat(of("env: [{name: X_ADDR, value: '%s'}]".formatted(written), "")).isEmpty();
  }

  @Test
  void aWordIsNoCall() {
    assertThat(of("env: [{name: MODE, value: api}, {name: NEXT, value: 'api:81'}]", "")).isEmpty();
  }

  @Test
  void aPortThatTheServiceHasMakesAWordACall() {
    assertThat(told(of("env: [{name: NEXT, value: 'api:80'}]", "")))
        .containsExactly("env NEXT: api:80 shop/api FOUND");
  }

  @Test
  void everyPlaceOfAContainer() {
    assertThat(
            told(
                of(
                    """
                    envFrom: [{configMapRef: {name: settings}, prefix: A_}],
                    env: [{name: DB_HOST, value: db}, {name: DB_PORT, value: '5432'}],
                    args: ['--api-url=http://api', '--db-addr', 'db:5432'],
                    readinessProbe: {httpGet: {host: api, port: 80}},
                    volumeMounts: [{name: conf, mountPath: /etc/web}]
                    """
                        .replace("\n", " "),
                    "volumes: [{name: conf, configMap: {name: settings, items: [{key: app.conf,"
                        + " path: a}]}}]")))
        .containsExactly(
            "env A_API_URL: api shop/api NOT_GIVEN",
            "env A_app.conf: api.pay:8080 pay/api FOUND",
            "env DB_HOST: db:5432 shop/db FOUND",
            "flag --api-url: api shop/api NOT_GIVEN",
            "flag --db-addr: db:5432 shop/db FOUND",
            "its readinessProbe: api:80 shop/api FOUND",
            "app.conf of ConfigMap settings: api.pay:8080 pay/api FOUND");
  }

  @Test
  void theTextThatWinsCounts() {
    assertThat(
            told(
                of(
                    "envFrom: [{configMapRef: {name: settings}}], env: [{name: API_URL, value:"
                        + " 'http://db:5432'}, {name: app.conf, value: ''}]",
                    "")))
        .containsExactly("env API_URL: db:5432 shop/db FOUND");
  }

  @Test
  void variablesAreExpandedInOrder() {
    assertThat(
            told(
                of(
                    "env: [{name: A_URL, value: 'http://$(H)'}, {name: H, value: api}, {name:"
                        + " B_URL, value: 'http://$(H)'}, {name: C_URL, value: 'http://$$(H)'},"
                        + " {name: NS, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}},"
                        + " {name: D, value: 'db.$(NS).svc'}], args: ['--url=http://$(H)']",
                    "")))
        .containsExactly(
            "env B_URL: api shop/api NOT_GIVEN",
            "env D: db.shop.svc shop/db NOT_GIVEN",
            "flag --url: api shop/api NOT_GIVEN");
  }

  @Test
  void aSecretIsToldByItsKeyOnly() {
    List<Reference> references =
        of(
            "env: [{name: DATABASE_URL, valueFrom: {secretKeyRef: {name: secret, key:"
                + " DATABASE_URL}}}]",
            "");
    assertThat(told(references)).containsExactly("env DATABASE_URL: db:5432 shop/db FOUND");
    assertThat(references.getFirst().holder().kind()).isEqualTo("Deployment");
    assertThat(references.getFirst().span().text()).isEqualTo("DATABASE_URL");
  }

  @Test
  void thePlaceIsTheAddressAlone() {
    assertThat(of("env: [{name: X_URL, value: 'http://u@api:80/x'}]", "").getFirst().span().text())
        .isEqualTo("api:80");
  }

  /// Kubernetes sets them in every Pod for every Service of the namespace.
  @Test
  void variablesOfServicesStandForThem() {
    assertThat(
            told(
                of(
                    "env: [{name: X_URL, value: 'http://$(API_SERVICE_HOST):$(API_SERVICE_PORT)'},"
                        + " {name: Y_URL, value: 'http://$(GONE_SERVICE_HOST)'}]",
                    "")))
        .containsExactly("env X_URL: api shop/api UNKNOWN");
  }

  @Test
  void itsOwnNameIsMarked() {
    Topology topology =
        Manifest.of(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: es}
                spec: {selector: {app: es}, ports: [{port: 9300}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: es}
                spec:
                  template:
                    metadata: {labels: {app: es}}
                    spec: {containers: [{name: es, image: es, env: [{name: DISCOVERY_SERVICE, value: es}]}]}
                """)
            .topology();
    var service = topology.services().getFirst();
    var workload = topology.workloads().getFirst();
    assertThat(topology.references().to(service))
        .singleElement()
        .satisfies(r -> assertThat(((Destination.Found) r.destination()).own()).isTrue());
    assertThat(topology.references().between(workload, service)).hasSize(1);
    assertThat(topology.references().of(workload)).hasSize(1);
  }

  /// Ten thousand workloads with ten addresses each, and a large ConfigMap that all of them mount.
  @Test
  void manyWorkloads() {
    var text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append(
          """
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: s%d}
          spec: {selector: {app: s%d}, ports: [{port: 80}]}
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: s%d}
          spec:
            template:
              metadata: {labels: {app: s%d}}
              spec:
                volumes: [{name: c, configMap: {name: big}}]
                containers: [{name: a, image: a, volumeMounts: [{name: c, mountPath: /c}], env: [
          """
              .formatted(i, i, i, i));
      for (int j = 1; j <= 10; j++)
        text.append("{name: U%d_URL, value: 'http://s%d:80'},".formatted(j, (i + j) % 10_000));
      text.append("]}]\n");
    }
    text.append(
        "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata:\n  a.conf: |\n");
    for (int i = 0; i < 5_000; i++)
      text.append("    key%d = some value of no meaning\n".formatted(i));
    Topology topology = Manifest.of(text.toString()).topology();
    long start = System.nanoTime();
    assertThat(topology.references().all()).hasSize(100_000);
    assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
  }
}
