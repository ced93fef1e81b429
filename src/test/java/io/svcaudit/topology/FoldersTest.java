package io.svcaudit.topology;

import static io.svcaudit.topology.Selecting.confidence;
import static io.svcaudit.topology.Selecting.deployment;
import static io.svcaudit.topology.Selecting.docs;
import static io.svcaudit.topology.Selecting.files;
import static io.svcaudit.topology.Selecting.in;
import static io.svcaudit.topology.Selecting.kustomization;
import static io.svcaudit.topology.Selecting.near;
import static io.svcaudit.topology.Selecting.service;
import static io.svcaudit.topology.Selecting.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.Service;
import io.svcaudit.rules.Manifest;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.SourceFile.Origin;
import io.svcaudit.topology.Selection.Near.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Which folders belong together when a Service looks for its Pods.
class FoldersTest {
  @Test
  void overlaysOfOneBaseDoNotMeet() {
    var files = new TreeMap<String, String>();
    files.put("base/api.yaml", service("api", "app: api"));
    files.put("overlays/dev/api.yaml", deployment("api", "app: api"));
    files.put("overlays/prod/api.yaml", deployment("api", "app: api"));
    files.put("overlays/dev/svc.yaml", service("dev", "app: api"));
    files.put("overlays/prod/svc.yaml", service("prod", "app: api"));
    Topology topology =
        tree(files, kustomization("overlays/dev", "base"), kustomization("overlays/prod", "base"));
    assertThat(files(in(topology, "overlays/dev/svc.yaml")))
        .containsExactly("overlays/dev/api.yaml");
    assertThat(files(in(topology, "overlays/prod/svc.yaml")))
        .containsExactly("overlays/prod/api.yaml");
    assertThat(in(topology, "base/api.yaml")).isInstanceOf(Selection.Selected.class);
    assertThat(
            topology.sameUnit(
                service(topology, "overlays/dev/svc.yaml").object(),
                service(topology, "overlays/prod/svc.yaml").object()))
        .isFalse();
  }

  @Test
  void aComponentFindsThePodsOfItsBase() {
    Topology topology =
        tree(
            Map.of(
                "base/api.yaml", deployment("api", "app: api"),
                "components/lb/svc.yaml", service("api", "app: api")),
            kustomization("overlay", "base", "components/lb"));
    assertThat(files(in(topology, "components/lb/svc.yaml"))).containsExactly("base/api.yaml");
  }

  @Test
  void aHundredExamplesAreAHundredApplications() {
    var files = new HashMap<String, String>();
    for (int i = 0; i < 100; i++)
      files.put(
          "examples/%d/app.yaml".formatted(i),
          docs(service("web", "app: web"), deployment("web", "app: web")));
    files.put(
        "examples/7/app.yaml", docs(service("web", "app: web"), deployment("web", "app: Web")));
    Topology topology = tree(files);
    var broken = new ArrayList<String>();
    for (Service service : topology.services()) {
      Selection selection = topology.selection(service);
      if (selection instanceof Selection.Nothing) broken.add(service.object().file().name());
      else assertThat(files(selection)).containsExactly(service.object().file().name());
    }
    assertThat(broken).containsExactly("examples/7/app.yaml");
  }

  @Test
  void alternativesInOneFolderAreKeptApart() {
    Topology topology =
        tree(
            Map.of(
                "x/all.yaml", docs(service("web", "app: web"), deployment("web", "app: web")),
                "x/all-psa.yaml", docs(service("web", "app: web"), deployment("web", "app: web")),
                "x/extra.yaml", service("second", "app: web")));
    assertThat(files(in(topology, "x/all.yaml"))).containsExactly("x/all.yaml");
    assertThat(files(in(topology, "x/all-psa.yaml"))).containsExactly("x/all-psa.yaml");
    assertThat(in(topology, "x/extra.yaml").workloads()).hasSize(1);
  }

