package io.svcaudit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Manifest;
import io.svcaudit.source.Unseen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a reference from an Ingress named `web` to a Service leads to.
class ResolveTest {
  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web}
      spec: {rules: []}
      """;
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api}
      spec: {template: {metadata: {labels: {app: api}}, spec: {containers: [{name: api, image: api}]}}}
      """;

  private static String service(String name) {
    return "apiVersion: v1\nkind: Service\nmetadata: {name: %s}\nspec: {selector: {app: api}}\n"
        .formatted(name);
  }

  private static String in(String namespace, String text) {
    return text.replace("metadata: {", "metadata: {namespace: %s, ".formatted(namespace));
  }

  private static String docs(String... texts) {
    return String.join("---\n", texts);
  }

  private static Resolution<Service> resolve(Map<String, String> tree, String file, String name) {
    Topology topology = Manifest.tree(tree).topology();
    return topology.service(ingress(topology, file), name);
  }

  private static KubeObject ingress(Topology topology, String file) {
    return topology.ingresses().stream()
        .map(i -> i.object())
        .filter(o -> o.file().name().equals(file))
        .findFirst()
        .orElseThrow();
  }

  private static String fileOf(Resolution<Service> resolution) {
    assertThat(resolution).isInstanceOf(Resolution.Found.class);
    Service found = resolution.orNull();
    return found == null ? "" : found.object().file().name();
  }

  private static Confidence absent(Resolution<?> resolution) {
    assertThat(resolution).isInstanceOf(Resolution.Absent.class);
    return resolution instanceof Resolution.Absent<?>(var confidence, var _)
        ? confidence
        : Confidence.LOW;
  }

  @Test
  void theOwnFolderComesFirst() {
    var tree = new HashMap<String, String>();
    tree.put("dev/app.yaml", docs(INGRESS, service("api")));
    tree.put("prod/app.yaml", docs(INGRESS, service("api")));
    assertThat(fileOf(resolve(tree, "dev/app.yaml", "api"))).isEqualTo("dev/app.yaml");
    assertThat(fileOf(resolve(tree, "prod/app.yaml", "api"))).isEqualTo("prod/app.yaml");
  }

  @Test
  void foldersAboveAndBelowBelongToIt() {
    var tree =
        Map.of(
            "k8s/web/ingress.yaml", INGRESS,
            "k8s/shared.yaml", service("shared"),
            "k8s/web/parts/api.yaml", service("api"));
    assertThat(fileOf(resolve(tree, "k8s/web/ingress.yaml", "shared")))
        .isEqualTo("k8s/shared.yaml");
    assertThat(fileOf(resolve(tree, "k8s/web/ingress.yaml", "api")))
        .isEqualTo("k8s/web/parts/api.yaml");
  }

  @Test
  void aNamespaceThatBothWriteJoinsFolders() {
    var tree =
        Map.of("a/ingress.yaml", in("shop", INGRESS), "b/api.yaml", in("shop", service("api")));
    assertThat(fileOf(resolve(tree, "a/ingress.yaml", "api"))).isEqualTo("b/api.yaml");
  }

  @Test
  void theWrittenDefaultNamespaceIsTheUnwrittenOne() {
    var tree = Map.of("app.yaml", docs(INGRESS, in("default", service("api"))));
    assertThat(fileOf(resolve(tree, "app.yaml", "api"))).isEqualTo("app.yaml");
  }

  @Test
  void beyondItsOwnServicesItIsAbsentForSure() {
    var tree = Map.of("app.yaml", docs(INGRESS, service("api"), DEPLOYMENT));
    assertThat(absent(resolve(tree, "app.yaml", "gone"))).isEqualTo(Confidence.HIGH);
  }

  @Test
  void anotherNamespaceLowersTheConfidenceAndComesFirstAmongTheNear() {
    var tree =
        Map.of("app.yaml", docs(INGRESS, service("apis"), in("shop", service("api")), DEPLOYMENT));
    Resolution<Service> resolution = resolve(tree, "app.yaml", "api");
    assertThat(absent(resolution)).isEqualTo(Confidence.MEDIUM);
    assertThat(((Resolution.Absent<Service>) resolution).near())
        .extracting(s -> s.ref().qualifiedName())
        .containsExactly("shop/api", "default/apis");
  }

  @Test
  void somethingUnreadBesideItLowersTheConfidence() {
    Manifest manifest = Manifest.of(docs(INGRESS, service("api"), DEPLOYMENT, "a: [\n"));
    Topology topology = manifest.topology();
    assertThat(manifest.unseen()).extracting(Unseen::reach).containsOnly(Unseen.Reach.GIVEN);
    assertThat(absent(topology.service(ingress(topology, "test.yaml"), "gone")))
        .isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void aPieceAloneProvesNothing() {
    assertThat(resolve(Map.of("ingress.yaml", INGRESS), "ingress.yaml", "api"))
        .isInstanceOf(Resolution.Unknown.class);
    var besideWorkloads = Map.of("app.yaml", docs(INGRESS, DEPLOYMENT));
    assertThat(resolve(besideWorkloads, "app.yaml", "api")).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void aMatchInAnUnrelatedFolderIsNeitherFoundNorAbsentForAPiece() {
    var tree = Map.of("a/ingress.yaml", INGRESS, "b/app.yaml", docs(service("api"), DEPLOYMENT));
    assertThat(resolve(tree, "a/ingress.yaml", "api")).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void aMatchInAnUnrelatedFolderDoesNotRepairAnApplication() {
    var tree =
        Map.of(
            "a/app.yaml", docs(INGRESS, service("web"), DEPLOYMENT),
            "b/app.yaml", docs(service("api"), DEPLOYMENT));
    assertThat(absent(resolve(tree, "a/app.yaml", "api"))).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void aServiceOfAFolderAboveProvesNothingAboutSamples() {
    var tree =
        Map.of("http-svc.yaml", docs(service("http-svc"), DEPLOYMENT), "tests/allow.yaml", INGRESS);
    assertThat(resolve(tree, "tests/allow.yaml", "svc1")).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void aFileThatRepeatsOthersIsCompleteWithoutTheFoldersBelow() {
    var tree = new ArrayList<Map.Entry<String, String>>();
    String install = docs(INGRESS, service("web"), DEPLOYMENT);
    tree.add(Map.entry("install.yaml", install));
    tree.add(Map.entry("ha-install.yaml", install));
    tree.add(Map.entry("base/api/service.yaml", service("api")));
    Map<String, String> files = Map.ofEntries(tree.get(0), tree.get(1), tree.get(2));
    assertThat(absent(resolve(files, "install.yaml", "api"))).isEqualTo(Confidence.MEDIUM);
    assertThat(absent(resolve(files, "ha-install.yaml", "api"))).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void customResourcesMayMakeIt() {
    String cluster = "apiVersion: databases.example.com/v1\nkind: Cluster\nmetadata: {name: c}\n";
    var tree = Map.of("app.yaml", docs(INGRESS, service("api"), DEPLOYMENT, cluster));
    assertThat(resolve(tree, "app.yaml", "c-rw")).isInstanceOf(Resolution.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${NAME}", "<service>", "__service__", "%s", "a b"})
  void aPlaceholderIsUnknown(String name) {
    var tree = Map.of("app.yaml", docs(INGRESS, service("api"), DEPLOYMENT));
    assertThat(resolve(tree, "app.yaml", name)).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void kubeSystemHoldsMoreThanWasRead() {
    var tree = Map.of("app.yaml", in("kube-system", docs(INGRESS, service("api"), DEPLOYMENT)));
    assertThat(resolve(tree, "app.yaml", "kubernetes-dashboard"))
        .isInstanceOf(Resolution.Unknown.class);
  }

  private static Resolution<Service> resolveIn(
      Map<String, String> tree, String file, String namespace, String name) {
    Topology topology = Manifest.tree(tree).topology();
    return topology.service(ingress(topology, file), namespace, name);
  }

  @Test
  void anotherNamespaceIsLookedUpThere() {
    var tree = Map.of("app.yaml", docs(INGRESS, service("api"), in("shop", service("api"))));

    assertThat(resolveIn(tree, "app.yaml", "shop", "api"))
        .isInstanceOfSatisfying(
            Resolution.Found.class,
            found -> assertThat(((Service) found.target()).ref().namespace()).isEqualTo("shop"));
  }

  @Test
  void aNamespaceOfWhichNothingWasReadIsUnknown() {
    var tree = Map.of("app.yaml", docs(INGRESS, service("api"), DEPLOYMENT));
    assertThat(resolveIn(tree, "app.yaml", "shop", "gone")).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void beyondTheServicesOfAnotherNamespaceItIsAbsent() {
    var tree = Map.of("app.yaml", docs(INGRESS, service("api"), in("shop", service("apis"))));
    assertThat(absent(resolveIn(tree, "app.yaml", "shop", "gone"))).isEqualTo(Confidence.HIGH);
  }

  @Test
  void aNamespaceThatBothWriteJoinsFoldersAcrossNamespaces() {
    var tree = Map.of("a/ingress.yaml", INGRESS, "b/api.yaml", in("shop", service("api")));
    assertThat(fileOf(resolveIn(tree, "a/ingress.yaml", "shop", "api"))).isEqualTo("b/api.yaml");
  }
}
