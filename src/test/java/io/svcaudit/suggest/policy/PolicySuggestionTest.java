package io.svcaudit.suggest.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What has to be admitted follows from kubernetes.io: Network Policies, Service, DNS for Services
/// and Pods.
class PolicySuggestionTest {
  private static String service(String name, String spec) {
    return "apiVersion: v1\nkind: Service\nmetadata: {name: %s, namespace: shop}\nspec: {%s}\n---\n"
        .formatted(name, spec);
  }

  /// A Deployment with the label `app`.
  ///
  /// @param pod of the Pod's spec, a flow mapping's inside
  /// @param container more of the container
  private static String app(String name, String pod, String container) {
    return workload("Deployment", name, "replicas: 1", "app: " + name, pod, container);
  }

  private static String workload(
      String kind, String name, String spec, String labels, String pod, String container) {
    return """
    apiVersion: %s
    kind: %s
    metadata: {name: %s, namespace: shop}
    spec:
      %s
      selector: {matchLabels: {%s}}
      template:
        metadata: {labels: {%s}}
        spec: {%scontainers: [{name: c, image: "example/c:1"%s}]}
    ---
    """
        .formatted(
            kind.equals("Job") ? "batch/v1" : "apps/v1",
            kind,
            name,
            spec,
            labels,
            labels,
            pod.isEmpty() ? "" : pod + ", ",
            container.isEmpty() ? "" : ", " + container);
  }

  private static String env(String name, String value) {
    return "env: [{name: %s, value: \"%s\"}]".formatted(name, value);
  }

  private static final String API =
      app("api", "", "ports: [{name: http, containerPort: 8080}]")
          + service("api", "selector: {app: api}, ports: [{port: 80, targetPort: http}]");

  private static final String WEB = app("web", "", env("API_URL", "http://api"));

  private static PolicySuggestion suggest(String manifests) {
    return PolicySuggestion.of(Manifest.of(manifests).topology(), _ -> true);
  }

