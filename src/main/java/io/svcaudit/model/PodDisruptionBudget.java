package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.Optional;

/// A policy PodDisruptionBudget, v1 or v1beta1.
///
/// @param selector empty if it covers no Pod; one without requirements covers all of its namespace
/// @param minAvailable how many Pods must stay; empty if it is not written
/// @param maxUnavailable how many Pods may be missing; empty if it is not written
public record PodDisruptionBudget(
    KubeObject object,
    Optional<LabelSelector> selector,
    Optional<IntOrPercent> minAvailable,
    Optional<IntOrPercent> maxUnavailable) {

  /// Without a selector no Pod is covered; with an empty one all are, and none in v1beta1
  /// (PodDisruptionBudgetSpec.selector).
  static PodDisruptionBudget of(KubeObject object) {
    Mapping spec = object.spec();
    LabelSelector selector = LabelSelector.of(spec.mapping("selector"));
    boolean emptyIsNone = object.ref().apiVersion().equals("policy/v1beta1");
    boolean none = !spec.has("selector") || emptyIsNone && selector.requirements().isEmpty();
    return new PodDisruptionBudget(
        object,
        none ? Optional.empty() : Optional.of(selector),
        IntOrPercent.of(spec, "minAvailable"),
        IntOrPercent.of(spec, "maxUnavailable"));
  }

  public ObjectRef ref() {
    return object.ref();
  }

  /// How many of its Pods may be evicted while all of them are healthy; 0 for one that says neither
  /// how many must stay nor how many may be missing.
  ///
  /// @param pods how many there are to be
  public long allowed(long pods) {
    if (maxUnavailable.isPresent()) return Math.min(pods, maxUnavailable.get().roundedUp(pods));
    return minAvailable.map(stay -> Math.max(0, pods - stay.roundedUp(pods))).orElse(0L);
  }
}
