package io.svcaudit.rules.live;

import io.svcaudit.model.ContainerStatus;
import io.svcaudit.model.LivePod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A container that ends again and again.
final class Crash {
  private static final long MANY = 5;
  private static final Duration LATELY = Duration.ofMinutes(10);
  private static final Duration SELDOM = Duration.ofHours(1);

  private Crash() {}

  /// The first container of a Pod that crashes.
  static Optional<ContainerStatus> in(LivePod pod, Instant at) {
    return Stream.concat(pod.containers().stream(), pod.initContainers().stream())
        .filter(container -> isOne(pod, container, at))
        .findFirst();
  }

  /// The kubelet says so, or it ended lately and does it often: some restarts in the life of an old
  /// Pod are none.
  private static boolean isOne(LivePod pod, ContainerStatus container, Instant at) {
    if (container.waiting().equals("CrashLoopBackOff")) return true;
    if (container.restarts() < MANY || container.lastEnd().isEmpty()) return false;
    Optional<Duration> life = pod.object().created().map(start -> Duration.between(start, at));
    return !Age.isOver(LATELY, container.lastEnd(), at)
        && life.isPresent()
        && life.get().dividedBy(container.restarts()).compareTo(SELDOM) < 0;
  }

  /// `container api crashes: 12 restarts, ended with OOMKilled (exit code 137)`.
  static String describe(ContainerStatus container) {
    String restarts = restarts(container);
    return "container %s crashes%s"
        .formatted(container.name(), restarts.isEmpty() ? "" : ":" + restarts.substring(1));
  }

  /// `, 12 restarts, ended with OOMKilled (exit code 137)`; empty if there were none.
  static String restarts(ContainerStatus container) {
    long count = container.restarts();
    String restarts = count == 0 ? "" : ", %d restart%s".formatted(count, count == 1 ? "" : "s");
    if (container.lastReason().isEmpty()) return restarts;
    String code =
        container.lastExitCode().isPresent()
            ? " (exit code %d)".formatted(container.lastExitCode().getAsLong())
            : "";
    return "%s, ended with %s%s".formatted(restarts, container.lastReason(), code);
  }

  static String help(LivePod pod, ContainerStatus container) {
    if (container.lastReason().equals("OOMKilled"))
      return "raise the memory limit of container %s, or let it use less"
          .formatted(container.name());
    return "see what it says: " + logs(pod, container.name(), true);
  }

  static String logs(LivePod pod, String container, boolean previous) {
    return "kubectl logs -n %s %s -c %s%s"
        .formatted(
            pod.object().namespace(),
            pod.object().name(),
            container,
            previous ? " --previous" : "");
  }
}
