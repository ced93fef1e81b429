package io.svcaudit.topology;

import static io.svcaudit.topology.Selecting.confidence;
import static io.svcaudit.topology.Selecting.deployment;
import static io.svcaudit.topology.Selecting.docs;
import static io.svcaudit.topology.Selecting.in;
import static io.svcaudit.topology.Selecting.named;
import static io.svcaudit.topology.Selecting.service;
import static io.svcaudit.topology.Selecting.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.SourceFile.Origin;
import io.svcaudit.source.Unseen;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where nothing is said because the Pods may come from what was not read.
class UnknownSelectionTest {
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
}
