package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.built.Built;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The rules that need a cluster, on objects that real controllers made; each fires, and stays
/// quiet once the cause is gone.
@OnControlPlane
class LiveRulesIT {
  private static final Duration SOON = Duration.ofSeconds(0);
  private static final Duration LATER = Duration.ofMinutes(10);

  private final ControlPlane plane;
  private final Kubelet kubelet;
  private String namespace = "";

  LiveRulesIT(ControlPlane plane, Kubelet kubelet) {
    this.plane = plane;
    this.kubelet = kubelet;
  }

  @BeforeEach
  void useANewNamespace() {
    namespace = plane.namespace();
  }

  private static String deployment(String name, int replicas) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s}
    spec:
      replicas: %2$d
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec:
          containers:
          - name: %1$s
            image: "example.com/%1$s:1"
            ports: [{name: http, containerPort: 8080}]
            readinessProbe: {httpGet: {path: /ready, port: http}}
    """
        .formatted(name, replicas);
  }

  private static String service(String name, String spec) {
    return """
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s}
    spec: {selector: {app: %1$s}, ports: [{port: 80, targetPort: http}]%2$s}
    """
        .formatted(name, spec.isEmpty() ? "" : ", " + spec);
  }

  /// What the jar and the executable find now, or some time from now; they must agree.
  private List<String> findings(Duration later, String... options) throws IOException {
    return findings(later, plane, options);
  }

  private List<String> findings(Duration later, ControlPlane of, String... options)
      throws IOException {
    try (var server = new LaterServer(of.api(), later)) {
      var arguments = new ArrayList<>(List.of("--server", server.url(), "-n", namespace));
      arguments.addAll(List.of(options));
      List<List<String>> all =
          Built.all()
              .map(built -> Audits.findings(Audits.report(built, arguments.toArray(String[]::new))))
              .toList();
      assertThat(all).allMatch(all.getFirst()::equals);
      return all.getFirst();
    }
  }

  private List<String> rule(String rule, Duration later) throws IOException {
    return rule(rule, later, plane);
  }

  private List<String> rule(String rule, Duration later, ControlPlane of) throws IOException {
    return findings(later, of, "--rule", rule, "--confidence", "low");
  }

  @Test
  void aSoundApplicationIsSound() throws IOException {
    plane.apply(namespace, deployment("web", 2) + service("web", ""));
    kubelet.run(namespace, 2);
    assertThat(findings(LATER)).isEmpty();
  }

  @Test
  void noReadyEndpointsAndCrashLooping() throws IOException {
    plane.apply(namespace, deployment("web", 2) + service("web", ""));
    List<String> pods = kubelet.pods(namespace, "app=web", 2);
    kubelet.set(new PodState.CrashLooping(7), namespace, pods);
    assertThat(findings(LATER))
        .as("one cause, one finding")
        .containsExactly("no-ready-endpoints Service web");
    assertThat(rule("crashlooping-backend", SOON))
        .containsExactly("crashlooping-backend Deployment web");

    kubelet.set(new PodState.Ready(), namespace, pods);
    assertThat(findings(SOON)).isEmpty();
  }

  @Test
  void podsThatNoNodeTakes() throws IOException {
    plane.apply(namespace, deployment("web", 1) + service("web", ""));
    List<String> pods = kubelet.pods(namespace, "app=web", 1);
    kubelet.set(new PodState.Unscheduled("0/2 nodes are available."), namespace, pods);
    assertThat(findings(LATER)).containsExactly("no-ready-endpoints Service web");
    assertThat(findings(SOON)).as("it may still get one").isEmpty();
  }

  @Test
  void someEndpointsNotReady() throws IOException {
    plane.apply(namespace, deployment("web", 3) + service("web", ""));
    List<String> pods = kubelet.pods(namespace, "app=web", 3);
    kubelet.run(namespace, 3);
    kubelet.set(new PodState.NotReady("HTTP probe failed"), namespace, pods.getFirst());
    assertThat(findings(LATER)).containsExactly("some-endpoints-not-ready Service web");
    assertThat(findings(SOON)).as("it may come back").isEmpty();
  }

  @Test
  void endpointPortMissing() throws IOException {
    plane.apply(
        namespace,
        deployment("web", 1) + service("web", "").replace("targetPort: http", "targetPort: web"));
    kubelet.run(namespace, 1);
    assertThat(rule("endpoint-port-missing", LATER))
        .containsExactly("endpoint-port-missing Service web");

    plane.apply(namespace, service("web", ""));
    kubelet.settle(namespace);
    assertThat(rule("endpoint-port-missing", LATER)).isEmpty();
  }

  @Test
  void endpointsliceStale() throws IOException {
    try (var own = ControlPlane.start(Assets.find().orElseThrow())) {
      namespace = own.namespace();
      own.apply(namespace, deployment("web", 2) + service("web", ""));
      List<String> pods = own.kubelet().pods(namespace, "app=web", 2);
      own.kubelet().run(namespace, 2);
      assertThat(rule("endpointslice-stale", LATER, own)).isEmpty();
      own.stopControllers();
      own.kubectl("delete", "pod", "-n", namespace, pods.getFirst(), "--force");
      assertThat(rule("endpointslice-stale", SOON, own)).as("slices follow in a moment").isEmpty();
      assertThat(rule("endpointslice-stale", LATER, own))
          .containsExactly("endpointslice-stale Service web");
    }
  }

  @Test
  void orphanedEndpointslice() throws IOException {
    plane.apply(
        namespace,
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: lost, labels: {kubernetes.io/service-name: gone}}
        addressType: IPv4
        ports: [{port: 80}]
        endpoints: [{addresses: [10.1.2.3]}]
        """);
    assertThat(rule("orphaned-endpointslice", LATER))
        .containsExactly("orphaned-endpointslice EndpointSlice lost");

    plane.apply(
        namespace,
        "{apiVersion: v1, kind: Service, metadata: {name: gone}, spec: {ports: [{port: 80}]}}");
    assertThat(rule("orphaned-endpointslice", LATER)).isEmpty();
  }

  @Test
  void readyPodNotSelected() throws IOException {
    plane.apply(
        namespace,
        deployment("web", 2).replace("labels: {app: web}", "labels: {app: web, track: blue}")
            + service("web", "")
                .replace("selector: {app: web}", "selector: {app: web, track: blue}"));
    List<String> pods = kubelet.pods(namespace, "app=web", 2);
    kubelet.run(namespace, 2);
    assertThat(rule("ready-pod-not-selected", LATER)).isEmpty();
    plane.kubectl("label", "pod", "-n", namespace, pods.getFirst(), "track=off", "--overwrite");
    kubelet.settle(namespace);
    assertThat(rule("ready-pod-not-selected", LATER))
        .containsExactly("ready-pod-not-selected Deployment web");
  }

  @Test
  void loadbalancerPending() throws IOException {
    plane.apply(namespace, deployment("web", 1) + service("web", "type: LoadBalancer"));
    kubelet.run(namespace, 1);
    assertThat(rule("loadbalancer-pending", SOON)).as("it takes its time").isEmpty();
    assertThat(rule("loadbalancer-pending", LATER))
        .containsExactly("loadbalancer-pending Service web");

    kubelet.balance(namespace, "web", "203.0.113.7");
    assertThat(rule("loadbalancer-pending", LATER)).isEmpty();
  }

  @Test
  void ingressWithoutAddress() throws IOException {
    plane.apply(
        namespace,
        deployment("web", 1)
            + service("web", "")
            + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web}
            spec:
              ingressClassName: no-such-class
              defaultBackend: {service: {name: web, port: {number: 80}}}
            """);
    kubelet.run(namespace, 1);
    assertThat(rule("ingress-without-address", SOON)).isEmpty();
    assertThat(rule("ingress-without-address", LATER))
        .containsExactly("ingress-without-address Ingress web");

    kubelet.admit(namespace, "web", "203.0.113.8");
    assertThat(rule("ingress-without-address", LATER)).isEmpty();
  }

  @Test
  void localPolicyEmptyNodes() throws IOException {
    plane.apply(namespace, deployment("web", 1) + service("web", "internalTrafficPolicy: Local"));
    List<String> pods = kubelet.pods(namespace, "app=web", 1);
    kubelet.bind(Kubelet.NODE_A, namespace, pods.getFirst());
    kubelet.run(namespace, 1);
    assertThat(rule("local-policy-empty-nodes", LATER))
        .containsExactly("local-policy-empty-nodes Service web");

    plane.apply(namespace, service("web", "internalTrafficPolicy: Cluster"));
    assertThat(rule("local-policy-empty-nodes", LATER)).isEmpty();
  }

  @Test
  void topologyHintsMissing() throws IOException {
    plane.apply(
        namespace,
        deployment("web", 2)
            + service("web", "trafficDistribution: PreferSameZone")
                .replace(
                    "{name: web}",
                    "{name: web, annotations: {service.kubernetes.io/topology-mode: Auto}}"));
    kubelet.run(namespace, 2);
    assertThat(rule("topology-hints-missing", LATER))
        .as("that annotation and this field exclude each other, and two endpoints are too few")
        .containsExactly("topology-hints-missing Service web");

    plane.kubectl(
        "annotate", "service", "-n", namespace, "web", "service.kubernetes.io/topology-mode-");
    kubelet.settle(namespace);
    Await.until(
        () -> {
          try {
            return rule("topology-hints-missing", LATER).isEmpty()
                ? Optional.of(true)
                : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        () -> "hints in the slices");
  }

  @Test
  void dnsBroken() throws IOException {
    plane.apply(
        "kube-system",
        (deployment("coredns", 1) + service("kube-dns", ""))
            .replace("{app: kube-dns}", "{k8s-app: kube-dns}")
            .replace("{app: coredns}", "{k8s-app: kube-dns}")
            .replace(
                "metadata: {name: kube-dns}",
                "metadata: {name: kube-dns, labels: {k8s-app: kube-dns}}"));
    namespace = "kube-system";
    List<String> pods = kubelet.pods("kube-system", "k8s-app=kube-dns", 1);
    try {
      kubelet.set(new PodState.CrashLooping(9), "kube-system", pods);
      assertThat(rule("dns-broken", LATER)).containsExactly("dns-broken Service kube-dns");
      kubelet.set(new PodState.Ready(), "kube-system", pods);
      assertThat(rule("dns-broken", LATER)).isEmpty();
    } finally {
      plane.kubectl("delete", "-n", "kube-system", "deploy/coredns", "svc/kube-dns");
      kubelet.remove("kube-system", pods.toArray(String[]::new));
    }
  }

  @Test
  void filesAndClusterAgree() throws IOException {
    plane.apply(
        namespace, deployment("web", 1) + service("web", "").replace("{app: web}", "{app: wbe}"));
    kubelet.pods(namespace, "app=web", 1);
    assertThat(findings(LATER)).contains("service-selector-matches-nothing Service web");
  }
}
