package io.svcaudit.topology.policy;

import static io.svcaudit.topology.policy.Cluster.namespace;
import static io.svcaudit.topology.policy.Cluster.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.KubeKind;
import io.svcaudit.model.Model;
import io.svcaudit.model.Resource;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Observation;
import io.svcaudit.source.Observation.Gap;
import io.svcaudit.source.SourceFile;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The policies of a cluster: what its Pods show, and what could not be listed.
class LivePoliciesTest {
  private static final String CLOSED = policy("shop", "closed", "podSelector: {}, ingress: []");

  private static Cluster cluster(List<Gap> gaps, String... documents) {
    var seen =
        new Observation(
            Instant.EPOCH,
            "test",
            Set.of(),
            Stream.of(Resource.WORKLOADS, Resource.NETWORK_POLICIES, Resource.NAMESPACES)
                .flatMap(resource -> resource.kinds().stream())
                .map(KubeKind::qualified)
                .collect(Collectors.toSet()),
            gaps);
    var file =
        new SourceFile("x.yaml", ".", String.join("---\n", documents), SourceFile.Origin.NAMED);
    return new Cluster(
        Topology.ofCluster(
            Model.objects(
                Manifests.read(file).documents(), (_, written) -> written.orElse("default")),
            seen));
  }

  private static Cluster cluster(String... documents) {
    return cluster(List.of(), documents);
  }

  private static String statefulSet(String name) {
    return """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: %s, namespace: shop, uid: %1$s}
    spec: {template: {metadata: {labels: {app: %1$s}}, spec: {containers: [{name: c, image: c}]}}}
    """
        .formatted(name);
  }

  private static String pod(String owner, int number, String labels) {
    return """
    apiVersion: v1
    kind: Pod
    metadata:
      name: %1$s-%2$d
      namespace: shop
      labels: {app: %1$s, statefulset.kubernetes.io/pod-name: %1$s-%2$d%3$s}
      ownerReferences: [{kind: StatefulSet, name: %1$s, uid: %1$s, controller: true}]
    spec:
      containers: [{name: c, image: c}]
      initContainers:
      - {name: proxy, restartPolicy: Always, ports: [{name: mesh, containerPort: 15008}]}
    status: {phase: Running, podIPs: [{ip: 10.0.0.%2$d}]}
    """
        .formatted(owner, number, labels);
  }

  @Test
  void thePodsShowTheirLabels() {
    String injected = pod("db", 0, ", mesh: a") + "---\n" + pod("db", 1, ", mesh: a");
    String half = pod("db", 0, ", mesh: a") + "---\n" + pod("db", 1, ", mesh: b");
    String a = policy("shop", "a", "podSelector: {matchLabels: {mesh: a}}");

    assertThat(cluster(statefulSet("db"), injected, a).connections("db", "db")).isEqualTo("none");
    assertThat(cluster(statefulSet("db"), half, a).connections("db", "db")).isEqualTo("none?");
    assertThat(cluster(statefulSet("db"), a).connections("db", "db")).isEqualTo("all");
  }

  @Test
  void thePodsShowTheirPortsAndAddresses() {
    String open =
        policy(
            "shop",
            "open",
            "podSelector: {}, ingress: ["
                + "{ports: [{port: mesh}]},"
                + "{from: [{ipBlock: {cidr: 10.1.0.0/16}}], ports: [{port: 1}]},"
                + "{from: [{ipBlock: {cidr: 10.0.0.0/24}}], ports: [{port: 2}]}]");
    var cluster = cluster(statefulSet("db"), pod("db", 0, ""), open);

    Reachability reachability = cluster.between("db", "db");

    assertThat(reachability.certain()).hasToString("TCP 15008");
    assertThat(reachability.possible()).hasToString("TCP 2, 15008");
  }

  @Test
  void whatCouldNotBeListedIsUnknown() {
    var gap = new Gap("NetworkPolicy.networking.k8s.io", "shop", "may not list networkpolicies");
    var other = new Gap("CiliumNetworkPolicy.cilium.io", "", "may not list ciliumnetworkpolicies");
    var elsewhere = new Gap("NetworkPolicy.networking.k8s.io", "lab", "may not list them");

    assertThat(cluster(List.of(gap), statefulSet("db")).tcp("db", "db", 1))
        .isInstanceOfSatisfying(
            Verdict.Unknown.class,
            unknown -> assertThat(unknown.why()).isEqualTo("may not list networkpolicies"));
    assertThat(cluster(List.of(other), statefulSet("db"), CLOSED).connections("db", "db"))
        .isEqualTo("none?");
    assertThat(cluster(List.of(elsewhere), statefulSet("db"), CLOSED).connections("db", "db"))
        .isEqualTo("none");
  }

  @Test
  void withoutTheNamespacesTheirLabelsAreUnknown() {
    String open =
        policy(
            "shop",
            "open",
            "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]");
    var gap = new Gap("Namespace.", "", "may not list namespaces");

    assertThat(cluster(List.of(gap), statefulSet("db"), open).connections("db", "db"))
        .isEqualTo("none?");
    assertThat(cluster(namespace("shop", "team: a"), statefulSet("db"), open))
        .satisfies(cluster -> assertThat(cluster.connections("db", "db")).isEqualTo("all"));
    assertThat(cluster(namespace("shop", ""), statefulSet("db"), open))
        .satisfies(cluster -> assertThat(cluster.connections("db", "db")).isEqualTo("none"));
  }

  @Test
  void aPodThatWasNotReadIsGovernedByThePoliciesOfItsNamespace() {
    var cluster = cluster(statefulSet("db"), CLOSED.replace("ingress: []", "egress: [{}]"));

    assertThat(cluster.connections(cluster.pods("db"), cluster.anyPod("shop", Map.of())))
        .isEqualTo("none");
    assertThat(cluster.connections(cluster.pods("db"), cluster.anyPod("lab", Map.of())))
        .isEqualTo("all");
  }
}
