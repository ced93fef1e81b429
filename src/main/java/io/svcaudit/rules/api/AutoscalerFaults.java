package io.svcaudit.rules.api;

import static io.svcaudit.rules.api.Shape.fields;

import io.svcaudit.model.KubeObject;
import io.svcaudit.rules.api.Shape.Fields;
import io.svcaudit.rules.api.Shape.ListOf;
import io.svcaudit.rules.api.Shape.Plain;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import java.util.List;

/// Faults of an autoscaling HorizontalPodAutoscaler, v1 or v2.
final class AutoscalerFaults {
  private static final Fields REFERENCE = fields(Plain.STRING, "apiVersion", "kind", "name");
  private static final Fields TARGET =
      fields(Plain.STRING, "type")
          .with(Plain.ANYTHING, "value", "averageValue")
          .with(Plain.INTEGER, "averageUtilization");
  private static final Fields METRIC =
      fields(fields(Plain.STRING, "name").with(SelectorFaults.SHAPE, "selector"), "metric")
          .with(TARGET, "target");
  private static final Fields RESOURCE = fields(Plain.STRING, "name").with(TARGET, "target");
  private static final Fields SOURCE =
      fields(Plain.STRING, "type")
          .with(METRIC, "pods", "external")
          .with(METRIC.with(REFERENCE, "describedObject"), "object")
          .with(RESOURCE, "resource")
          .with(RESOURCE.with(Plain.STRING, "container"), "containerResource");
  private static final Fields SCALING =
      fields(Plain.STRING, "selectPolicy")
          .with(Plain.INTEGER, "stabilizationWindowSeconds")
          .with(
              new ListOf(
                  fields(Plain.STRING, "type").with(Plain.INTEGER, "value", "periodSeconds")),
              "policies")
          .with(Plain.ANYTHING, "tolerance");
  private static final Fields COMMON =
      fields(REFERENCE, "scaleTargetRef").with(Plain.INTEGER, "minReplicas", "maxReplicas");

  static final Fields V1 =
      Shape.object(COMMON.with(Plain.INTEGER, "targetCPUUtilizationPercentage"));
  static final Fields V2 =
      Shape.object(
          COMMON
              .with(new ListOf(SOURCE), "metrics")
              .with(fields(SCALING, "scaleUp", "scaleDown"), "behavior"));

  private static final List<String> TYPES =
      List.of("Resource", "ContainerResource", "Pods", "Object", "External");

  private final Mapping spec;
  private final KubeObject autoscaler;
  private final Faults faults;

  private AutoscalerFaults(KubeObject autoscaler, Faults faults) {
    this.autoscaler = autoscaler;
    this.spec = autoscaler.spec();
    this.faults = faults;
  }

  static void check(KubeObject autoscaler, Faults faults) {
    MetadataFaults.checkNamedFreely(autoscaler, faults);
    var rules = new AutoscalerFaults(autoscaler, faults);
    rules.replicas();
    rules.target();
    List<Node> metrics = rules.spec.items("metrics");
    for (int i = 0; i < metrics.size(); i++)
      if (metrics.get(i) instanceof Mapping metric)
        rules.metric(metric, "spec.metrics[#%d]".formatted(i));
  }

  private void replicas() {
    Scalar min = spec.scalar("minReplicas");
    Scalar max = spec.scalar("maxReplicas");
    if (max == null && !spec.has("maxReplicas"))
      faults.add("spec.maxReplicas", autoscaler.nameSpan(), "no maxReplicas", "must be written");
    if (max != null && Values.isInt32(max)) {
      long least = min == null ? 1 : Values.isInt32(min) ? min.integer().getAsLong() : 1;
      long most = max.integer().getAsLong();
      if (most < 1) faults.field(spec, "spec", "maxReplicas", "less than 1", "must be 1 or more");
      else if (most < least)
        faults
            .field(
                spec,
                "spec",
                "maxReplicas",
                "less than minReplicas",
                "must not be less than minReplicas, which is " + least)
            .related(spec.spanOf("minReplicas"), "the least", null);
    }
    if (min == null || !Values.isInt32(min)) return;
    long least = min.integer().getAsLong();
    if (least < 0 || least == 0 && !mayScaleToZero())
      faults.field(spec, "spec", "minReplicas", "less than 1", "must be 1 or more");
  }

