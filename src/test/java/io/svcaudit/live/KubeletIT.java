package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The controllers take what [Kubelet] does for a kubelet's work.
@OnControlPlane
class KubeletIT {
  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            initContainers:
            - {name: init, image: "busybox:1"}
            - {name: proxy, image: "proxy:1", restartPolicy: Always}
            containers:
            - {name: web, image: "nginx:1", ports: [{name: http, containerPort: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        type: LoadBalancer
        selector: {app: web}
        ports: [{port: 80, targetPort: http}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web}
      spec:
        defaultBackend: {service: {name: web, port: {number: 80}}}
      """;

  private static final String DATABASE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec:
        clusterIP: None
        selector: {app: db}
        ports: [{port: 5432}]
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        replicas: 2
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers: [{name: db, image: "postgres:17"}]
      """;

  private final ControlPlane plane;
  private final Kubelet kubelet;
  private String namespace = "";

  KubeletIT(ControlPlane plane, Kubelet kubelet) {
    this.plane = plane;
    this.kubelet = kubelet;
  }

  @BeforeEach
  void useANewNamespace() {
    namespace = plane.namespace();
  }

  @Test
  void podsOfADeploymentBecomeEndpoints() {
    plane.apply(namespace, WEB);
    kubelet.run(namespace, 2);
    assertThat(readiness("web")).containsExactly("true", "true");
    assertThat(slices("web", "zone")).containsExactlyInAnyOrder(Kubelet.ZONE_A, Kubelet.ZONE_B);
    assertThat(get("pods", "{.items[*].status.initContainerStatuses[*].ready}"))
        .isEqualTo("true true true true");
  }

  @Test
  void aNodeHasAddressesAndTakesPods() {
    String node = "node-of-" + namespace;
    kubelet.node(node, Map.of("topology.kubernetes.io/zone", "zone-x"), "203.0.113.9");
    plane.apply(namespace, WEB);
    List<String> pods = kubelet.pods(namespace, "app=web", 2);
    kubelet.bind(node, namespace, pods.getFirst(), pods.getLast());
    kubelet.run(namespace, 2);
    assertThat(slices("web", "nodeName")).containsExactly(node, node);
    assertThat(slices("web", "zone")).containsExactlyInAnyOrder("zone-x", "zone-x");
    var run =
        plane.kubectl(
            "get",
            "node",
            node,
            "-o",
            "jsonpath={.status.addresses[?(@.type=='ExternalIP')].address}");
    assertThat(run.stdout()).isEqualTo("203.0.113.9");
  }

  @Test
  void aPodOnANodeThatIsGoneIsNoEndpoint() {
    plane.apply(namespace, WEB.replace("initContainers:", "nodeName: gone\n      initContainers:"));
    kubelet.run(namespace, 2);
    assertThat(readiness("web")).isEmpty();
  }

  @Test
  void podsOfAStatefulSetComeOneByOne() {
    plane.apply(namespace, DATABASE);
    kubelet.run(namespace, 2);
    assertThat(slices("db", "hostname")).containsExactlyInAnyOrder("db-0", "db-1");
  }

  @ParameterizedTest
  @CsvSource({
    "true, Running, ''",
    "false, Running, CrashLoopBackOff",
    "false, Pending, ImagePullBackOff",
    "false, Running, ''",
    "'', Pending, ''",
    "'', Pending, ContainerCreating",
    "'', Succeeded, ''",
    "'', Failed, ''"
  })
  void everyState(String ready, String phase, String waiting) {
    plane.apply(
        namespace,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec: {containers: [{name: web, image: "nginx:1"}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        """);
    kubelet.set(state(ready, phase, waiting), namespace, "web");
    assertThat(readiness("web")).isEqualTo(ready.isEmpty() ? List.of() : List.of(ready));
    assertThat(get("pods", "{.items[0].status.phase}")).isEqualTo(phase);
    assertThat(get("pods", "{.items[0].status.containerStatuses[0].state.waiting.reason}"))
        .isEqualTo(waiting);
  }

  private static PodState state(String ready, String phase, String waiting) {
    return switch (phase + " " + waiting) {
      case "Running CrashLoopBackOff" -> new PodState.CrashLooping(7);
      case "Pending ImagePullBackOff" -> new PodState.NoImage();
      case "Pending ContainerCreating" -> new PodState.Starting();
      case "Pending " -> new PodState.Unscheduled("0/2 nodes are available: 2 Insufficient cpu.");
      case "Succeeded " -> new PodState.Succeeded();
      case "Failed " -> new PodState.Failed();
      default ->
          ready.equals("true")
              ? new PodState.Ready()
              : new PodState.NotReady("HTTP probe failed with statuscode: 503");
    };
  }

  @Test
  void aPodCanChangeItsStateAndGo() {
    plane.apply(namespace, WEB);
    kubelet.run(namespace, 2);
    List<String> pods = kubelet.pods(namespace, "app=web", 2);
    kubelet.set(new PodState.CrashLooping(7), namespace, pods.getFirst());
    assertThat(readiness("web")).containsExactlyInAnyOrder("true", "false");
    assertThat(get("pods", "{.items[*].status.containerStatuses[*].restartCount}")).contains("7");
    assertThat(get("pods", "{.items[*].status.containerStatuses[*].lastState.terminated.exitCode}"))
        .isEqualTo("1");

    plane.kubectl("scale", "-n", namespace, "deployment/web", "--replicas=0");
    kubelet.remove(namespace, pods.getFirst(), pods.getLast());
    assertThat(kubelet.pods(namespace, "", 0)).isEmpty();
    assertThat(readiness("web")).isEmpty();
  }

  @Test
  void aFailingProbeIsTold() {
    plane.apply(namespace, WEB);
    kubelet.set(
        new PodState.NotReady("no answer"), namespace, kubelet.pods(namespace, "app=web", 2));
    assertThat(get("events", "{.items[?(@.reason=='Unhealthy')].message}"))
        .startsWith("Readiness probe failed: no answer");
  }

  @Test
  void addressesFromOutside() {
    plane.apply(namespace, WEB);
    kubelet.balance(namespace, "web", "192.0.2.1");
    kubelet.admit(namespace, "web", "lb.example.com");
    assertThat(get("services", "{.items[0].status.loadBalancer.ingress[0].ip}"))
        .isEqualTo("192.0.2.1");
    assertThat(get("ingresses", "{.items[0].status.loadBalancer.ingress[0].hostname}"))
        .isEqualTo("lb.example.com");
  }

  private String get(String resource, String path) {
    var run = plane.kubectl("get", resource, "-n", namespace, "-o", "jsonpath=" + path);
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return run.stdout();
  }

  private List<String> readiness(String service) {
    return slices(service, "conditions.ready");
  }

  /// A field of all endpoints of a Service, sorted.
  private List<String> slices(String service, String field) {
    var run =
        plane.kubectl(
            "get",
            "endpointslices",
            "-n",
            namespace,
            "-l",
            "kubernetes.io/service-name=" + service,
            "-o",
            "jsonpath={.items[*].endpoints[*].%s}".formatted(field));
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return run.stdout().isEmpty() ? List.of() : List.of(run.stdout().split(" "));
  }
}
