package io.svcaudit.topology;

import static io.svcaudit.topology.Selecting.deployment;
import static io.svcaudit.topology.Selecting.docs;
import static io.svcaudit.topology.Selecting.in;
import static io.svcaudit.topology.Selecting.named;
import static io.svcaudit.topology.Selecting.service;
import static io.svcaudit.topology.Selecting.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which Pods a Service selects by labels, run-time ones included.
class SelectionsTest {
  @Test
  void everyPairMustMatch() {
    assertThat(
            named(
                service("api", "app: api, tier: web"),
                deployment("api", "tier: web, app: api, x: y")))
        .isInstanceOf(Selection.Selected.class);
    assertThat(named(service("api", "app: api, tier: web"), deployment("api", "app: api")))
        .isInstanceOf(Selection.Nothing.class);
  }

  @Test
  void noSelectorAndAnEmptyOneSelectNothingByDesign() {
    assertThat(named(service("api", ""), deployment("api", "app: api")))
        .isInstanceOf(Selection.NotApplicable.class);
    assertThat(
            named(
                service("api", "app: api").replace("spec: {", "spec: {type: ExternalName, "),
                deployment("api", "app: api")))
        .isInstanceOf(Selection.NotApplicable.class);
  }

  @Test
  void podsOfAnotherNamespaceNeverMatch() {
    assertThat(named(in("a", service("api", "app: api")), in("b", deployment("api", "app: api"))))
        .isInstanceOf(Selection.Nothing.class);
  }

  @Test
  void theWrittenDefaultNamespaceIsTheUnwrittenOne() {
    assertThat(named(in("default", service("api", "app: api")), deployment("api", "app: api")))
        .isInstanceOf(Selection.Selected.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "ReplicaSet",
        "ReplicationController",
        "Job"
      })
  void everyMakerOfPodsCounts(String kind) {
    assertThat(named(service("api", "app: api"), workload(kind, "api", "app: api")).workloads())
        .hasSize(1);
  }

  @Test
  void hooksOfHelmCountOnlyIfNothingElseMatches() {
    String hook =
        deployment("test", "app: api")
            .replace("{name: test", "{annotations: {helm.sh/hook: test}, name: test");
    assertThat(named(service("api", "app: api"), hook).workloads()).hasSize(1);
    assertThat(named(service("api", "app: api"), hook, deployment("api", "app: api")).workloads())
        .singleElement()
        .satisfies(w -> assertThat(w.object().name()).isEqualTo("api"));
  }

  @Test
  void theJobsOfAHelmUpgradeRunBesideTheServers() {
    String job = workload("Job", "migrate", "app: api");
    String api = deployment("api", "app: api");
    for (String when : List.of("pre-upgrade", "post-install", "\"pre-install,pre-upgrade\"")) {
      String hook = job.replace("{name: m", "{annotations: {helm.sh/hook: " + when + "}, name: m");
      assertThat(named(service("api", "app: api"), api, hook).workloads()).as(when).hasSize(2);
    }
    String before = job.replace("{name: m", "{annotations: {helm.sh/hook: pre-install}, name: m");
    assertThat(named(service("api", "app: api"), api, before).workloads()).hasSize(1);
  }

  @Test
  void jobsAreLeftOutOfTheLastingOnesUnlessThereAreOnlyJobs() {
    String job = workload("Job", "migrate", "app: api");
    assertThat(named(service("api", "app: api"), job, deployment("api", "app: api")).lasting())
        .singleElement()
        .satisfies(w -> assertThat(w.object().kind()).isEqualTo("Deployment"));
    assertThat(named(service("api", "app: api"), job).lasting()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "StatefulSet, statefulset.kubernetes.io/pod-name: web-0, true",
    "StatefulSet, statefulset.kubernetes.io/pod-name: web-x, false",
    "StatefulSet, statefulset.kubernetes.io/pod-name: other-0, false",
    "StatefulSet, 'apps.kubernetes.io/pod-index: \"0\"', true",
    "StatefulSet, controller-revision-hash: web-1, true",
    "Deployment, statefulset.kubernetes.io/pod-name: web-0, false",
    "Deployment, pod-template-hash: 74b9fdc66f, true",
    "DaemonSet, controller-revision-hash: a1, true",
    "DaemonSet, 'pod-template-generation: \"1\"', true",
    "DaemonSet, pod-template-hash: a1, false",
    "Job, job-name: web, true",
    "Job, batch.kubernetes.io/job-name: web, true",
    "Job, batch.kubernetes.io/job-name: other, false",
    "Job, 'batch.kubernetes.io/job-completion-index: \"1\"', true",
    "Job, controller-uid: 1-2-3, true",
    "Deployment, topology.kubernetes.io/zone: a, true",
  })
  void controllersSetLabels(String kind, String selector, boolean selected) {
    Selection selection = named(service("x", selector), workload(kind, "web", "app: web"));
    assertThat(selection instanceof Selection.Selected).isEqualTo(selected);
  }

  @Test
  void aTemplateCannotNameThePodsOfAStatefulSet() {
    String labels = "app: web, statefulset.kubernetes.io/pod-name: x";
    String set = workload("StatefulSet", "web", labels);
    assertThat(named(service("x", labels), set).workloads()).isEmpty();
    assertThat(named(service("x", "statefulset.kubernetes.io/pod-name: web-0"), set).workloads())
        .hasSize(1);
  }

  @Test
  void selectingIsTheOtherDirection() {
    Topology topology =
        Manifest.of(
                docs(
                    service("api", "app: api"),
                    service("second", "app: api"),
                    deployment("api", "app: api")))
            .topology();
    assertThat(topology.servicesSelecting(topology.workloads().getFirst()))
        .extracting(s -> s.object().name())
        .containsExactly("api", "second");
  }

  @Test
  void manyServicesAndPodsAreJoinedByTheirLabels() {
    var text = new StringBuilder();
    for (int i = 0; i < 3_000; i++)
      text.append("---\n")
          .append(service("s" + i, "app: a" + i))
          .append("---\n")
          .append(deployment("d" + i, "app: a" + i));
    Topology topology = Manifest.of(text.toString()).topology();
    assertThat(topology.services())
        .allSatisfy(s -> assertThat(topology.selection(s).workloads()).hasSize(1));
  }
}
