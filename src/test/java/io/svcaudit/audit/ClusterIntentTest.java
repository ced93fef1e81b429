package io.svcaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.KubeKind;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Rules;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.ConfigFile;
import io.svcaudit.source.Document;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Observation;
import io.svcaudit.source.Observation.Gap;
import io.svcaudit.source.Reading;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Unseen;
import io.svcaudit.source.UsageException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What people say of a cluster, and of one with files laid over it.
class ClusterIntentTest {
  private static final List<Rule> RULES =
      Rules.ALL.stream()
          .filter(rule ->
              Set.of("expectation-failed", "exposure-exceeds-intent", "service-api-rejects")
                  .contains(rule.name()))
          .toList();

  private static String application(String name, String namespace) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: NAME, namespace: WHERE}
    spec: {selector: {app: NAME}, ports: [{port: 80, targetPort: 8080}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: NAME, namespace: WHERE, uid: NAME, labels: {app: NAME}}
    spec:
      nodeName: n
      containers: [{name: main, image: 'x:1', ports: [{containerPort: 8080}]}]
    status:
      phase: Running
      podIPs: [{ip: 10.0.0.1}]
      conditions: [{type: Ready, status: 'True'}]
    ---
    """
        .replace("NAME", name)
        .replace("WHERE", namespace);
  }

  private static final String NAMESPACES =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: pay}
      ---
      """;

  private static final String CLUSTER =
      NAMESPACES
          + application("web", "shop")
          + application("api", "shop")
          + application("bank", "pay");

  private static final String DENY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: deny, namespace: shop}
      spec: {podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress]}
      """;

  private static List<Document> documents(String text) {
    var file = new SourceFile("k8s/x.yaml", "k8s", text, SourceFile.Origin.NAMED);
    var contents = Manifests.read(file);
    assertThat(contents.unseen()).isEmpty();
    return contents.documents();
  }

  private static ClusterAudit cluster(String text, String config, Gap... gaps)
      throws UsageException {
    Set<String> kinds =
        Arrays.stream(Resource.values())
            .flatMap(resource -> resource.kinds().stream())
            .map(KubeKind::qualified)
            .collect(Collectors.toSet());
    var seen = new Observation(Instant.EPOCH, "test", Set.of("shop", "pay"), kinds, List.of(gaps));
    var file = new SourceFile(ConfigFile.NAME, ".", config, SourceFile.Origin.NAMED);
    return new ClusterAudit(
        new ClusterReading(documents(text), seen),
        RULES,
        "test",
        Set.of("shop"),
        Config.of(ConfigFile.parse(file)).in("shop"));
  }

  private static Outcome now(String text, String config, Gap... gaps) throws UsageException {
    return cluster(text, config, gaps).now(LabelSelector.EVERYTHING);
  }

  private static Outcome plan(String text, String config, String change) throws UsageException {
    return cluster(text, config)
        .with(
            new Reading(1, documents(change), List.of(), List.of()),
            "shop",
            LabelSelector.EVERYTHING);
  }

  private static List<String> messages(List<Finding> findings) {
    return findings.stream().map(Finding::message).toList();
  }

  private static final String ALLOWED = "expect: [{from: web, to: svc/api, is: allowed}]\n";

  @Test
  void anExpectationHolds() throws Exception {
    Outcome now = now(CLUSTER, ALLOWED);
    assertThat(now.findings()).isEmpty();
    assertThat(now.unseen()).isEmpty();
  }

  @Test
  void anExpectationDoesNotHold() throws Exception {
    Outcome now = now(CLUSTER + DENY, ALLOWED);
    assertThat(messages(now.findings()))
        .containsExactly(
            "web does not reach svc/api: NetworkPolicy deny isolates api and admits nobody");
    assertThat(now.findings().getFirst().place().span()).hasToString(".svc-audit.yaml:1:10");
  }

  @Test
  void whatMayNotBeListedIsSaid() throws Exception {
    var forbidden = new Gap("NetworkPolicy.networking.k8s.io", "shop", "forbidden");
    Outcome now = now(CLUSTER, ALLOWED, forbidden);
    assertThat(now.findings()).isEmpty();
    assertThat(now.unseen())
        .filteredOn(unseen -> unseen.what().startsWith("expectation"))
        .singleElement()
        .satisfies(unseen -> {
          assertThat(unseen.why()).startsWith("it cannot be told whether web reaches svc/api: ");
          assertThat(unseen.reach()).isEqualTo(Unseen.Reach.GIVEN);
        });
  }

  @Test
  void anotherNamespaceIsReadForItsExpectationOnly() throws Exception {
    String rejected =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: wrong, namespace: pay}
        spec: {type: NodePort, ports: [{port: 80, nodePort: 99999}]}
        """;
    Outcome now = now(CLUSTER + rejected, "expect: [{from: web, to: pay/svc/bank, is: denied}]\n");
    assertThat(messages(now.findings()))
        .containsExactly("web reaches pay/svc/bank, which is expected to be denied");
    assertThat(now.scope().services()).isEqualTo(2);
  }

  @Test
  void aNamespaceThatIsNotThereIsAMistake() throws Exception {
    Outcome now = now(CLUSTER, "expect: [{from: ns/shops, to: svc/api, is: denied}]\n");
    assertThat(now.unseen())
        .extracting(Unseen::why)
        .containsExactly("namespace shops was not found; did you mean shop?");
  }

  @Test
  void whatAChangeBreaksIsNew() throws Exception {
    Outcome plan = plan(CLUSTER, ALLOWED, DENY);
    assertThat(messages(plan.findings()))
        .containsExactly(
            "web does not reach svc/api: NetworkPolicy deny isolates api and admits nobody");
    assertThat(Objects.requireNonNull(plan.changes()).fresh()).hasSize(1);
  }

  @Test
  void whatAChangeLeavesIsStillThere() throws Exception {
    Outcome plan = plan(CLUSTER + DENY, ALLOWED, DENY.replace("[Ingress]", "[Ingress, Egress]"));
    assertThat(plan.findings()).hasSize(1);
    assertThat(Objects.requireNonNull(plan.changes()).fresh()).isEmpty();
  }

  @Test
  void whatAChangeMendsIsSolved() throws Exception {
    Outcome plan =
        plan(CLUSTER + DENY, ALLOWED, DENY.replace("[Ingress]}", "[Ingress], ingress: [{}]}"));
    assertThat(plan.findings()).isEmpty();
    assertThat(messages(Objects.requireNonNull(plan.changes()).solved()))
        .containsExactly(
            "web does not reach svc/api: NetworkPolicy deny isolates api and admits nobody");
  }

  @Test
  void exposureIsHeldAgainstWhatIsMeant() throws Exception {
    String open =
        CLUSTER.replace(
            "spec: {selector: {app: api}", "spec: {type: NodePort, selector: {app: api}");
    Outcome now =
        now(open, "exposure: {svc/api: private, svc/bank: internal, svc/gone: private}\n");
    assertThat(messages(now.findings()))
        .containsExactly(
            "Service shop/api is meant to be private, but a port of every node leads to it");
    assertThat(now.unseen())
        .extracting(Unseen::reach)
        .as("it may be in a namespace that was not read")
        .containsExactly(Unseen.Reach.OUTSIDE);
  }
}
