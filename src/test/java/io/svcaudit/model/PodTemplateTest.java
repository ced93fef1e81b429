package io.svcaudit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodTemplateTest {
  private static Workload workload(String text) {
    return Manifest.of(text).topology().workloads().getFirst();
  }

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: api
        labels: {app: api, tier: }
      spec:
        initContainers:
          - {name: migrate, image: api:1, ports: [{name: never, containerPort: 1}]}
          - {name: proxy, image: proxy:1, restartPolicy: Always, ports: [{name: proxy, containerPort: 9443}]}
        containers:
          - {name: api, image: api:1, ports: [{name: http, containerPort: 8080}]}
          - {name: dns, image: dns:1, ports: [{containerPort: 53, protocol: UDP}]}
      """;

  @Test
  void mainContainersComeFirstThenSidecarsThenInitContainers() {
    PodTemplate template = workload(POD).template();
    assertThat(template.containers())
        .extracting(Container::name)
        .containsExactly("api", "dns", "proxy", "migrate");
    assertThat(template.serving())
        .extracting(Container::name)
        .containsExactly("api", "dns", "proxy");
    assertThat(template.ports())
        .extracting(ContainerPort::describe)
        .containsExactly("http (8080)", "53/UDP", "proxy (9443)");
    assertThat(template.isComplete()).isTrue();
  }

  @Test
  void aNullLabelIsAnEmptyOne() {
    assertThat(workload(POD).labels().value("tier")).isEmpty();
  }

  @Test
  void thePathNamesTheListThatTheContainerStandsIn() {
    Workload pod = workload(POD);
    List<Container> containers = pod.template().containers();
    assertThat(pod.path(containers.getFirst())).isEqualTo("spec.containers[api]");
    assertThat(pod.path(containers.getLast())).isEqualTo("spec.initContainers[migrate]");
  }

  @ParameterizedTest
  @CsvSource({
    "apps/v1, Deployment, spec.template.spec.containers[api]",
    "apps/v1, StatefulSet, spec.template.spec.containers[api]",
    "v1, ReplicationController, spec.template.spec.containers[api]",
    "argoproj.io/v1alpha1, Rollout, spec.template.spec.containers[api]"
  })
  void everyKindHasItsTemplate(String apiVersion, String kind, String path) {
    Workload workload =
        workload(
            """
            apiVersion: %s
            kind: %s
            metadata: {name: api}
            spec: {template: {spec: {containers: [{name: api}]}}}
            """
                .formatted(apiVersion, kind));
    Container container = workload.template().containers().getFirst();
    assertThat(workload.path(container)).isEqualTo(path);
    assertThat(workload.template().isComplete()).isFalse();
  }

  @Test
  void aCronJobKeepsItsTemplateDeeper() {
    Workload workload =
        workload(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly}
            spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a}]}}}}}
            """);
    assertThat(workload.type().runsToCompletion()).isTrue();
    assertThat(workload.path(workload.template().containers().getFirst()))
        .isEqualTo("spec.jobTemplate.spec.template.spec.containers[a]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "containers: x",
        "containers: {}",
        "containers: null",
        "containers: [null, x, 7, []]",
        "initContainers: x"
      })
  void wrongTypesAreNoContainers(String spec) {
    Workload workload =
        workload("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {%s}\n".formatted(spec));
    assertThat(workload.template().containers()).isEmpty();
    assertThat(workload.template().isComplete()).isFalse();
  }

  @Test
  void wrongFieldsOfAContainerAreNotThere() {
    Workload workload =
        workload(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a, labels: [app]}
            spec:
              hostNetwork: "true"
              containers: [{name: [a], image: {}, ports: x, env: {}, command: run, args: [1, [2], null]}]
            """);
    Container container = workload.template().containers().getFirst();
    assertThat(container.name()).isEmpty();
    assertThat(container.image()).isEmpty();
    assertThat(container.ports()).isEmpty();
    assertThat(container.env()).isEmpty();
    assertThat(workload.labels().isEmpty()).isTrue();
    assertThat(workload.template().hostNetwork()).isFalse();
  }
}
