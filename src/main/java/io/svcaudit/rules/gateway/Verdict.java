package io.svcaudit.rules.gateway;

import io.svcaudit.model.Condition;
import io.svcaudit.model.Gateway;
import io.svcaudit.model.Route;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import org.jspecify.annotations.Nullable;

/// What is to be said of a route at a Gateway, by the controller in a running cluster and else by
/// what was read.
final class Verdict {
  private Verdict() {}

  /// Its `Accepted` condition for a parent; null where there is none, and for manifests.
  static @Nullable Condition accepted(Topology topology, Route route, Route.Parent parent) {
    if (topology.live().at().isEmpty()) return null;
    for (Route.ParentStatus status : route.statuses())
      if (status.parent().isSame(parent)) {
        Condition accepted = status.condition("Accepted");
        if (accepted != null) return accepted;
      }
    return null;
  }

  /// How sure it is that a Gateway which does not take a route is the one that it was written for:
  /// in a folder of samples many are called alike.
  static Confidence sure(Topology topology, Route route, Gateway gateway) {
    boolean oneFile = route.object().file().equals(gateway.object().file());
    boolean together = topology.sameUnit(route.object(), gateway.object());
    return oneFile || (together && isComplete(topology, route))
        ? Confidence.HIGH
        : Confidence.MEDIUM;
  }

  /// Whether the Services that a route leads to were read with it: it is not a sample then.
  static boolean isComplete(Topology topology, Route route) {
    return BackendUse.of(route).stream()
        .map(BackendUse::service)
        .anyMatch(service ->
            topology.service(route.object(), service.namespace(), service.name()).orNull() != null);
  }

  static boolean isTrue(@Nullable Condition condition) {
    return condition != null && condition.isTrue();
  }

  static boolean isFalse(@Nullable Condition condition) {
    return condition != null && condition.status().equals("False");
  }

  /// `NotAllowedByListeners: the listener takes routes of its namespace`.
  static String words(Condition condition) {
    return condition.message().isEmpty()
        ? condition.reason()
        : condition.reason() + ": " + condition.message().strip();
  }
}
