package io.svcaudit.source;

import java.util.Set;

/// What is not kept of the objects of a cluster, as nothing reads it: most of their bytes.
enum Pruned {
  /// Nothing.
  NOTHING(Set.of()),
  METADATA(
      Set.of(
          "blockOwnerDeletion",
          "generateName",
          "generation",
          "managedFields",
          "resourceVersion",
          "selfLink")),
  ANNOTATIONS(Set.of("kubectl.kubernetes.io/last-applied-configuration")),
  /// Of Pods and their templates.
  SPEC(
      Set.of(
          "affinity",
          "imagePullPolicy",
          "imagePullSecrets",
          "podCIDR",
          "preemptionPolicy",
          "priority",
          "resources",
          "schedulerName",
          "securityContext",
          "serviceAccount",
          "terminationGracePeriodSeconds",
          "terminationMessagePath",
          "terminationMessagePolicy",
          "tolerations",
          "topologySpreadConstraints",
          "volumes")),
  /// Of Pods and Nodes.
  STATUS(
      Set.of(
          "allocatable",
          "allocatedResources",
          "capacity",
          "containerID",
          "daemonEndpoints",
          "features",
          "hostIP",
          "hostIPs",
          "image",
          "imageID",
          "images",
          "lastProbeTime",
          "nodeInfo",
          "observedGeneration",
          "qosClass",
          "resources",
          "runtimeHandlers",
          "startTime",
          "user",
          "volumeMounts",
          "volumesAttached",
          "volumesInUse"));

  @SuppressWarnings("ImmutableEnumChecker") // each is a Set.of
  private final Set<String> names;

  Pruned(Set<String> names) {
    this.names = names;
  }

  /// Of a field of an object.
  static Pruned of(String field) {
    return switch (field) {
      case "metadata" -> METADATA;
      case "spec" -> SPEC;
      case "status" -> STATUS;
      default -> NOTHING;
    };
  }

  /// Of what stands in a field of a part that is pruned like this. The keys of labels and selectors
  /// are the user's own: none of them may be left out.
  Pruned below(String field) {
    return switch (field) {
      case "labels", "matchLabels", "selector", "nodeSelector" -> NOTHING;
      case "annotations" -> ANNOTATIONS;
      case "metadata" -> METADATA;
      default -> this;
    };
  }

  /// Whether a field of that name is left out.
  boolean drops(String name) {
    return names.contains(name);
  }
}
