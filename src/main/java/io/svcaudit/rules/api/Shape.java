package io.svcaudit.rules.api;

import java.util.HashMap;
import java.util.Map;

/// What the API server's decoder takes for a value.
sealed interface Shape {
  enum Plain implements Shape {
    STRING("a string"),
    /// An `int32`.
    INTEGER("a whole number"),
    BOOLEAN("true or false"),
    INTEGER_OR_STRING("a whole number or a name"),
    ANYTHING("anything");

    private final String words;

    Plain(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  record ListOf(Shape item) implements Shape {
    @Override
    public String toString() {
      return "a list";
    }
  }

  /// Any keys, all values of one shape.
  record MapOf(Shape value) implements Shape {
    @Override
    public String toString() {
      return "a mapping";
    }
  }

  /// These keys and no other.
  record Fields(Map<String, Shape> known) implements Shape {
    @Override
    public String toString() {
      return "a mapping";
    }

    /// The same with more keys.
    Fields with(Shape shape, String... names) {
      var all = new HashMap<>(known);
      for (String name : names) all.put(name, shape);
      return new Fields(Map.copyOf(all));
    }
  }

  Shape STRINGS = new ListOf(Plain.STRING);
  Shape LABELS = new MapOf(Plain.STRING);

  /// These keys, all values of one shape.
  static Fields fields(Shape shape, String... names) {
    return new Fields(Map.of()).with(shape, names);
  }

  /// meta/v1 ObjectMeta. What only the server writes is not looked into.
  Fields METADATA =
      fields(
              Plain.STRING,
              "name",
              "generateName",
              "namespace",
              "selfLink",
              "uid",
              "resourceVersion")
          .with(LABELS, "labels", "annotations")
          .with(STRINGS, "finalizers")
          .with(
              Plain.ANYTHING,
              "generation",
              "creationTimestamp",
              "deletionTimestamp",
              "deletionGracePeriodSeconds",
              "ownerReferences",
              "managedFields");

  /// core/v1 ServicePort.
  Fields PORT =
      fields(Plain.STRING, "name", "protocol", "appProtocol")
          .with(Plain.INTEGER, "port", "nodePort")
          .with(Plain.INTEGER_OR_STRING, "targetPort");

  /// core/v1 ServiceSpec.
  Fields SPEC =
      fields(
              Plain.STRING,
              "type",
              "clusterIP",
              "externalName",
              "sessionAffinity",
              "loadBalancerIP",
              "loadBalancerClass",
              "externalTrafficPolicy",
              "internalTrafficPolicy",
              "ipFamilyPolicy",
              "trafficDistribution")
          .with(Plain.BOOLEAN, "publishNotReadyAddresses", "allocateLoadBalancerNodePorts")
          .with(Plain.INTEGER, "healthCheckNodePort")
          .with(STRINGS, "clusterIPs", "externalIPs", "loadBalancerSourceRanges", "ipFamilies")
          .with(LABELS, "selector")
          .with(new ListOf(PORT), "ports")
          .with(
              fields(fields(Plain.INTEGER, "timeoutSeconds"), "clientIP"), "sessionAffinityConfig");

  /// core/v1 Service.
  Fields SERVICE = object(SPEC);

  /// An object with a specification. What only the server writes is not looked into.
  static Fields object(Shape spec) {
    return fields(Plain.STRING, "apiVersion", "kind")
        .with(METADATA, "metadata")
        .with(spec, "spec")
        .with(Plain.ANYTHING, "status");
  }
}
