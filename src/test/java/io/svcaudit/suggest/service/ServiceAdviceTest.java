package io.svcaudit.suggest.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Manifest;
import io.svcaudit.topology.trace.Ends;
import io.svcaudit.topology.trace.Hop.Verdict;
import io.svcaudit.topology.trace.Tracer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which Service is right, is what kubernetes.io says on its pages "Service" and "StatefulSets".
class ServiceAdviceTest {
  private static String workload(String kind, String name, String spec, String container) {
    return """
    apiVersion: apps/v1
    kind: %s
    metadata: {name: %s, namespace: shop}
    spec:
      %s
      selector: {matchLabels: {app: %2$s}}
      template:
        metadata: {labels: {app: %2$s}}
        spec:
          containers:
          - {name: main, image: "example.com/%2$s:1", %s}
    ---
    """
        .formatted(kind, name, spec, container);
  }

  private static String deployment(String name, String container) {
    return workload("Deployment", name, "replicas: 1", container);
  }

  @Test
  void whatOnlyProgramsUseGetsAClusterIp() {
    var supplied = Supplied.with(deployment("api", "ports: [{name: http, containerPort: 8080}]"));
    assertThat(supplied.services()).containsExactly("api: CLUSTER_IP http 8080->http");
    assertThat(supplied.yaml())
        .contains("# Deployment shop/api: ClusterIP, since only Pods of the cluster have a use")
        .contains("  namespace: shop\n");
  }

  @Test
  void aClientSaysWhichPortItWants() {
    var supplied =
        Supplied.with(
            deployment("api", "ports: [{containerPort: 8080}]")
                + deployment("web", "env: [{name: API_URL, value: 'http://api:80/v1'}]"));
    assertThat(supplied.services()).containsExactly("api: CLUSTER_IP http 80->8080");
    assertThat(supplied.yaml()).contains("# Deployment web in env API_URL asks for it");
    assertThat(supplied.after().references().all())
        .allSatisfy(reference -> assertThat(reference.called()).isNotNull());
  }

  @Test
  void aStatefulSetGetsTheHeadlessServiceThatItNames() {
    var supplied =
        Supplied.with(
            workload(
                    "StatefulSet",
                    "db",
                    "serviceName: db-pods",
                    "ports: [{name: pg, containerPort: 5432}]")
                .replace("example.com/db:1", "postgres:17"));
    assertThat(supplied.services()).containsExactly("db-pods: HEADLESS pg 5432->pg");
    assertThat(supplied.yaml()).contains("  clusterIP: None\n").doesNotContain("publishNotReady");
  }

  @Test
  void membersOfAClusterFindEachOtherBeforeTheyAreReady() {
    var supplied =
        Supplied.with(
            workload(
                    "StatefulSet",
                    "etcd",
                    "{serviceName: etcd, replicas: 3}".replaceAll("[{}]", "").replace(", ", "\n  "),
                    "ports: [{containerPort: 2379}, {containerPort: 2380}]")
                .replace("example.com/etcd:1", "quay.io/coreos/etcd:v3.5.9"));
    assertThat(supplied.yaml()).contains("publishNotReadyAddresses: true");
  }

  @Test
  void aDatabaseIsTakenFromTheNodes() {
    String db =
        deployment("db", "ports: [{containerPort: 5432}]")
                .replace("example.com/db:1", "postgres:17")
            + """
            apiVersion: v1
            kind: Service
            metadata: {name: db, namespace: shop}
            spec: {type: NodePort, selector: {app: db}, ports: [{port: 5432, nodePort: 30432}]}
            """;
    var supplied = Supplied.with(db);
    assertThat(supplied.services()).containsExactly("db: CLUSTER_IP port-5432 5432->5432");
    assertThat(supplied.yaml())
        .contains("ClusterIP instead of NodePort")
        .doesNotContain("nodePort:");
  }