  /// With the feature gate HPAScaleToZero a server takes 0 from one with such a metric, which v1
  /// holds in an annotation.
  private boolean mayScaleToZero() {
    if (autoscaler.annotation("autoscaling.alpha.kubernetes.io/metrics").isPresent()) return true;
    if (spec.has("metrics") && !(spec.get("metrics") instanceof Sequence)) return true;
    return spec.mappings("metrics").stream()
        .map(metric -> metric.text("type").orElse(""))
        .anyMatch(type -> type.equals("Object") || type.equals("External"));
  }

  private void target() {
    if (spec.has("scaleTargetRef") && !(spec.get("scaleTargetRef") instanceof Mapping)) return;
    if (!spec.has("scaleTargetRef")) {
      faults.add(
          "spec.scaleTargetRef", autoscaler.nameSpan(), "no scaleTargetRef", "must be written");
      return;
    }
    Mapping target = spec.mapping("scaleTargetRef");
    required(target, "spec.scaleTargetRef", "kind");
    required(target, "spec.scaleTargetRef", "name");
    String kind = Values.string(target, "kind");
    String version = target.has("apiVersion") ? Values.string(target, "apiVersion") : "";
    // Only ReplicationControllers can be scaled in the core group.
    boolean core = kind == null || kind.equals("ReplicationController");
    if (version == null || version.contains("/") || core) return;
    faults
        .field(
            target,
            "spec.scaleTargetRef",
            "apiVersion",
            "no API group",
            "must name the group of the API, as apps/v1 does")
        .help("write apiVersion: apps/v1 for a Deployment or StatefulSet");
  }

  private void metric(Mapping metric, String path) {
    String type = Values.string(metric, "type");
    if (type == null) {
      required(metric, path, "type");
      return;
    }
    if (!TYPES.contains(type)) {
      var report =
          faults.field(
              metric,
              path,
              "type",
              "no such type",
              "must be Resource, ContainerResource, Pods, Object or External, not \"%s\""
                  .formatted(type));
      for (String known : TYPES)
        if (known.equalsIgnoreCase(type)) report.help("write type: " + known);
      return;
    }
    String field = Character.toLowerCase(type.charAt(0)) + type.substring(1);
    for (String other : List.of("resource", "containerResource", "pods", "object", "external"))
      if (!other.equals(field) && metric.has(other))
        faults
            .field(metric, path, other, "not of this type", "is not allowed with type " + type)
            .related(metric.spanOf("type"), "the type", null);
    if (!metric.has(field))
      faults.field(metric, path, field, "no " + field, "must be written with type " + type);
    else if (metric.get(field) instanceof Mapping source) source(source, path + "." + field, type);
  }

  private void source(Mapping source, String path, String type) {
    if (source.has("target") && !(source.get("target") instanceof Mapping)) return;
    Mapping target = source.mapping("target");
    required(target, path + ".target", "type");
    Scalar utilization = target.scalar("averageUtilization");
    if (utilization != null && Values.isInt32(utilization) && utilization.integer().getAsLong() < 1)
      faults.field(
          target, path + ".target", "averageUtilization", "less than 1", "must be 1 or more");
    if (!type.endsWith("Resource")) return;
    required(source, path, "name");
    if (!target.has("averageUtilization") && !target.has("averageValue"))
      faults.field(
          target,
          path + ".target",
          "averageUtilization",
          "no aim",
          "or averageValue must be written");
    else if (target.has("averageUtilization") && target.has("averageValue"))
      faults.field(
          target,
          path + ".target",
          "averageValue",
          "beside averageUtilization",
          "is not allowed beside averageUtilization");
  }

  private void required(Mapping at, String path, String field) {
    String value = Values.string(at, field);
    if (value == null ? !at.has(field) : value.isEmpty())
      faults.field(at, path, field, "no " + field, "must be written");
  }
}
