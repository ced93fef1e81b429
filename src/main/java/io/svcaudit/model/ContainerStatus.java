package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What the kubelet says of one container (core/v1 ContainerStatus).
///
/// @param restarts how often it was started again
/// @param started whether it runs and its startup probe, if it has one, has passed
/// @param waiting why it does not run yet: `CrashLoopBackOff`, `ImagePullBackOff`; empty if it is
///   not waiting
/// @param message the kubelet's words on why it waits; may be empty
/// @param lastReason why it ended the last time, or why it has ended now: `OOMKilled`, `Error`;
///   empty if it never did
/// @param lastExitCode of the same end
/// @param lastEnd when that was
public record ContainerStatus(
    Mapping node,
    String name,
    boolean ready,
    long restarts,
    boolean started,
    String waiting,
    String message,
    String lastReason,
    OptionalLong lastExitCode,
    Optional<Instant> lastEnd) {

  static ContainerStatus of(Mapping node) {
    Mapping state = node.mapping("state");
    Mapping ended =
        state.has("terminated")
            ? state.mapping("terminated")
            : node.mapping("lastState", "terminated");
    return new ContainerStatus(
        node,
        node.text("name").orElse(""),
        node.isTrue("ready"),
        number(node, "restartCount").orElse(0),
        node.isTrue("started"),
        state.text("waiting", "reason").orElse(""),
        state.text("waiting", "message").orElse(""),
        ended.text("reason").orElse(""),
        number(ended, "exitCode"),
        Time.of(ended, "finishedAt"));
  }

  private static OptionalLong number(Mapping node, String field) {
    var scalar = node.scalar(field);
    return scalar == null ? OptionalLong.empty() : scalar.integer();
  }
}
