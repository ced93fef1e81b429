package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KustomizationFileTest {
  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void makeFolder() {
    folder = new Folder(path);
  }

  @Test
  void saysWhatBelongsTogether() throws Exception {
    folder.withServices("base/svc.yaml", "overlays/prod/extra.yaml", "parts/tls/svc.yaml");
    folder.with("base/kustomization.yaml", "resources: [svc.yaml]\n");
    folder.with(
        "parts/tls/kustomization.yaml",
        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [svc.yaml]\n");
    folder.with(
        "overlays/prod/kustomization.yml",
        """
        namespace: prod
        resources: [../../base, extra.yaml, 'github.com/x/y?ref=v1']
        components: [../../parts/tls]
        """);
    Reading reading = folder.read(".");
    assertThat(Folder.names(reading))
        .containsExactly("base/svc.yaml", "overlays/prod/extra.yaml", "parts/tls/svc.yaml");
    assertThat(reading.kustomizations())
        .containsExactly(
            kustomization("base", Optional.empty(), false, "base/svc.yaml"),
            kustomization(
                "overlays/prod",
                Optional.of("prod"),
                true,
                "base",
                "overlays/prod/extra.yaml",
                "parts/tls"),
            kustomization("parts/tls", Optional.empty(), false, "parts/tls/svc.yaml"));
    assertThat(reading.unseen()).isEmpty();
  }

  private static Kustomization kustomization(
      String directory, Optional<String> namespace, boolean remote, String... includes) {
    return new Kustomization(directory, List.of(includes), namespace, remote);
  }

  @Test
  void whatItListsOtherwiseAreNoObjects() throws Exception {
    String[] parts = {
      "a/p1.yaml",
      "a/p2.yaml",
      "a/p3.yaml",
      "a/r.yaml",
      "a/conf.yaml",
      "a/t/x.yaml",
      "a/g.yaml",
      "a/crd.yaml",
      "a/values.yaml",
      "a/file.yaml",
      "b.yaml"
    };
    folder.withServices(parts).withServices("a/svc.yaml", "z.yaml");
    folder.with(
        "kustomization.yaml",
        """
        resources: [a/svc.yaml]
        patches:
        - path: a/p1.yaml
        - patch: |-
            - op: remove
        patchesStrategicMerge:
        - a/p2.yaml
        - |-
          apiVersion: v1
          kind: Service
        patchesJson6902: [{path: a/p3.yaml}]
        replacements: [{path: a/r.yaml}]
        configurations: [a/conf.yaml]
        transformers: [a/t]
        generators: [a/g.yaml]
        crds: [a/crd.yaml]
        helmCharts: [{name: x, valuesFile: a/values.yaml}]
        configMapGenerator:
        - name: c
          files: [a/file.yaml, key=b.yaml]
        """);
    assertThat(folder.found(".")).containsExactly("a/svc.yaml", "z.yaml");
    assertThat(folder.found("a/p1.yaml", "kustomization.yaml")).isEmpty();
  }

  @Test
  void aResourceStaysAnObjectWhateverElseListsIt() throws Exception {
    folder.withServices("svc.yaml");
    folder.with("a/kustomization.yaml", "patches: [{path: ../svc.yaml}]\n");
    folder.with("b/kustomization.yaml", "resources: [../svc.yaml]\n");
    assertThat(folder.found(".")).containsExactly("svc.yaml");
  }

  @Test
  void fluxHasObjectsOfThatName() throws Exception {
    folder.with(
        "k.yaml", "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {}\n");
    assertThat(folder.found(".")).containsExactly("k.yaml");
  }

  @Test
  void fragmentsThatNothingListsAreSaid() throws Exception {
    String patch = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort}\n";
    folder.with("patch.yaml", patch);
    Reading reading = folder.read(".");
    assertThat(reading.documents()).isEmpty();
    assertThat(Folder.unseen(reading)).containsExactly("Service web: a patch, not a whole object");
    assertThat(reading.unseen().getFirst().reach()).isEqualTo(Unseen.Reach.OUTSIDE);
    assertThat(folder.found("patch.yaml")).containsExactly("patch.yaml");
    folder.with("kustomization.yaml", "resources: [patch.yaml]\n");
    assertThat(Folder.unseen(folder.read(".")))
        .containsExactly(
            "Service web: not a whole object until its kustomization is built; audit that with -k");
  }
}
