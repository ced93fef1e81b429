package io.svcaudit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.Service;
import io.svcaudit.rules.Manifest;
import io.svcaudit.source.Kustomization;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.SourceFile.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Kustomizations, alternatives and renderings: what of a repository belongs together.
class UnitsTest {
  private static String service(String name, String selector) {
    return "apiVersion: v1\nkind: Service\nmetadata: {name: %s}\nspec: {selector: {%s}}\n"
        .formatted(name, selector);
  }

  private static String deployment(String name, String labels) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %s}
    spec: {template: {metadata: {labels: {%s}}, spec: {containers: [{name: c, image: c}]}}}
    """
        .formatted(name, labels);
  }

  private static String docs(String... texts) {
    return String.join("---\n", texts);
  }

  private static final String API = service("api", "app: api");
  private static final String API_PODS = deployment("api", "app: api");

  private static Kustomization kustomization(String directory, String... includes) {
    return new Kustomization(directory, List.of(includes), Optional.empty(), false);
  }

  private static Selection selection(Topology topology, String file) {
    return topology.selection(serviceIn(topology, file));
  }

  private static Service serviceIn(Topology topology, String file) {
    return topology.services().stream()
        .filter(s -> s.object().file().name().equals(file))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> filesOf(Selection selection) {
    return selection.workloads().stream().map(w -> w.object().file().name()).sorted().toList();
  }

  @Test
  void patchesOfOverlaysDoNotHideTheWorkloadOfTheBase() {
    String patch =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec: {replicas: 3, template: {spec: {containers: [{name: c, env: []}]}}}
        """;
    Topology topology =
        Manifest.tree(
                Map.of(
                    "base/api.yaml",
                    docs(API, API_PODS),
                    "overlays/dev/patch.yaml",
                    patch,
                    "overlays/dev/svc.yaml",
                    service("debug", "app: api"),
                    "overlays/prod/patch.yaml",
                    patch))
            .with(kustomization("base"))
            .with(kustomization("overlays/dev", "base"))
            .with(kustomization("overlays/prod", "base"))
            .topology();
    assertThat(filesOf(selection(topology, "base/api.yaml"))).containsExactly("base/api.yaml");
    assertThat(filesOf(selection(topology, "overlays/dev/svc.yaml")))
        .containsExactly("base/api.yaml");
  }

  @Test
  void whatAnOverlayAddsToItsBaseMatchesTheServiceOfTheBase() {
    Topology topology =
        Manifest.tree(Map.of("base/svc.yaml", API, "overlays/dev/api.yaml", API_PODS))
            .with(kustomization("base"))
            .with(kustomization("overlays/dev", "base"))
            .topology();
    assertThat(filesOf(selection(topology, "base/svc.yaml")))
        .containsExactly("overlays/dev/api.yaml");
  }

  @Test
  void aKustomizationJoinsFoldersAndSingleFiles() {
    Topology topology =
        Manifest.tree(
                Map.of(
                    "services/api.yaml", API,
                    "apps/api.yaml", API_PODS,
                    "other/api.yaml", service("api", "app: gone")))
            .with(kustomization("env", "services", "apps/api.yaml"))
            .topology();
    assertThat(filesOf(selection(topology, "services/api.yaml"))).containsExactly("apps/api.yaml");
    assertThat(selection(topology, "other/api.yaml")).isInstanceOf(Selection.Unknown.class);
  }

  @Test
  void kustomizationsThatIncludeEachOtherEnd() {
    Topology topology =
        Manifest.tree(Map.of("a/svc.yaml", API, "b/api.yaml", API_PODS))
            .with(kustomization("a", "b"))
            .with(kustomization("b", "a"))
            .topology();
    assertThat(filesOf(selection(topology, "a/svc.yaml"))).containsExactly("b/api.yaml");
  }

  @Test
  void anAlternativeSeesTheRestOfItsFolder() {
    Topology topology =
        Manifest.tree(
                Map.of(
                    "k8s/pods.yaml", API_PODS,
                    "k8s/cluster-ip.yaml", API,
                    "k8s/node-port.yaml", API))
            .topology();
    assertThat(filesOf(selection(topology, "k8s/cluster-ip.yaml"))).hasSize(1);
    assertThat(filesOf(selection(topology, "k8s/node-port.yaml"))).hasSize(1);
  }

  @Test
  void aFaultInOneAlternativeIsNotHiddenByTheOther() {
    Topology topology =
        Manifest.tree(
                Map.of(
                    "k8s/small.yaml", docs(API, API_PODS),
                    "k8s/large.yaml", docs(API, deployment("api", "app: API"))))
            .topology();
    assertThat(selection(topology, "k8s/large.yaml")).isInstanceOf(Selection.Nothing.class);
    assertThat(filesOf(selection(topology, "k8s/small.yaml"))).containsExactly("k8s/small.yaml");
  }

  @Test
  void eachRenderingIsAUnit() {
    Topology topology =
        new Manifest()
            .with(new SourceFile("dev.yaml", "overlays/dev", docs(API, API_PODS), Origin.RENDERED))
            .with(
                new SourceFile(
                    "prod.yaml",
                    "overlays/prod",
                    docs(API, deployment("api", "app: API")),
                    Origin.RENDERED))
            .topology();
    assertThat(filesOf(selection(topology, "dev.yaml"))).containsExactly("dev.yaml");
    assertThat(selection(topology, "prod.yaml")).isInstanceOf(Selection.Nothing.class);
  }
}
