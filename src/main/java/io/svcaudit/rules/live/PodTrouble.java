package io.svcaudit.rules.live;

import io.svcaudit.model.Condition;
import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerStatus;
import io.svcaudit.model.LivePod;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why a Pod gets no connections, as its status tells.
///
/// @param kind what Pods with the same trouble have in common
/// @param what a few words that follow the name of the Pod
/// @param since how long; empty if it is not known
/// @param help in the imperative
record PodTrouble(
    LivePod pod, String kind, String what, Span span, Optional<Instant> since, String help) {
  private static final Set<String> ON_THE_WAY = Set.of("", "ContainerCreating", "PodInitializing");
  private static final int MAX_WORDS = 140;

  /// Null if the Pod is ready, or ready but for its end.
  static @Nullable PodTrouble of(LivePod pod) {
    if (pod.terminating()) return terminating(pod);
    if (pod.ready()) return null;
    Optional<Condition> scheduled = pod.condition("PodScheduled").filter(c -> !c.isTrue());
    if (scheduled.isPresent()) return unscheduled(pod, scheduled.get());
    List<ContainerStatus> all = new ArrayList<>(pod.initContainers());
    all.addAll(pod.containers());
    for (ContainerStatus container : all)
      if (!ON_THE_WAY.contains(container.waiting())) return waiting(pod, container);
    Optional<Condition> ready = pod.condition("Ready");
    if (ready.filter(c -> c.status().equals("Unknown")).isPresent())
      return of(pod, "node", "is on a Node that does not answer", ready, "look after the Node");
    return initializing(pod).or(() -> unready(pod)).orElseGet(() -> gate(pod, ready));
  }

  private static PodTrouble terminating(LivePod pod) {
    return new PodTrouble(
        pod,
        "terminating",
        "is terminating",
        pod.object().metadata().spanOf("deletionTimestamp"),
        pod.goneBy(),
        "see what keeps the Pod: its finalizers, or its Node");
  }

  private static PodTrouble unscheduled(LivePod pod, Condition scheduled) {
    String why = scheduled.message().isEmpty() ? "" : ": " + few(scheduled.message());
    String help = "make room on the Nodes, or correct what the Pod asks of them";
    return of(pod, "unscheduled", "is not scheduled" + why, Optional.of(scheduled), help);
  }

  private static PodTrouble waiting(LivePod pod, ContainerStatus container) {
    boolean crashes = container.waiting().equals("CrashLoopBackOff");
    String what = "container %s waits: %s".formatted(container.name(), container.waiting());
    String why = container.message().isEmpty() ? "" : " (%s)".formatted(few(container.message()));
    var state = container.node().mapping("state", "waiting");
    return new PodTrouble(
        pod,
        container.name() + container.waiting(),
        crashes ? Crash.describe(container) : what + why,
        state.spanOf("reason"),
        // Between two crashes it may be ready for a moment, which says nothing.
        crashes ? pod.object().created() : since(pod),
        crashes ? Crash.help(pod, container) : "see " + describe(pod));
  }

  private static Optional<PodTrouble> initializing(LivePod pod) {
    for (ContainerStatus container : pod.initContainers())
      if (container.node().mapping("state").has("running") && !isSidecar(pod, container))
        return Optional.of(
            new PodTrouble(
                pod,
                container.name() + " runs",
                "init container %s has not ended yet".formatted(container.name()),
                container.node().mapping("state").spanOf("running"),
                since(pod),
                "see what it waits for: " + Crash.logs(pod, container.name(), false)));
    return Optional.empty();
  }

  private static boolean isSidecar(LivePod pod, ContainerStatus container) {
    return pod.template().serving().stream().anyMatch(c -> c.name().equals(container.name()));
  }

  private static Optional<PodTrouble> unready(LivePod pod) {
    for (ContainerStatus container : pod.containers())
      if (!container.ready()) {
        boolean running = container.node().mapping("state").has("running");
        boolean probed = pod.template().containers().stream().anyMatch(c -> isProbed(c, container));
        String what =
            running && probed
                ? "container %s runs, and its readinessProbe does not succeed"
                : "container %s is not ready";
        String help =
            running && probed
                ? "compare what the readinessProbe asks with what the container answers: "
                : "see ";
        return Optional.of(
            new PodTrouble(
                pod,
                container.name() + " not ready",
                what.formatted(container.name()) + Crash.restarts(container),
                container.node().spanOf("ready"),
                since(pod),
                help + describe(pod)));
      }
    return Optional.empty();
  }

  private static boolean isProbed(Container container, ContainerStatus status) {
    return container.name().equals(status.name()) && container.readinessProbe() != null;
  }

  private static PodTrouble gate(LivePod pod, Optional<Condition> ready) {
    for (Mapping gate : pod.object().spec().mappings("readinessGates")) {
      String type = gate.text("conditionType").orElse("");
      if (pod.condition(type).filter(Condition::isTrue).isEmpty())
        return of(
            pod,
            type,
            "its readiness gate %s is not True".formatted(type),
            ready,
            "see why whoever is to set the condition %s does not".formatted(type));
    }
    String why =
        ready.map(Condition::message).filter(m -> !m.isEmpty()).map(m -> ": " + few(m)).orElse("");
    return of(pod, "not ready", "is not ready" + why, ready, "see " + describe(pod));
  }

  private static PodTrouble of(
      LivePod pod, String kind, String what, Optional<Condition> condition, String help) {
    Span span =
        condition.map(c -> c.node().spanOf("status")).orElseGet(() -> pod.object().nameSpan());
    return new PodTrouble(pod, kind, what, span, since(pod), help);
  }

  private static Optional<Instant> since(LivePod pod) {
    return pod.condition("Ready").flatMap(Condition::since).or(() -> pod.object().created());
  }

  private static String describe(LivePod pod) {
    return "kubectl describe pod -n %s %s".formatted(pod.object().namespace(), pod.object().name());
  }

  private static String few(String words) {
    String line = words.strip().replaceAll("\\s+", " ");
    if (line.length() > MAX_WORDS) return line.substring(0, MAX_WORDS).strip() + "…";
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  /// Whether it has been so for longer than Pods need to settle, and its startup probes allow.
  boolean lasts(Instant at) {
    return Age.isOver(Age.SETTLING, since, at) && !isStarting(at);
  }

  private boolean isStarting(Instant at) {
    for (ContainerStatus status : pod.containers())
      for (Container container : pod.template().serving()) {
        var probe = container.startupProbe();
        if (probe == null || !container.name().equals(status.name())) continue;
        var allowed = Duration.ofSeconds(probe.initialDelaySeconds() + probe.secondsToFail());
        boolean first = !status.started() && status.restarts() == 0;
        if (first && !Age.isOver(allowed, pod.object().created(), at)) return true;
      }
    return false;
  }
}
