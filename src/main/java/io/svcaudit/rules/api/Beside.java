package io.svcaudit.rules.api;

import io.svcaudit.model.KubeObject;

/// The kinds beside Services whose objects are held against what the API server takes.
final class Beside {
  private Beside() {}

  /// Looks at an object, if it is of one of them.
  static void check(KubeObject object, Faults faults) {
    switch (object.kind() + " " + object.ref().apiVersion()) {
      case "NetworkPolicy networking.k8s.io/v1" -> {
        decode(object, NetworkPolicyFaults.SHAPE, faults);
        NetworkPolicyFaults.check(object, faults);
      }
      case "EndpointSlice discovery.k8s.io/v1" -> {
        decode(object, EndpointSliceFaults.SHAPE, faults);
        EndpointSliceFaults.check(object, faults);
      }
      case "PodDisruptionBudget policy/v1" -> {
        decode(object, DisruptionBudgetFaults.SHAPE, faults);
        DisruptionBudgetFaults.check(object, faults);
      }
      case "HorizontalPodAutoscaler autoscaling/v1" -> {
        decode(object, AutoscalerFaults.V1, faults);
        AutoscalerFaults.check(object, faults);
      }
      case "HorizontalPodAutoscaler autoscaling/v2" -> {
        decode(object, AutoscalerFaults.V2, faults);
        AutoscalerFaults.check(object, faults);
      }
      case "NetworkPolicy extensions/v1beta1" ->
          removed(object, "1.16", "networking.k8s.io/v1", faults);
      case "EndpointSlice discovery.k8s.io/v1beta1" ->
          removed(object, "1.25", "discovery.k8s.io/v1", faults);
      case "PodDisruptionBudget policy/v1beta1" -> removed(object, "1.25", "policy/v1", faults);
      case "HorizontalPodAutoscaler autoscaling/v2beta1" ->
          removed(object, "1.25", "autoscaling/v2", faults);
      case "HorizontalPodAutoscaler autoscaling/v2beta2" ->
          removed(object, "1.26", "autoscaling/v2", faults);
      default -> {
        // Of other kinds, and of versions that we do not know, nothing is said.
      }
    }
  }

  private static void decode(KubeObject object, Shape shape, Faults faults) {
    new Decoding(faults).check(shape, object.node(), "", object.node().span());
  }

  private static void removed(KubeObject object, String since, String instead, Faults faults) {
    faults
        .field(
            object.node(),
            "",
            "apiVersion",
            "no such version",
            "is not served since Kubernetes " + since)
        .help("write apiVersion: %s, and what has changed with it".formatted(instead));
  }
}
