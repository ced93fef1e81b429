package io.svcaudit.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// Plays scheduler, kubelet and the cloud's controllers: gives Pods a node and a state, and
/// Services an address from outside. Nothing runs, but the API server and its controllers cannot
/// tell.
///
/// What changes Pods comes back when their EndpointSlices say the same.
public final class Kubelet {
  /// The node in [#ZONE_A] that is always there; Pods go to the two in turn.
  public static final String NODE_A = "node-a";

  /// The node in [#ZONE_B] that is always there.
  public static final String NODE_B = "node-b";

  public static final String ZONE_A = "zone-a";
  public static final String ZONE_B = "zone-b";

  private final Api api;
  private final AtomicInteger pods = new AtomicInteger();

  /// The address of each Node.
  private final Map<String, String> nodes = new ConcurrentHashMap<>();

  /// The address of each Pod, by its uid.
  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  Kubelet(Api api) {
    this.api = api;
    // EndpointSlices leave out Pods whose Node does not exist.
    node(NODE_A, Map.of("topology.kubernetes.io/zone", ZONE_A));
    node(NODE_B, Map.of("topology.kubernetes.io/zone", ZONE_B));
  }

  /// Makes a Node, which all tests see.
  ///
  /// @param externalAddresses IP addresses under which it is reached from outside; most have none
  public void node(String name, Map<String, String> labels, String... externalAddresses) {
    String internal = "172.20.0." + (nodes.size() + 1);
    nodes.put(name, internal);
    var all = new HashMap<>(labels);
    all.put("kubernetes.io/hostname", name);
    api.post("/api/v1/nodes", Map.of("metadata", Map.of("name", name, "labels", all)));
    // A new Node is tainted as not ready until a controller sees that it is.
    api.patch("/api/v1/nodes/" + name, Map.of("spec", Map.of("taints", List.of())));

    var addresses = new ArrayList<Map<String, String>>();
    addresses.add(Map.of("type", "InternalIP", "address", internal));
    addresses.add(Map.of("type", "Hostname", "address", name));
    for (String each : externalAddresses)
      addresses.add(Map.of("type", "ExternalIP", "address", each));
    var ready = Map.of("type", "Ready", "status", "True", "lastHeartbeatTime", now());
    api.patch(
        "/api/v1/nodes/%s/status".formatted(name),
        Map.of("status", Map.of("conditions", List.of(ready), "addresses", addresses)));
  }

  /// Waits for a number of Pods and makes those of the namespace ready that have no state yet, also
  /// the later ones of a StatefulSet, which come one by one.
  public void run(String namespace, int count) {
    Await.until(
        () -> {
          List<JsonNode> all = podsIn(namespace, "");
          List<JsonNode> fresh = all.stream().filter(Kubelet::fresh).toList();
          for (JsonNode pod : fresh) set(pod, new PodState.Ready(), nextNode());
          return fresh.isEmpty() && all.size() >= count ? Optional.of(true) : Optional.empty();
        },
        () -> "%d Pods in %s".formatted(count, namespace));
    settle(namespace);
  }

  /// Waits for a number of Pods with certain labels; their names, sorted.
  ///
  /// @param selector as kubectl's `-l`; empty for all
  public List<String> pods(String namespace, String selector, int count) {
    return Await.until(
        () -> {
          List<JsonNode> all = podsIn(namespace, selector);
          return all.size() == count
              ? Optional.of(all.stream().map(Kubelet::name).sorted().toList())
              : Optional.empty();
        },
        () -> "%d Pods %s in %s".formatted(count, selector, namespace));
  }

  /// Brings Pods into a state; those without a node get one, unless the state is to have none.
  public void set(PodState state, String namespace, String... names) {
    set(state, namespace, Arrays.asList(names));
  }

  /// Brings Pods into a state, as the other one does.
  public void set(PodState state, String namespace, List<String> names) {
    for (String name : names) set(pod(namespace, name), state, nextNode());
    settle(namespace);
  }

  /// Gives Pods that have no node this one.
  public void bind(String node, String namespace, String... names) {
    for (String name : names) bind(pod(namespace, name), node);
  }

