package io.svcaudit.model;

import io.svcaudit.source.Mapping;

/// A HorizontalPodAutoscaler, or a KEDA ScaledObject.
///
/// @param targetKind the kind that it scales; `Deployment` for a ScaledObject that names none
/// @param targetName empty if it is not written
public record Autoscaler(
    KubeObject object, String targetApiVersion, String targetKind, String targetName) {
  static Autoscaler of(KubeObject object) {
    Mapping target = object.spec().mapping("scaleTargetRef");
    return new Autoscaler(
        object,
        target.text("apiVersion").orElse("apps/v1"),
        target.text("kind").orElse("Deployment"),
        target.text("name").orElse(""));
  }
}