  @Test
  void anUnrelatedFolderDoesNotHideAFault() {
    Topology topology =
        tree(
            Map.of(
                "shop/api.yaml", docs(service("api", "app: api"), deployment("api", "app: Api")),
                "other/api.yaml", deployment("api", "app: api")));
    assertThat(near(in(topology, "shop/api.yaml")).reason()).isEqualTo(Reason.CASE);
    assertThat(confidence(in(topology, "shop/api.yaml"))).isEqualTo(Confidence.HIGH);
  }

  @Test
  void anUnrelatedFolderDoesNotRepairAnApplication() {
    Topology topology =
        tree(
            Map.of(
                "shop/api.yaml", service("api", "app: api"),
                "shop/y.yaml", docs(service("y", "app: yonder"), deployment("y", "app: yonder")),
                "shop/z.yaml", docs(service("z", "app: zebra"), deployment("z", "app: zebra")),
                "other/api.yaml", docs(service("w", "x: y"), deployment("api", "app: api"))));
    assertThat(confidence(in(topology, "shop/api.yaml"))).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void anExtraServiceMayBelongToAnotherFolder() {
    Topology topology =
        tree(
            Map.of(
                "extras/lb.yaml", service("lb", "app: api"),
                "kubernetes-manifests/api.yaml",
                    docs(service("api", "app: api"), deployment("api", "app: api"))));
    assertThat(in(topology, "extras/lb.yaml")).isInstanceOf(Selection.Unknown.class);
  }

  @Test
  void theFolderAboveBelongsToItButItsOwnPodsComeFirst() {
    var files = new TreeMap<String, String>();
    files.put("k8s/api.yaml", deployment("api", "app: api"));
    files.put("k8s/lb/svc.yaml", service("lb", "app: api"));
    assertThat(files(in(tree(files), "k8s/lb/svc.yaml"))).containsExactly("k8s/api.yaml");
    files.put("k8s/lb/api.yaml", deployment("api2", "app: api"));
    assertThat(files(in(tree(files), "k8s/lb/svc.yaml"))).containsExactly("k8s/lb/api.yaml");
  }

  @Test
  void whatTheFolderAboveLacksProvesNothing() {
    Topology topology =
        tree(
            Map.of(
                "k8s/load.yaml",
                deployment("load", "service: load"),
                "k8s/helm/svc.yaml",
                service("cart", "service: cart")));
    assertThat(in(topology, "k8s/helm/svc.yaml")).isInstanceOf(Selection.Unknown.class);
  }

  @Test
  void foldersByKindCompleteEachOther() {
    var files = new TreeMap<String, String>();
    files.put("k8s/services/api.yaml", service("api", "app: api"));
    files.put("k8s/deployments/api.yaml", deployment("api", "app: api"));
    assertThat(files(in(tree(files), "k8s/services/api.yaml")))
        .containsExactly("k8s/deployments/api.yaml");
    files.put("k8s/more/api.yaml", deployment("api", "app: api"));
    assertThat(in(tree(files), "k8s/services/api.yaml")).isInstanceOf(Selection.Unknown.class);
  }

  @Test
  void aWrittenNamespaceJoinsFolders() {
    Topology topology =
        tree(
            Map.of(
                "a/svc.yaml", in("shop", service("api", "app: api")),
                "b/c/api.yaml", in("shop", deployment("api", "app: api"))));
    assertThat(files(in(topology, "a/svc.yaml"))).containsExactly("b/c/api.yaml");
  }

  @Test
  void filesThatTheUserNamedAreOneUnit() {
    Topology topology =
        new Manifest()
            .with(new SourceFile("a/svc.yaml", "a", service("api", "app: api"), Origin.NAMED))
            .with(new SourceFile("b/api.yaml", "b", deployment("api", "app: api"), Origin.NAMED))
            .topology();
    assertThat(files(in(topology, "a/svc.yaml"))).containsExactly("b/api.yaml");
  }
}