  private static SuggestedPolicy policy(PolicySuggestion suggestion, String name) {
    return suggestion.policies().stream()
        .filter(policy -> policy.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// One line for each peer and port: `app=web 8080`.
  private static List<String> lines(List<SuggestedRule> rules) {
    return rules.stream()
        .flatMap(rule ->
            rule.ports().stream()
                .flatMap(port ->
                    (rule.peers().isEmpty()
                            ? List.of("everyone")
                            : rule.peers().stream().map(p -> text(p.peer())).toList())
                        .stream().map(peer -> "%s %s".formatted(peer, port.number()))))
        .toList();
  }

  private static String text(SuggestedPeer peer) {
    return switch (peer) {
      case SuggestedPeer.Block(String cidr, var _) -> cidr;
      case SuggestedPeer.Pods(var where, var pods) -> {
        String in =
            switch (where) {
              case SuggestedPeer.Where.Own _ -> "";
              case SuggestedPeer.Where.Any _ -> "*/";
              case SuggestedPeer.Where.Named(String name) -> name + "/";
            };
        var without = pods.without().isEmpty() ? "" : " without " + pods.without();
        yield in + pods.labels() + without;
      }
    };
  }

  private static List<String> in(String manifests, String name) {
    return lines(policy(suggest(manifests), name).ingress());
  }

  private static List<String> out(String manifests, String name) {
    return lines(policy(suggest(manifests), name).egress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sound-shop", "closed-shop"})
  void theShopsCallsGetThroughAndNothingElse(String shop) {
    Laid laid = Laid.over(Laid.folder(Path.of("examples", shop)));

    assertThat(laid.byTheEngine()).containsExactly("api -> db:5432", "web -> api:8080");
    assertThat(laid.byTheBook()).isEqualTo(laid.byTheEngine());
    assertThat(laid.suggestion().unknown()).isEmpty();
  }

  @Test
  void aPolicyNamesThePortOfThePods() {
    assertThat(in(API + WEB, "api")).containsExactly("{app=web} 8080");
    assertThat(out(API + WEB, "web")).containsExactly("{app=api} 8080");
  }

  @Test
  void podsWithTheLabelsOfOthersAndMoreAreLeftOut() {
    String canary =
        workload("Deployment", "canary", "replicas: 1", "app: web, track: canary", "", "");

    assertThat(in(API + WEB + canary, "api")).containsExactly("{app=web} without [track] 8080");
  }

  @Test
  void whatTakesAllOfASharedConfigMapMayUseAllOfIt() {
    String map =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: all, namespace: shop}\n"
            + "data: {API_URL: \"http://api\"}\n---\n";
    String from = "envFrom: [{configMapRef: {name: all}}]";
    PolicySuggestion suggestion = suggest(API + map + app("one", "", from) + app("two", "", from));

    assertThat(lines(policy(suggestion, "api").ingress()))
        .containsExactly("{app=one} 8080", "{app=two} 8080");
    assertThat(PolicyYaml.text(suggestion))
        .contains("given with the rest of ConfigMap all: remove it if it is not used");
  }

  @Test
  void namesOutsideOfTheClusterMayBeAnyAddressButTheMetadataServices() {
    PolicySuggestion suggestion =
        suggest(app("web", "", env("PAY_URL", "https://pay.example.com")));

    assertThat(lines(policy(suggestion, "web").egress()))
        .containsExactly("0.0.0.0/0 443", "::/0 443");
    assertThat(PolicyYaml.text(suggestion))
        .contains("# env PAY_URL names pay.example.com\n")
        .contains("- \"169.254.169.254/32\"\n");
  }

  @Test
  void addressesAreNamedAlone() {
    assertThat(out(app("web", "", env("SMTP_HOST", "198.51.100.7:2525")), "web"))
        .containsExactly("198.51.100.7/32 2525");
  }

  @Test
  void endpointsMadeByHandAreAddresses() {
    String hand =
        service("db", "ports: [{name: sql, port: 5432}]")
            + "apiVersion: v1\nkind: Endpoints\nmetadata: {name: db, namespace: shop}\n"
            + "subsets: [{addresses: [{ip: 192.0.2.9}], ports: [{name: sql, port: 6432}]}]\n---\n";

    assertThat(out(hand + app("web", "", env("DB_HOST", "db:5432")), "web"))
        .containsExactly("192.0.2.9/32 6432");
  }

  @Test
  void whatAnAliasStandsForIsOutside() {
    String alias = service("db", "type: ExternalName, externalName: db.example.com");

    assertThat(out(alias + app("web", "", env("DB_HOST", "db:5432")), "web"))
        .containsExactly("0.0.0.0/0 5432", "::/0 5432");
  }

  @Test
  void whatIsNotThereIsTold() {
    PolicySuggestion suggestion =
        suggest(app("web", "", env("BOOTSTRAP_SERVERS", "kafka.messaging:9092")));

    assertThat(suggestion.unknown())
        .containsExactly(
            "Deployment web: env BOOTSTRAP_SERVERS names kafka.messaging:9092, which may be a"
                + " Service of a namespace that was not read");
    assertThat(PolicyYaml.text(suggestion)).contains("# unknown: Deployment web: env BOOTSTRAP");
  }

  @Test
  void textsOfSecretsAreNotShown() {
    String secret =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\n"
            + "stringData: {URL: \"https://u:p@hidden.example.com\"}\n---\n";
    String from = "env: [{name: URL, valueFrom: {secretKeyRef: {name: s, key: URL}}}]";
    PolicySuggestion suggestion = suggest(secret + app("web", "", from));

    assertThat(lines(policy(suggestion, "web").egress())).hasSize(2);
    assertThat(PolicyYaml.text(suggestion)).doesNotContain("hidden");
  }

  @Test
  void rangesOfALoadBalancerCountOnlyIfPodsSeeThem() {
    String ranges =
        "type: LoadBalancer, selector: {app: api}, ports: [{port: 80, targetPort: 8080}],"
            + " loadBalancerSourceRanges: [203.0.113.0/24]";
    String balancer = app("api", "", "ports: [{containerPort: 8080}]") + service("api", ranges);
    String local =
        balancer.replace(
            "type: L",
            "externalTrafficPolicy: Local, allocateLoadBalancerNodePorts: false, type: L");

    assertThat(in(balancer, "api")).containsExactly("0.0.0.0/0 8080", "::/0 8080");
    assertThat(in(local, "api")).containsExactly("203.0.113.0/24 8080");
  }

  @Test
  void aRouteThatNobodyIsKnownToServeOpensItsPort() {
    String ingress =
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, namespace: shop}\n"
            + "spec: {defaultBackend: {service: {name: api, port: {number: 80}}}}\n---\n";
    PolicySuggestion suggestion = suggest(API + WEB + ingress);

    assertThat(lines(policy(suggestion, "api").ingress())).containsExactly("everyone 8080");
    assertThat(suggestion.unknown())
        .containsExactly("Deployment api: who serves Ingress i, so that port 8080 admits everyone");
  }

  @Test
  void theApiServerIsNoPod() {
    String webhook =
        "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\n"
            + "metadata: {name: w}\nwebhooks: [{name: w.example.com, clientConfig: {service: {name:"
            + " api, namespace: shop, port: 80}}}]\n---\n";

    assertThat(in(API + webhook, "api")).containsExactly("everyone 8080");
  }

  @Test
  void whoeverHasARoleReachesTheApiServer() {
    String binding =
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\n"
            + "metadata: {name: b, namespace: shop}\n"
            + "subjects: [{kind: ServiceAccount, name: bot}]\n---\n";

    assertThat(out(binding + app("bot", "serviceAccountName: bot", ""), "bot"))
        .containsExactly("0.0.0.0/0 443", "::/0 443", "0.0.0.0/0 6443", "::/0 6443");
    assertThat(suggest(app("bot", "serviceAccountName: bot", "")).policies())
        .extracting(SuggestedPolicy::name)
        .containsExactly("default-deny", "allow-dns");
  }

  @Test
  void prometheusReadsWhatMonitorsName() {
    String monitor =
        "apiVersion: monitoring.coreos.com/v1\n"
            + "kind: PodMonitor\n"
            + "metadata: {name: m, namespace: shop}\n"
            + "spec: {selector: {matchLabels: {app: api}}, podMetricsEndpoints: [{port: http}]}\n"
            + "---\n";
    String server =
        app("prom", "", "").replace("example/c:1", "quay.example/prometheus/prometheus:v3");

    assertThat(in(API + monitor, "api"))
        .containsExactly("*/{app.kubernetes.io/name=prometheus} 8080");
    assertThat(in(API + monitor + server, "api")).containsExactly("{app=prom} 8080");
    assertThat(out(API + monitor + server, "prom")).containsExactly("{app=api} 8080");
  }

  @Test
  void podsOfTheNodesNetworkAreAddressesThatNobodyKnows() {
    String agent = app("agent", "hostNetwork: true", env("API_URL", "http://api"));
    PolicySuggestion suggestion = suggest(API + agent);

    assertThat(lines(policy(suggestion, "api").ingress())).containsExactly("everyone 8080");
    assertThat(suggestion.policies())
        .extracting(SuggestedPolicy::name)
        .containsExactly("default-deny", "allow-dns", "api");
  }

  @Test
  void serversOfAClusterTalkToEachOther() {
    String redis =
        workload(
                "StatefulSet",
                "redis",
                "serviceName: redis\n  replicas: 3",
                "app: redis",
                "",
                "ports: [{containerPort: 6379}, {containerPort: 16379}]")
            .replace("example/c:1", "redis:8");
    String service =
        service("redis", "clusterIP: None, selector: {app: redis}, ports: [{port: 6379}]");

    assertThat(in(redis + service, "redis"))
        .containsExactly("{app=redis} 6379", "{app=redis} 16379");
    assertThat(suggest(redis.replace("replicas: 3", "replicas: 1") + service).policies())
        .filteredOn(policy -> policy.name().equals("redis"))
        .allMatch(policy -> policy.ingress().isEmpty());
  }

  @Test
  void whoAsksOtherNameServersReachesThem() {
    String pod = "dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.53]}";

    assertThat(out(app("web", pod, ""), "web"))
        .containsExactly("192.0.2.53/32 53", "192.0.2.53/32 53");
  }

  @Test
  void nothingThatIsThereIsRepeatedOrReplaced() {
    String there =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny, namespace: shop}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}
        ---
        """;
    PolicySuggestion suggestion = suggest(there + API + WEB);

    assertThat(suggestion.policies())
        .extracting(SuggestedPolicy::name)
        .containsExactly("default-deny-egress", "allow-dns", "api", "web-2");
    assertThat(PolicyYaml.text(suggestion))
        .contains("# These policies are there already and add to what is admitted here: deny, web");
  }

  @Test
  void namedWorkloadsAreIsolatedAlone() {
    var topology = Manifest.of(API + WEB).topology();
    var web = topology.workloads().stream().filter(w -> w.object().name().equals("web")).toList();
    PolicySuggestion suggestion = PolicySuggestion.of(topology, web);

    assertThat(suggestion.policies()).extracting(SuggestedPolicy::name).containsExactly("web");
    assertThat(Set.copyOf(lines(policy(suggestion, "web").egress())))
        .isEqualTo(Set.of("kube-system/{k8s-app=kube-dns} 53", "{app=api} 8080"));
  }

  @Test
  void manifestsThatNameNoNamespaceGetPoliciesThatNameNone() {
    String anywhere = (API + WEB).replace(", namespace: shop", "");

    assertThat(PolicyYaml.text(suggest(anywhere))).doesNotContain("namespace: ");
  }
}
