package io.svcaudit.live;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// The EndpointSlices of a namespace, which a controller writes in its own time.
record Slices(Api api, String namespace) {
  /// Waits until each Service with a selector has the endpoints that its Pods make.
  void settle() {
    Await.until(
        () -> actual().equals(expected()) ? Optional.of(true) : Optional.empty(),
        () -> "EndpointSlices of %s: %s, not %s".formatted(namespace, expected(), actual()));
  }

  /// By name of the Service, for each Pod whether it is ready; from its Pods. Those on a Node that
  /// does not exist are left out.
  private Map<String, TreeSet<String>> expected() {
    List<JsonNode> pods = list("/api/v1", "pods");
    Set<String> nodes = api.list("/api/v1/nodes").stream().map(Slices::name).collect(toSet());
    var all = new TreeMap<String, TreeSet<String>>();
    for (JsonNode service : services()) {
      boolean always = service.at("/spec/publishNotReadyAddresses").asBoolean(false);
      var endpoints = new TreeSet<String>();
      for (JsonNode pod : pods)
        if (selects(service, pod) && serves(pod) && nodes.contains(node(pod)))
          endpoints.add(endpoint(name(pod), always || ready(pod) && !terminating(pod)));
      all.put(name(service), endpoints);
    }
    return all;
  }

  /// The same, from the EndpointSlices; without a Service that has none yet.
  private Map<String, TreeSet<String>> actual() {
    List<JsonNode> slices = list("/apis/discovery.k8s.io/v1", "endpointslices");
    var all = new TreeMap<String, TreeSet<String>>();
    for (JsonNode service : services())
      for (JsonNode slice : slices)
        if (name(service).equals(label(slice, "kubernetes.io/service-name"))) {
          var endpoints = all.computeIfAbsent(name(service), _ -> new TreeSet<>());
          for (JsonNode each : slice.path("endpoints"))
            endpoints.add(
                endpoint(
                    each.at("/targetRef/name").asString(""),
                    each.at("/conditions/ready").asBoolean(true)));
        }
    return all;
  }

  private List<JsonNode> services() {
    return list("/api/v1", "services").stream()
        .filter(service -> !service.at("/spec/selector").isEmpty())
        .filter(service -> !service.at("/spec/type").asString("").equals("ExternalName"))
        .toList();
  }

  private List<JsonNode> list(String group, String resource) {
    return api.list("%s/namespaces/%s/%s".formatted(group, namespace, resource));
  }

  private static boolean selects(JsonNode service, JsonNode pod) {
    return service
        .at("/spec/selector")
        .propertyStream()
        .allMatch(label -> label.getValue().asString().equals(label(pod, label.getKey())));
  }

  private static boolean serves(JsonNode pod) {
    String phase = pod.at("/status/phase").asString("");
    return pod.at("/status/podIP").isString()
        && !phase.equals("Succeeded")
        && !phase.equals("Failed");
  }

  private static String node(JsonNode pod) {
    return pod.at("/spec/nodeName").asString("");
  }

  private static boolean terminating(JsonNode pod) {
    return pod.at("/metadata/deletionTimestamp").isString();
  }

  static boolean ready(JsonNode pod) {
    return pod.at("/status/conditions")
        .valueStream()
        .filter(condition -> condition.path("type").asString("").equals("Ready"))
        .anyMatch(condition -> condition.path("status").asString("").equals("True"));
  }

  private static String endpoint(String pod, boolean ready) {
    return pod + (ready ? " ready" : " not ready");
  }

  private static String label(JsonNode object, String key) {
    return object.at("/metadata/labels").path(key).asString("");
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asString();
  }
}
