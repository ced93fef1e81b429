package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An item of `status.conditions`.
///
/// @param status `True`, `False` or `Unknown`
/// @param reason one word; empty if there is none
/// @param message for people; empty if there is none
/// @param since when the status changed last; empty if it is not known
public record Condition(
    Mapping node,
    String type,
    String status,
    String reason,
    String message,
    Optional<Instant> since) {

  static List<Condition> all(Mapping status) {
    return status.mappings("conditions").stream().map(Condition::of).toList();
  }

  private static Condition of(Mapping node) {
    return new Condition(
        node,
        node.text("type").orElse(""),
        node.text("status").orElse(""),
        node.text("reason").orElse(""),
        node.text("message").orElse(""),
        Time.of(node, "lastTransitionTime"));
  }

  /// Whether a condition is there and `True`.
  static boolean isTrue(Mapping status, String type) {
    for (Mapping condition : status.mappings("conditions"))
      if (condition.text("type").orElse("").equals(type))
        return condition.text("status").orElse("").equals("True");
    return false;
  }

  public boolean isTrue() {
    return status.equals("True");
  }

  /// When it was last written, where a kind keeps that (a Deployment does), else when its status
  /// changed last; empty if it is not known.
  public Optional<Instant> updated() {
    return Time.of(node, "lastUpdateTime").or(() -> since);
  }
}
