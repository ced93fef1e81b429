package io.svcaudit.source;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is not kept of the objects of a cluster, as nothing reads it: most of their bytes.
enum Pruned {
  /// Nothing.
  NOTHING(Set.of()),
  METADATA(
      Set.of("blockOwnerDeletion", "generateName", "managedFields", "resourceVersion", "selfLink")),
  ANNOTATIONS(
      Set.of(
          "deployment.kubernetes.io/desired-replicas",
          "deployment.kubernetes.io/max-replicas",
          "deployment.kubernetes.io/revision",
          "endpoints.kubernetes.io/last-change-trigger-time",
          "kubectl.kubernetes.io/last-applied-configuration")),
  /// Of templates of Pods.
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
          "topologySpreadConstraints")),
  /// Of what makes Pods: how it replaces them.
  WORKLOAD(
      with(
          SPEC.names,
          "apiVersion",
          "defaultMode",
          "minReadySeconds",
          "podManagementPolicy",
          "progressDeadlineSeconds",
          "revisionHistoryLimit",
          "strategy",
          "updateStrategy")),
  /// How far it is with that: how many Pods there are is what matters.
  ROLLOUT(
      Set.of(
          "availableReplicas",
          "collisionCount",
          "message",
          "readyReplicas",
          "terminatingReplicas",
          "unavailableReplicas")),
  /// Of a Pod: its template says what it mounts.
  POD(with(SPEC.names, "apiVersion", "volumes")),
  /// Of the definition of a custom resource, which is large: only who converts it matters.
  DEFINITION(Set.of("additionalPrinterColumns", "names", "subresources", "validation", "versions")),
  /// Of a ConfigMap: dashboards and certificates; what is that long is no list of addresses.
  TEXTS(Set.of()),
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
          "qosClass",
          "resources",
          "runtimeHandlers",
          "startTime",
          "user",
          "volumeMounts",
          "volumesAttached",
          "volumesInUse"));

  /// The longest text of a ConfigMap that is kept, in characters.
  private static final int LONGEST_TEXT = 1 << 16;

  @SuppressWarnings("ImmutableEnumChecker") // it has no method that changes it
  private final FieldNames names;

  Pruned(Set<String> names) {
    this.names = new FieldNames(names);
  }

  private static Set<String> with(FieldNames names, String... more) {
    return Stream.concat(names.all().stream(), Stream.of(more))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Of a field of an object.
  static Pruned of(String kind, String field) {
    return switch (field) {
      case "metadata" -> METADATA;
      case "spec" ->
          switch (kind) {
            case "Pod" -> POD;
            case "CustomResourceDefinition" -> DEFINITION;
            case "Deployment", "StatefulSet", "DaemonSet" -> WORKLOAD;
            default -> SPEC;
          };
      case "status" ->
          switch (kind) {
            case "Deployment", "StatefulSet", "DaemonSet" -> ROLLOUT;
            default -> STATUS;
          };
      case "data" -> kind.equals("ConfigMap") ? TEXTS : NOTHING;
      default -> NOTHING;
    };
  }

  /// Whether a field of an object is left out altogether.
  static boolean drops(String kind, String field) {
    return switch (kind) {
      case "ConfigMap" -> field.equals("binaryData");
      case "CustomResourceDefinition" -> field.equals("status");
      default -> false;
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

  /// Whether a text of that many characters is left out.
  boolean dropsText(int length) {
    return this == TEXTS && length > LONGEST_TEXT;
  }
}
