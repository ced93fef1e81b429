package io.svcaudit.live;

import java.util.List;
import java.util.Map;

/// What a kubelet can find when it runs a Pod, with the words that kubelets and schedulers use.
public sealed interface PodState {
  /// Runs, and its readiness probes succeed.
  record Ready() implements PodState {}

  /// Runs, but is not ready: with the event that a kubelet writes about a failing probe.
  ///
  /// @param why what the probe says: `HTTP probe failed with statuscode: 503`
  record NotReady(String why) implements PodState {}

  /// Ends again and again with exit code 1.
  record CrashLooping(int restarts) implements PodState {}

  /// Its images cannot be had.
  record NoImage() implements PodState {}

  /// On its node, but its containers do not run yet.
  record Starting() implements PodState {}

  /// No node takes it.
  ///
  /// @param why `0/2 nodes are available: 2 Insufficient memory.`
  record Unscheduled(String why) implements PodState {}

  /// Has done its work.
  record Succeeded() implements PodState {}

  /// Its containers have ended with exit code 1 and are not started again.
  record Failed() implements PodState {}

  /// Whether it is on a node.
  default boolean scheduled() {
    return !(this instanceof Unscheduled);
  }

  default String phase() {
    return switch (this) {
      case Ready _, NotReady _, CrashLooping _ -> "Running";
      case NoImage _, Starting _, Unscheduled _ -> "Pending";
      case Succeeded _ -> "Succeeded";
      case Failed _ -> "Failed";
    };
  }

  default boolean ready() {
    return this instanceof Ready;
  }

  /// The reason beside `Ready: False`.
  default String unreadyReason() {
    return switch (this) {
      case Succeeded _ -> "PodCompleted";
      case Failed _ -> "PodFailed";
      case Ready _ -> "";
      case NotReady _, CrashLooping _, NoImage _, Starting _, Unscheduled _ -> "ContainersNotReady";
    };
  }

  /// How often each container was started again.
  default int restarts() {
    return this instanceof CrashLooping(int restarts) ? restarts : 0;
  }

  /// The `state` of each container.
  default Map<String, ?> containerState(String image, String now) {
    return switch (this) {
      case Ready _, NotReady _, Unscheduled _ -> Map.of("running", Map.of("startedAt", now));
      case CrashLooping _ ->
          waiting("CrashLoopBackOff", "back-off 5m0s restarting failed container");
      case NoImage _ -> waiting("ImagePullBackOff", "Back-off pulling image \"" + image + "\"");
      case Starting _ -> Map.of("waiting", Map.of("reason", "ContainerCreating"));
      case Succeeded _ -> terminated(0, "Completed", now);
      case Failed _ -> terminated(1, "Error", now);
    };
  }

  /// The `lastState` of each container.
  default Map<String, ?> lastState(String now) {
    return this instanceof CrashLooping ? terminated(1, "Error", now) : Map.of();
  }

  private static Map<String, ?> waiting(String reason, String message) {
    return Map.of("waiting", Map.of("reason", reason, "message", message));
  }

  /// How a container ended.
  static Map<String, ?> terminated(int exitCode, String reason, String now) {
    return Map.of(
        "terminated",
        Map.of("exitCode", exitCode, "reason", reason, "startedAt", now, "finishedAt", now));
  }

  /// The states in which a Pod has an address: its network is there before its images are.
  default boolean hasAddress() {
    return scheduled() && !(this instanceof Starting);
  }

  /// All conditions that are true.
  default List<String> conditions() {
    return switch (this) {
      case Ready _ ->
          List.of(
              "PodReadyToStartContainers",
              "Initialized",
              "Ready",
              "ContainersReady",
              "PodScheduled");
      case NotReady _, CrashLooping _, NoImage _ ->
          List.of("PodReadyToStartContainers", "Initialized", "PodScheduled");
      case Starting _, Succeeded _, Failed _ -> List.of("Initialized", "PodScheduled");
      case Unscheduled _ -> List.of();
    };
  }
}
