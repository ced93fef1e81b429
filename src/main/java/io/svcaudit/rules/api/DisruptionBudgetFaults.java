package io.svcaudit.rules.api;

import static io.svcaudit.rules.api.Shape.fields;

import io.svcaudit.model.KubeObject;
import io.svcaudit.rules.api.Shape.Fields;
import io.svcaudit.rules.api.Shape.Plain;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import java.math.BigInteger;
import java.util.List;

/// Faults of a policy/v1 PodDisruptionBudget.
final class DisruptionBudgetFaults {
  static final Fields SHAPE =
      Shape.object(
          fields(Plain.INTEGER_OR_STRING, "minAvailable", "maxUnavailable")
              .with(SelectorFaults.SHAPE, "selector")
              .with(Plain.STRING, "unhealthyPodEvictionPolicy"));

  private static final List<String> POLICIES = List.of("IfHealthyBudget", "AlwaysAllow");

  private DisruptionBudgetFaults() {}

  static void check(KubeObject budget, Faults faults) {
    MetadataFaults.checkNamedFreely(budget, faults);
    Mapping spec = budget.spec();
    SelectorFaults.check(spec, "spec", "selector", faults);
    if (spec.has("minAvailable") && spec.has("maxUnavailable"))
      faults
          .field(
              spec,
              "spec",
              "maxUnavailable",
              "beside minAvailable",
              "is not allowed beside minAvailable")
          .related(spec.spanOf("minAvailable"), "the other one", null)
          .help("keep one of the two");
    amount(spec, "minAvailable", faults);
    amount(spec, "maxUnavailable", faults);
    String policy = Values.string(spec, "unhealthyPodEvictionPolicy");
    if (policy != null && !policy.isEmpty() && !POLICIES.contains(policy))
      faults.field(
          spec,
          "spec",
          "unhealthyPodEvictionPolicy",
          "no such value",
          "must be IfHealthyBudget or AlwaysAllow, not \"%s\"".formatted(policy));
  }

  /// A number from 0, or a percentage up to 100.
  private static void amount(Mapping spec, String field, Faults faults) {
    Scalar scalar = spec.scalar(field);
    if (scalar == null || scalar.isString() && Values.isPlaceholder(scalar.text())) return;
    String text = scalar.text();
    if (!scalar.isString()) {
      if (Values.isInt32(scalar) && scalar.integer().getAsLong() < 0)
        faults.field(spec, "spec", field, "less than 0", "must be 0 or more");
      return;
    }
    String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : "";
    if (!Values.isNumber(digits)) {
      var report =
          faults.field(
              spec,
              "spec",
              field,
              "neither number nor percentage",
              "must be a number, or like 50%");
      if (Values.isNumber(text)) report.help("write %s: %s without quotes".formatted(field, text));
      return;
    }
    // Leading zeros are fine.
    if (new BigInteger(digits).compareTo(BigInteger.valueOf(100)) > 0)
      faults.field(spec, "spec", field, "more than 100%", "must be at most 100%");
  }
}