  /// Deletes Pods at once: on a node without a kubelet they would never finish.
  public void remove(String namespace, String... names) {
    for (String name : names) api.delete(path(namespace, name) + "?gracePeriodSeconds=0");
    settle(namespace);
  }

  /// Waits until the EndpointSlices of all Services with a selector hold what they should.
  public void settle(String namespace) {
    new Slices(api, namespace).settle();
  }

  /// Gives a Service of type LoadBalancer its addresses: IP addresses or names of hosts.
  public void balance(String namespace, String service, String... addresses) {
    publish("/api/v1/namespaces/%s/services/%s/status".formatted(namespace, service), addresses);
  }

  /// Gives an Ingress its addresses: IP addresses or names of hosts.
  public void admit(String namespace, String ingress, String... addresses) {
    publish(
        "/apis/networking.k8s.io/v1/namespaces/%s/ingresses/%s/status"
            .formatted(namespace, ingress),
        addresses);
  }

  private void publish(String path, String... addresses) {
    var points =
        Arrays.stream(addresses)
            .map(each -> Map.of(each.matches("[0-9.]+|.*:.*") ? "ip" : "hostname", each))
            .toList();
    api.patch(path, Map.of("status", Map.of("loadBalancer", Map.of("ingress", points))));
  }

  private void set(JsonNode pod, PodState state, String node) {
    if (state.scheduled()) bind(pod, node);
    String host = nodes.getOrDefault(pod.at("/spec/nodeName").asString(node), "172.20.0.254");
    var status = new PodStatus(pod, state, address(pod), host);
    api.patch(path(namespace(pod), name(pod)) + "/status", Map.of("status", status.json()));
    if (state instanceof PodState.NotReady(String why))
      warn(pod, "Unhealthy", "Readiness probe failed: " + why);
  }

  private void bind(JsonNode pod, String node) {
    if (pod.at("/spec/nodeName").isString()) return;
    api.post(
        path(namespace(pod), name(pod)) + "/binding",
        Map.of(
            "metadata", Map.of("name", name(pod)),
            "target", Map.of("kind", "Node", "name", node)));
  }

  private void warn(JsonNode pod, String reason, String message) {
    api.post(
        "/api/v1/namespaces/%s/events".formatted(namespace(pod)),
        Map.of(
            "metadata", Map.of("generateName", name(pod) + "."),
            "involvedObject",
                Map.of(
                    "kind", "Pod",
                    "namespace", namespace(pod),
                    "name", name(pod),
                    "uid", pod.at("/metadata/uid").asString()),
            "type", "Warning",
            "reason", reason,
            "message", message,
            "source", Map.of("component", "kubelet"),
            "firstTimestamp", now(),
            "lastTimestamp", now()));
  }

  /// An address stays its Pod's.
  private String address(JsonNode pod) {
    return addresses.computeIfAbsent(
        pod.at("/metadata/uid").asString(),
        _ -> {
          int number = pods.incrementAndGet();
          return "10.244.%d.%d".formatted(number / 250, number % 250 + 1);
        });
  }

  private String nextNode() {
    return pods.get() % 2 == 0 ? NODE_A : NODE_B;
  }

  private JsonNode pod(String namespace, String name) {
    return api.get(path(namespace, name));
  }

  private List<JsonNode> podsIn(String namespace, String selector) {
    String query = URLEncoder.encode(selector, UTF_8);
    return api.list("/api/v1/namespaces/%s/pods?labelSelector=%s".formatted(namespace, query));
  }

  /// Whether it has no state yet. One that was bound has a condition, which says that it is.
  private static boolean fresh(JsonNode pod) {
    return !pod.at("/status/startTime").isString()
        && pod.at("/status/conditions")
            .valueStream()
            .allMatch(condition -> condition.path("status").asString("").equals("True"));
  }

  private static String path(String namespace, String name) {
    return "/api/v1/namespaces/%s/pods/%s".formatted(namespace, name);
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asString();
  }

  private static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asString();
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