  @Test
  void aFrontEndIsLetInAsItsNeighboursAre() {
    String web = deployment("web", "ports: [{name: http, containerPort: 8080}]");
    assertThat(Supplied.with(web).services()).containsExactly("web: LOAD_BALANCER http 8080->http");

    String ingress =
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: other, namespace: shop}
        spec:
          ingressClassName: nginx
          rules: [{host: api.shop.example.org, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: other, port: {number: 80}}}}]}}]
        """;
    var routed = Supplied.with(web + ingress);
    assertThat(routed.services()).containsExactly("web: CLUSTER_IP http 8080->http");
    assertThat(routed.yaml())
        .contains("kind: Ingress", "ingressClassName: nginx", "host: web.shop.example.org");

    String gateway =
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: outer, namespace: edge}
        spec:
          gatewayClassName: any
          listeners: [{name: http, port: 80, protocol: HTTP, hostname: "*.example.org", allowedRoutes: {namespaces: {from: All}}}]
        """;
    var attached = Supplied.with(web + gateway);
    assertThat(attached.yaml())
        .contains("kind: HTTPRoute", "- name: outer\n      namespace: edge", "- web.example.org");
  }

  @Test
  void aRouteThatIsThereIsEnough() {
    String web = deployment("web", "ports: [{name: http, containerPort: 8080}]");
    String ingress =
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec:
          rules: [{host: a.example.org, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {name: web}}}}]}}]
        """;
    var supplied = Supplied.with(web + ingress);
    assertThat(supplied.services()).containsExactly("web: CLUSTER_IP web 8080->http");
    assertThat(supplied.advice().objects()).hasSize(1);
  }

  @Test
  void whatIsPrivateIsNotLetIn() {
    String web =
        deployment("web", "ports: [{name: http, containerPort: 8080}]")
            .replace(
                "namespace: shop}",
                "namespace: shop, annotations: {svc-audit.io/exposure: private}}");
    assertThat(Supplied.with(web).services()).containsExactly("web: CLUSTER_IP http 8080->http");
    String db =
        deployment("api", "ports: [{name: http, containerPort: 8080}]")
            .replace(
                "namespace: shop}",
                "namespace: shop, annotations: {svc-audit.io/exposure: public}}");
    assertThat(Supplied.with(db).services()).containsExactly("api: LOAD_BALANCER http 8080->http");
  }

  @Test
  void theUserDecidesHowToLetPeopleIn() {
    String api = deployment("api", "ports: [{name: http, containerPort: 8080}]");
    assertThat(Supplied.with(api, Entry.NODEPORT, "api").services())
        .containsExactly("api: NODE_PORT http 8080->http");
    assertThat(Supplied.with(api, Entry.LOADBALANCER, "api").services())
        .containsExactly("api: LOAD_BALANCER http 8080->http");
    assertThat(Supplied.with(api, Entry.INGRESS, "api").yaml())
        .contains("kind: Ingress", "# write the host that people use instead of this example");
    assertThat(Supplied.with(api, Entry.HTTPROUTE, "api").yaml())
        .contains("kind: HTTPRoute", "# no Gateway was found: write the name of yours");
  }

  @Test
  void aSelectorThatMissesIsMended() {
    var supplied =
        Supplied.with(
            deployment("api", "ports: [{name: http, containerPort: 8080}]")
                + """
                apiVersion: v1
                kind: Service
                metadata: {name: api, namespace: shop}
                spec: {selector: {app: apis}, ports: [{name: www, port: 80, targetPort: http}]}
                """);
    assertThat(supplied.services()).containsExactly("api: CLUSTER_IP www 80->http");
    assertThat(supplied.yaml())
        .contains("# Service api is there, but selects no Pod", "    app: api\n");
  }

  @Test
  void aPortThatIsNotThereIsMended() {
    var supplied =
        Supplied.with(
            deployment("api", "ports: [{name: http, containerPort: 8080}]")
                + """
                apiVersion: v1
                kind: Service
                metadata: {name: api, namespace: shop}
                spec: {type: NodePort, selector: {app: api}, ports: [{name: www, port: 80, targetPort: web}]}
                """);
    assertThat(supplied.services()).containsExactly("api: NODE_PORT www 80->http");
    assertThat(supplied.yaml()).contains("# it asked for web");
  }

  @Test
  void metricsHaveOtherUsers() {
    var supplied =
        Supplied.with(
            deployment(
                "api",
                "ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort:"
                    + " 9090}]"));
    assertThat(supplied.services()).containsExactly("api: CLUSTER_IP http 8080->http");
    assertThat(supplied.yaml()).contains("# without the ports for metrics");
  }

  @Test
  void labelsThatOthersHaveTooAreNotEnough() {
    String two =
        deployment("api", "ports: [{containerPort: 8080}]")
                .replace("labels: {app: api}", "labels: {app: api, tier: front}")
            + deployment("jobs", "ports: [{containerPort: 8080}]")
                .replace("app: jobs", "app: api")
                .replace("labels: {app: api}", "labels: {app: api, tier: back}");
    var supplied = Supplied.with(two);
    assertThat(supplied.yaml())
        .contains("app: api\n    tier: front\n", "app: api\n    tier: back\n");
  }

  @Test
  void nobodyNeedsAServiceForWhatOpensNoPort() {
    var topology = Manifest.of(deployment("worker", "args: [run]")).topology();
    var advice = ServiceAdvice.of(topology, topology.workloads(), java.util.Optional.empty());
    assertThat(advice.objects()).isEmpty();
    assertThat(advice.notes())
        .containsExactly(
            "Deployment shop/worker: it opens no port that was found, and nobody is known to call"
                + " it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sound-shop", "closed-shop"})
  void whatIsSuggestedPassesTheAuditAndEveryCallWorks(String shop) throws Exception {
    Path folder = Path.of("examples", shop);
    var supplied = Supplied.with(Supplied.withoutServices(folder));

    assertThat(supplied.services())
        .contains("api: CLUSTER_IP http 8080->http", "db: CLUSTER_IP postgres 5432->postgres");
    // Of the policies of the closed shop, one keeps the front end from the API: that is its point.
    assertThat(supplied.findings())
        .extracting(Finding::rule)
        .isSubsetOf("netpol-isolates-needed-pod", "client-egress-blocked");
    var tracer = new Tracer(supplied.after());
    var ends = new Ends(supplied.after(), tracer, "shop");
    assertThat(tracer.trace(ends.client("deploy/api"), ends.goal("svc/db")).verdict())
        .isEqualTo(Verdict.OK);
    assertThat(tracer.trace(ends.client("deploy/web"), ends.goal("svc/api")).verdict())
        .isEqualTo(shop.equals("sound-shop") ? Verdict.OK : Verdict.NO);
  }

  @Test
  void aSoundShopLacksNothing() {
    for (String shop : List.of("sound-shop", "closed-shop")) {
      var files = new StringBuilder();
      assertThat(shopAdvice(Path.of("examples", shop), files).objects()).as(shop).isEmpty();
    }
  }

  private static ServiceAdvice shopAdvice(Path folder, StringBuilder text) {
    try (var all = java.nio.file.Files.list(folder)) {
      for (Path file : all.sorted().toList())
        if (file.toString().endsWith(".yaml") && !file.endsWith(".svc-audit.yaml"))
          text.append(java.nio.file.Files.readString(file)).append("\n---\n");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return ServiceAdvice.of(Manifest.of(text.toString()).topology(), (String _) -> true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes", "1e3", "null", "0x1f", "~", "a: b", "*x", "&x", "#x", "it's", "\"", "\\\\", "é", "-",
        "1.0"
      })
  void labelsStayWhatTheyAre(String value) {
    String quoted = "\"" + value.replace("\"", "\\\"") + "\"";
    String text =
        deployment("api", "ports: [{containerPort: 8080}]").replace("app: api", "app: " + quoted);
    var supplied = Supplied.with(text);
    assertThat(supplied.after().services()).hasSize(1);
    assertThat(supplied.after().selection(supplied.after().services().getFirst()).workloads())
        .hasSize(1);
  }

  @Test
  void aPortThatOnlyProbesAskForNeedsNoServiceUnlessTheUserWantsOne() {
    String worker = deployment("worker", "livenessProbe: {httpGet: {path: /healthz, port: 9403}}");
    assertThat(Supplied.with(worker).services()).isEmpty();
    assertThat(Supplied.with(worker, Entry.NODEPORT, "worker").services())
        .containsExactly("worker: NODE_PORT tcp-9403 9403->9403");
    assertThat(
            Supplied.with(
                    worker
                        + deployment(
                            "web", "env: [{name: WORKER_URL, value: 'http://worker:9403'}]"))
                .services())
        .containsExactly("worker: CLUSTER_IP tcp-9403 9403->9403");
  }

  @Test
  void statefulSetsOfOneServiceAreSelectedTogether() {
    String two =
        workload(
                    "StatefulSet",
                    "shard0",
                    "serviceName: shards",
                    "ports: [{name: db, containerPort: 9000}]")
                .replace("app: shard0", "shard: \"0\", app: db")
            + workload(
                    "StatefulSet",
                    "shard1",
                    "serviceName: shards",
                    "ports: [{name: db, containerPort: 9000}]")
                .replace("app: shard1", "shard: \"1\", app: db");
    var supplied = Supplied.with(two);
    assertThat(supplied.services()).contains("shards: HEADLESS db 9000->db");
    assertThat(supplied.yaml()).contains("# 2 StatefulSets name it: it selects the Pods of all");
    assertThat(
            supplied.after().services().stream()
                .filter(s -> s.object().name().equals("shards"))
                .flatMap(s -> supplied.after().selection(s).workloads().stream()))
        .hasSize(2);
    assertThat(supplied.findings())
        .extracting(Finding::rule)
        .containsOnly("missing-readiness-probe");
  }

  @Test
  void whatStandsInAServiceThatIsMendedStaysText() {
    String hostile =
        deployment("db", "ports: [{containerPort: 5432}]")
                .replace("example.com/db:1", "postgres:17")
            + """
            apiVersion: v1
            kind: Service
            metadata: {name: db, namespace: shop}
            spec:
              type: NodePort
              selector: {app: db}
              ports: [{name: "a\\nb: c", port: 5432, protocol: "TCP\\nevil: 1", targetPort: "x\\nkind: Secret"}]
            """;
    var supplied = Supplied.with(hostile);
    assertThat(supplied.yaml()).doesNotContain("\nevil").doesNotContain("\nkind: Secret");
    assertThat(supplied.after().objects()).hasSize(3);
  }

  @Test
  void aRoleThatATemplateSetsTellsItsPodsApart() {
    String two =
        deployment("leader", "ports: [{containerPort: 6379}]")
                .replace("app: leader", "app: redis")
                .replace("labels: {app: redis}", "labels: {app: redis, role: leader}")
            + deployment("follower", "ports: [{containerPort: 6379}]")
                .replace("app: follower", "app: redis")
                .replace("labels: {app: redis}", "labels: {app: redis, role: follower}");
    assertThat(Supplied.with(two).yaml())
        .contains("    role: leader\n", "    role: follower\n")
        .doesNotContain("have all these labels too");
  }

  @Test
  void whatYamlDoesNotPrintIsEscaped() {
    String hostile = "a\u0001\u0085\u009f\u2028\ufeff\uffff\ud83d\ude00\"\\";
    String scalar = io.svcaudit.suggest.YamlText.scalar(hostile);
    assertThat(scalar)
        .isEqualTo("\"a\\u0001\\u0085\\u009f\\u2028\\ufeff\\uffff\ud83d\ude00\\\"\\\\\"");
    var text = new io.svcaudit.suggest.YamlText();
    text.comments(0, List.of("x" + hostile));
    assertThat(text.toString()).isEqualTo("# xa \ud83d\ude00\"\\\n");
  }

  @Test
  void noTextEndsAComment() {
    String text =
        deployment("api", "ports: [{containerPort: 8080}]")
            + deployment(
                "web", "env: [{name: \"API\\nkind: Secret\\u2028x_URL\", value: 'http://api:80'}]");
    var supplied = Supplied.with(text);
    assertThat(supplied.yaml()).contains("asks for it").doesNotContain("\nkind: Secret");
    assertThat(supplied.after().objects()).hasSize(3);
  }
}
