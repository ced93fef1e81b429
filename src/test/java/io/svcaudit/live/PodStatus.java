package io.svcaudit.live;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The `status` of a Pod in a state, as a kubelet reports it.
///
/// @param pod as the API server has it
/// @param address of the Pod
/// @param host the address of its Node
record PodStatus(JsonNode pod, PodState state, String address, String host) {
  /// All that a state decides. A Pod that once had an address keeps it, as a real one does.
  Map<String, ?> json() {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var status = new LinkedHashMap<String, Object>();
    status.put("phase", state.phase());
    status.put("conditions", conditions(now));
    if (!state.scheduled()) return status;

    status.put("startTime", now);
    status.put("hostIP", host);
    status.put("hostIPs", List.of(Map.of("ip", host)));
    if (state.hasAddress()) {
      status.put("podIP", address);
      status.put("podIPs", List.of(Map.of("ip", address)));
    }
    status.put(
        "containerStatuses",
        containers("containers").map(container -> container(container, now)).toList());
    status.put(
        "initContainerStatuses",
        containers("initContainers").map(container -> initContainer(container, now)).toList());
    return status;
  }

  private Stream<JsonNode> containers(String field) {
    return pod.at("/spec/" + field).valueStream();
  }

  private List<Map<String, ?>> conditions(String now) {
    var all = new ArrayList<Map<String, ?>>();
    for (String type : state.conditions()) all.add(condition(type, true, "", "", now));
    if (state instanceof PodState.Unscheduled(String why)) {
      all.add(condition("PodScheduled", false, "Unschedulable", why, now));
    } else if (!state.ready()) {
      String names =
          containers("containers").map(each -> each.path("name").asString()).collect(joining(" "));
      String message = "containers with unready status: [" + names + "]";
      for (String type : List.of("Ready", "ContainersReady"))
        all.add(condition(type, false, state.unreadyReason(), message, now));
    }
    return all;
  }

  private static Map<String, ?> condition(
      String type, boolean holds, String reason, String message, String now) {
    var condition = new LinkedHashMap<String, Object>();
    condition.put("type", type);
    condition.put("status", holds ? "True" : "False");
    condition.put("lastTransitionTime", now);
    if (!reason.isEmpty()) condition.put("reason", reason);
    if (!message.isEmpty()) condition.put("message", message);
    return condition;
  }

  private Map<String, ?> container(JsonNode container, String now) {
    String image = container.path("image").asString();
    return status(
        container,
        state.ready(),
        state.ready() || state instanceof PodState.NotReady,
        state.containerState(image, now),
        state.lastState(now));
  }

  /// One that has done its work, or a sidecar, which runs on.
  private Map<String, ?> initContainer(JsonNode container, String now) {
    boolean sidecar = container.path("restartPolicy").asString("").equals("Always");
    return status(
        container,
        true,
        sidecar,
        sidecar
            ? Map.of("running", Map.of("startedAt", now))
            : PodState.terminated(0, "Completed", now),
        Map.of());
  }

  private Map<String, ?> status(
      JsonNode container,
      boolean ready,
      boolean started,
      Map<String, ?> current,
      Map<String, ?> last) {
    return Map.of(
        "name",
        container.path("name").asString(),
        "image",
        container.path("image").asString(),
        "imageID",
        "",
        "ready",
        ready,
        "started",
        started,
        "restartCount",
        state.restarts(),
        "state",
        current,
        "lastState",
        last);
  }
}
