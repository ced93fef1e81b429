package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;

/// A HorizontalPodAutoscaler, or a KEDA ScaledObject.
///
/// @param targetKind the kind that it scales; `Deployment` for a ScaledObject that names none
/// @param targetName empty if it is not written
public record Autoscaler(
    KubeObject object, String targetApiVersion, String targetKind, String targetName) {
  /// The fewest replicas that it goes down to; 1 for a HorizontalPodAutoscaler that does not say,
  /// and 0 for a ScaledObject.
  public long minReplicas() {
    boolean keda = object.kind().equals("ScaledObject");
    Scalar written = object.spec().scalar(keda ? "minReplicaCount" : "minReplicas");
    return written == null ? keda ? 0 : 1 : written.integer().orElse(1);
  }

  /// Whether it scales a workload.
  public boolean scales(Workload workload) {
    return targetName.equals(workload.object().name())
        && targetKind.equals(workload.object().kind())
        && object.namespace().equals(workload.object().namespace());
  }

  static Autoscaler of(KubeObject object) {
    Mapping target = object.spec().mapping("scaleTargetRef");
    return new Autoscaler(
        object,
        target.text("apiVersion").orElse("apps/v1"),
        target.text("kind").orElse("Deployment"),
        target.text("name").orElse(""));
  }
}
