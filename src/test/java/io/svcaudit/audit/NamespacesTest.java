package io.svcaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.source.Kustomization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where objects land, by the documentation of `namespace` in kustomizations.
class NamespacesTest {
  private static Kustomization kustomization(
      String directory, String namespace, String... includes) {
    return new Kustomization(
        directory,
        List.of(includes),
        Optional.of(namespace).filter(name -> !name.isEmpty()),
        false);
  }

  private static String of(String directory, Kustomization... kustomizations) {
    return new Namespaces("default", List.of(kustomizations)).of(directory, Optional.of("written"));
  }

  @Test
  void withoutKustomizationTheWrittenOneCounts() {
    var namespaces = new Namespaces("team", List.of());
    assertThat(namespaces.of("k8s", Optional.of("shop"))).isEqualTo("shop");
    assertThat(namespaces.of("k8s", Optional.empty())).isEqualTo("team");
  }

  @Test
  void oneOverlayMovesItsBase() {
    var overlay = kustomization("overlays/prod", "prod", "base");
    var base = kustomization("base", "", "base/web.yaml");
    assertThat(of("overlays/prod", overlay, base)).isEqualTo("prod");
    assertThat(of("base", overlay, base)).isEqualTo("prod");
    assertThat(of("elsewhere", overlay, base)).isEqualTo("written");
  }

  @Test
  void overlaysOverOneBaseAreOneNamespace() {
    Kustomization[] all = {
      kustomization("overlays/dev", "dev", "base"),
      kustomization("overlays/prod", "prod", "base"),
      kustomization("overlays/plain", "", "base"),
      kustomization("base", "")
    };
    String base = of("base", all);
    assertThat(of("overlays/dev", all)).isEqualTo(base);
    assertThat(of("overlays/prod", all)).isEqualTo(base);
    assertThat(of("overlays/plain", all)).isEqualTo(base);
  }

  @Test
  void aCollectionOfAppsKeepsTheirNamespacesApart() {
    Kustomization[] all = {
      kustomization("cluster", "", "apps/a", "apps/b"),
      kustomization("apps/a", "a"),
      kustomization("apps/b", "b")
    };
    assertThat(of("apps/a", all)).isEqualTo("a");
    assertThat(of("apps/b", all)).isEqualTo("b");
    assertThat(of("cluster", all)).isEqualTo("written");
  }
}
