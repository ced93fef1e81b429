package io.svcaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.KubeKind;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Rules;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Document;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Observation;
import io.svcaudit.source.Observation.Gap;
import io.svcaudit.source.Reading;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.Confidence;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClusterAuditTest {
  private static final List<Rule> RULES =
      Rules.ALL.stream()
          .filter(rule ->
              rule.name().equals("service-selector-matches-nothing")
                  || rule.name().equals("hpa-target-missing"))
          .toList();

  private static final String API =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: shop, labels: {team: a}}
      spec: {selector: {app: api}, ports: [{port: 80}]}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api, namespace: shop, uid: d-1}
      spec:
        replicas: 1
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec: {containers: [{name: api, image: 'x:1'}]}
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata:
        name: api-1
        namespace: shop
        uid: r-1
        ownerReferences: [{uid: d-1, kind: Deployment, name: api, controller: true}]
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: api-1-a
        namespace: shop
        uid: p-1
        labels: {app: api, pod-template-hash: '1'}
        ownerReferences: [{uid: r-1, kind: ReplicaSet, name: api-1, controller: true}]
      spec: {nodeName: n, containers: [{name: api, image: 'x:1'}]}
      status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
      """;

  private static final String OTHER =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: other, namespace: shop, labels: {team: b}}
      spec: {selector: {app: other}, ports: [{port: 80}]}
      """;

  private static List<Document> documents(String text) {
    var file = new SourceFile("k8s/x.yaml", "k8s", text, SourceFile.Origin.NAMED);
    var contents = Manifests.read(file);
    assertThat(contents.unseen()).isEmpty();
    return contents.documents();
  }

  private static ClusterAudit cluster(String text, Gap... gaps) {
    Set<String> kinds =
        Arrays.stream(Resource.values())
            .flatMap(resource -> resource.kinds().stream())
            .map(KubeKind::qualified)
            .collect(Collectors.toSet());
    var seen = new Observation(Instant.EPOCH, "test", Set.of("shop", "lab"), kinds, List.of(gaps));
    return new ClusterAudit(new ClusterReading(documents(text), seen), RULES, "test");
  }

  private static Outcome plan(ClusterAudit cluster, String files) {
    var reading = new Reading(1, documents(files), List.of(), List.of());
    return cluster.with(reading, "shop", LabelSelector.EVERYTHING);
  }

  private static Changes changes(Outcome plan) {
    return Objects.requireNonNull(plan.changes());
  }

  private static List<String> messages(List<Finding> findings) {
    return findings.stream().map(Finding::message).toList();
  }

  @Test
  void whatAClusterLacksIsCertain() {
    Outcome now = cluster(API + "---\n" + OTHER).now(LabelSelector.EVERYTHING);

    assertThat(messages(now.findings())).containsExactly("Service shop/other selects no Pod");
    assertThat(now.findings().getFirst().confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(now.scope().workloads()).as("the Pod and its ReplicaSet are folded").isEqualTo(1);
  }

  @Test
  void whatMayNotBeListedIsUnknown() {
    var forbidden = new Gap("Pod.", "shop", "pods is forbidden");
    Outcome now = cluster(API + "---\n" + OTHER, forbidden).now(LabelSelector.EVERYTHING);

    assertThat(now.findings()).isEmpty();
    assertThat(now.unseen())
        .anySatisfy(unseen -> {
          assertThat(unseen.reach()).isEqualTo(Unseen.Reach.GIVEN);
          assertThat(unseen.what()).isEqualTo("Pod in namespace shop");
          assertThat(unseen.why()).contains("pods is forbidden", "service-selector-matches");
        });
  }

  @Test
  void aGapElsewhereDisturbsNobody() {
    var forbidden = new Gap("Pod.", "lab", "pods is forbidden");
    Outcome now = cluster(API + "---\n" + OTHER, forbidden).now(LabelSelector.EVERYTHING);

    assertThat(messages(now.findings())).containsExactly("Service shop/other selects no Pod");
  }

  @Test
  void aKindThatFewClustersHaveDisablesNoRule() {
    var forbidden = new Gap("Rollout.argoproj.io", "", "rollouts is forbidden");
    Outcome now = cluster(API + "---\n" + OTHER, forbidden).now(LabelSelector.EVERYTHING);

    assertThat(now.findings()).hasSize(1);
    assertThat(now.unseen())
        .filteredOn(unseen -> unseen.what().equals("Rollout"))
        .allSatisfy(unseen -> assertThat(unseen.reach()).isEqualTo(Unseen.Reach.OUTSIDE))
        .hasSize(1);
  }

  @Test
  void aSelectorChoosesWhoIsReportedAndNotWhatIsRead() {
    var teamA = LabelSelector.parse("team=a");
    assertThat(cluster(API + "---\n" + OTHER).now(teamA).findings()).isEmpty();
    var teamB = LabelSelector.parse("team=b");
    assertThat(cluster(API + "---\n" + OTHER).now(teamB).findings()).hasSize(1);
  }

  @Test
  void aServiceThatLosesItsLastPodIsNew() {
    String relabelled =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec:
          selector: {matchLabels: {app: api2}}
          template:
            metadata: {labels: {app: api2}}
            spec: {containers: [{name: api, image: 'x:2'}]}
        """;
    Outcome plan = plan(cluster(API + "---\n" + OTHER), relabelled);

    assertThat(messages(plan.findings()))
        .as("the finding about Service other has nothing to do with the change")
        .containsExactly("Service shop/api selects no Pod");
    assertThat(changes(plan).fresh()).containsExactlyElementsOf(plan.findings());
    assertThat(changes(plan).solved()).isEmpty();
    assertThat(plan.findings().getFirst().confidence()).isEqualTo(Confidence.HIGH);
  }

  @Test
  void whatAChangeLeavesIsStillThere() {
    Outcome plan = plan(cluster(API + "---\n" + OTHER), OTHER.replace("80", "81"));

    assertThat(messages(plan.findings())).containsExactly("Service shop/other selects no Pod");
    assertThat(changes(plan).fresh()).isEmpty();
    assertThat(plan.findings().getFirst().place().span()).hasToString("k8s/x.yaml:4:19");
  }

  @Test
  void whatAChangeMendsIsSolved() {
    Outcome plan = plan(cluster(API + "---\n" + OTHER), OTHER.replace("app: other", "app: api"));

    assertThat(plan.findings()).isEmpty();
    assertThat(messages(changes(plan).solved()))
        .containsExactly("Service shop/other selects no Pod");
  }
}
