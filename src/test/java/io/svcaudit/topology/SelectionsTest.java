package io.svcaudit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.Service;
import io.svcaudit.rules.Manifest;
import io.svcaudit.source.Kustomization;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.SourceFile.Origin;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.Selection.Near.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionsTest {
  private static String service(String name, String selector) {
    return "apiVersion: v1\nkind: Service\nmetadata: {name: %s}\nspec: {selector: {%s}}\n"
        .formatted(name, selector);
  }

  private static String workload(String kind, String name, String labels) {
    String group =
        switch (kind) {
          case "Job" -> "batch/v1";
          case "ReplicationController" -> "v1";
          default -> "apps/v1";
        };
    return """
    apiVersion: %s
    kind: %s
    metadata: {name: %s}
    spec: {template: {metadata: {labels: {%s}}, spec: {containers: [{name: c, image: c}]}}}
    """
        .formatted(group, kind, name, labels);
  }

  private static String deployment(String name, String labels) {
    return workload("Deployment", name, labels);
  }

  private static String in(String namespace, String text) {
    return text.replace("metadata: {name", "metadata: {namespace: %s, name".formatted(namespace));
  }

  private static String docs(String... texts) {
    return String.join("---\n", texts);
  }

  /// Of the first Service in files that the user named.
  private static Selection named(String... texts) {
    Topology topology = Manifest.of(docs(texts)).topology();
    return topology.selection(topology.services().getFirst());
  }

  private static Selection in(Topology topology, String file) {
    return topology.selection(service(topology, file));
  }

  private static Service service(Topology topology, String file) {
    return topology.services().stream()
        .filter(s -> s.object().file().name().equals(file))
        .findFirst()
        .orElseThrow();
  }

  private static Topology tree(Map<String, String> files, Kustomization... kustomizations) {
    Manifest manifest = Manifest.tree(files);
    for (Kustomization kustomization : kustomizations) manifest.with(kustomization);
    return manifest.topology();
  }

  private static Kustomization kustomization(String directory, String... includes) {
    return new Kustomization(directory, List.of(includes), Optional.empty(), false);
  }

  private static List<String> files(Selection selection) {
    return selection.workloads().stream().map(w -> w.object().file().name()).toList();
  }

  private static Near near(Selection selection) {
    assertThat(selection).isInstanceOf(Selection.Nothing.class);
    Near near = ((Selection.Nothing) selection).near();
    assertThat(near).isNotNull();
    return near;
  }

  private static Confidence confidence(Selection selection) {
    assertThat(selection).isInstanceOf(Selection.Nothing.class);
    return ((Selection.Nothing) selection).confidence();
  }

  // What matches

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

  // Labels set at run time, as the controllers of Kubernetes 1.35 set them

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

  // What comes near

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CASE     | app: api                 | app: API",
        "SPELLING | app: checkout            | app: chekcout",
        "SPELLING | app: shop-api            | app: shop_api",
        "KEY      | app: api                 | app.kubernetes.io/name: api",
        "KEY      | component: api           | componnent: api",
        "VALUE    | app: api, tier: web      | app: api, tier: backend",
        "MISSING  | app: api, tier: web      | app: api",
      })
  void itSaysWhatDiffers(Reason reason, String selector, String labels) {
    Near near = near(named(service("api", selector), deployment("api", labels)));
    assertThat(near.reason()).isEqualTo(reason);
    assertThat(near.wanted()).isNotNull();
    assertThat(near.actual() == null).isEqualTo(reason == Reason.MISSING);
  }

  @Test
  void labelsOfTheWorkloadItselfAreNotThoseOfItsPods() {
    String deployment =
        deployment("api", "app: api").replace("{name: api}", "{name: api, labels: {tier: web}}");
    Near near = near(named(service("api", "app: api, tier: web"), deployment));
    assertThat(near.reason()).isEqualTo(Reason.NOT_IN_TEMPLATE);
    assertThat(near.actual()).hasToString("tier: web");
  }

  @Test
  void allLabelsInAnotherNamespace() {
    Selection both =
        named(in("a", service("api", "app: api")), in("b", deployment("api", "app: api")));
    assertThat(near(both).reason()).isEqualTo(Reason.NAMESPACE);
    assertThat(confidence(both)).isEqualTo(Confidence.HIGH);
    Selection one = named(in("a", service("api", "app: api")), deployment("api", "app: api"));
    assertThat(confidence(one)).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void aWorkloadThatAnotherServiceSelectsWaitsForNoneInAnotherNamespace() {
    assertThat(
            named(
                in("a", service("api", "app: api")),
                in("b", service("api", "app: api")),
                in("b", deployment("api", "app: api"))))
        .isInstanceOf(Selection.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app: db-0 | app: db-1",
        "app: shop-v1 | app: shop-v2",
        "app: cart | app: load",
        "app: ui | app: up"
      })
  void differentNamesAreNotNear(String selector, String labels) {
    Selection selection = named(service("x", selector), deployment("y", labels));
    assertThat(((Selection.Nothing) selection).near()).isNull();
  }

  @Test
  void aNearNameThatHasItsServiceIsAnotherApplication() {
    Selection selection =
        named(
            service("auth", "app: auth"),
            service("oauth", "app: oauth"),
            deployment("oauth", "app: oauth"));
    assertThat(((Selection.Nothing) selection).near()).isNull();
  }

  @Test
  void jobsAreNotNear() {
    Selection selection =
        named(
            service("x", "app: api"),
            workload("Job", "migrate", "app: API"),
            deployment("y", "app: web"));
    assertThat(((Selection.Nothing) selection).near()).isNull();
  }

  @Test
  void theStrongestLikenessWins() {
    Near near =
        near(
            named(
                service("api", "app: api, tier: web"),
                deployment("api", "app: api"),
                deployment("front", "app: api, tier: Web")));
    assertThat(near.workload().object().name()).isEqualTo("front");
  }

  @Test
  void aLabelOutsideOfTheTemplateSaysMoreThanAnotherValue() {
    String labelled =
        deployment("b", "app: x").replace("{name: b}", "{name: b, labels: {tier: web}}");
    Near near =
        near(
            named(
                service("s", "app: x, tier: web"), deployment("a", "app: x, tier: db"), labelled));
    assertThat(near.workload().object().name()).isEqualTo("b");
  }

  @Test
  void aValueOfAnotherNameIsLessSure() {
    assertThat(
            confidence(
                named(
                    service("api-svc", "app: x, tier: web"),
                    deployment("api-deployment", "app: x, tier: db"))))
        .isEqualTo(Confidence.HIGH);
    assertThat(
            confidence(
                named(service("api", "app: x, tier: web"), deployment("db", "app: x, tier: db"))))
        .isEqualTo(Confidence.MEDIUM);
  }

  // What is not known

  @Test
  void aServiceAloneIsUnknown() {
    assertThat(named(service("api", "app: api"))).isInstanceOf(Selection.Unknown.class);
    assertThat(
            in(
                tree(
                    Map.of(
                        "a/svc.yaml",
                        service("api", "app: api"),
                        "b/web.yaml",
                        deployment("web", "app: web"))),
                "a/svc.yaml"))
        .isInstanceOf(Selection.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app: api, role: leader",
        "app: api, operator: leader",
        "app: api, vault-active: \"true\"",
        "app: api, spilo-role: master",
        "cnpg.io/instanceRole: primary"
      })
  void rolesAreSetByTheSoftware(String selector) {
    assertThat(named(service("x", selector), deployment("api", "app: api")))
        .isInstanceOf(Selection.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service.cilium.io/global: \"true\"", "io.cilium/global-service: \"true\"",
        "mirror.linkerd.io/exported: \"true\"", "multicluster.x-k8s.io/service-name: api",
        "control-plane.alpha.kubernetes.io/leader: x"
      })
  void otherClustersMayHoldThePods(String annotation) {
    String service =
        service("x", "app: api")
            .replace("{name: x", "{annotations: {%s}, name: x".formatted(annotation));
    assertThat(named(service, deployment("web", "app: web"))).isInstanceOf(Selection.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql.cnpg.io/v1, Cluster", "databases.spotahome.com/v1, RedisFailover",
    "kafka.strimzi.io/v1, Kafka", "elasticsearch.k8s.elastic.co/v1, Elasticsearch",
    "acid.zalan.do/v1, postgresql", "leaderworkerset.x-k8s.io/v1, LeaderWorkerSet"
  })
  void operatorsMayMakeThePods(String apiVersion, String kind) {
    String resource =
        "apiVersion: %s\nkind: %s\nmetadata: {name: x}\nspec: {}\n".formatted(apiVersion, kind);
    assertThat(named(service("x", "app: db"), resource, deployment("web", "app: web")))
        .isInstanceOf(Selection.Unknown.class);
    Selection evident = named(service("web", "app: web"), resource, deployment("web", "app: Web"));
    assertThat(confidence(evident)).isEqualTo(Confidence.MEDIUM);
  }

  @ParameterizedTest
  @CsvSource({
    "monitoring.coreos.com/v1, ServiceMonitor",
    "cert-manager.io/v1, Certificate",
    "networking.istio.io/v1, VirtualService"
  })
  void otherResourcesMakeNoPods(String apiVersion, String kind) {
    String resource =
        "apiVersion: %s\nkind: %s\nmetadata: {name: x}\nspec: {}\n".formatted(apiVersion, kind);
    assertThat(named(service("x", "app: db"), resource, deployment("web", "app: web")))
        .isInstanceOf(Selection.Nothing.class);
  }

  @Test
  void placeholdersStandForWhatWillBeApplied() {
    assertThat(named(service("gate", "app: gate"), deployment("\"tablet-{{uid}}\"", "app: tablet")))
        .isInstanceOf(Selection.Unknown.class);
  }

  @Test
  void kubeSystemHoldsMoreThanWasRead() {
    assertThat(
            named(
                in("kube-system", service("dns", "k8s-app: kube-dns")),
                in("kube-system", deployment("web", "app: web"))))
        .isInstanceOf(Selection.Unknown.class);
  }

  @Test
  void somethingUnreadBesideItLowersTheConfidence() {
    var manifest = Manifest.of(docs(service("api", "app: api"), deployment("api", "app: Api")));
    SourceFile file = manifest.files().getFirst();
    Topology before = manifest.topology();
    assertThat(confidence(in(before, "test.yaml"))).isEqualTo(Confidence.HIGH);
    var broken = new Manifest().with(file);
    broken.with(new SourceFile("broken.yaml", ".", "apiVersion: v1\nkind: [}\n", Origin.NAMED));
    assertThat(broken.unseen()).extracting(Unseen::reach).containsExactly(Unseen.Reach.GIVEN);
    assertThat(confidence(in(broken.topology(), "test.yaml"))).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void aFolderOfLoosePiecesIsLessThanAnApplication() {
    var pieces = Map.of("a/x.yaml", docs(service("x", "app: x"), deployment("y", "role-of: y")));
    assertThat(confidence(in(tree(pieces), "a/x.yaml"))).isEqualTo(Confidence.LOW);
    var application =
        Map.of(
            "a/x.yaml", service("x", "app: x"),
            "a/y.yaml", docs(service("y", "app: yonder"), deployment("y", "app: yonder")),
            "a/z.yaml", docs(service("z", "app: zebra"), deployment("z", "app: zebra")));
    assertThat(confidence(in(tree(application), "a/x.yaml"))).isEqualTo(Confidence.MEDIUM);
  }

  // Folders

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
