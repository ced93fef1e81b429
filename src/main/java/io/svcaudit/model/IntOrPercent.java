package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import java.util.Optional;

/// A number of Pods, or a part of them in percent (the API's `IntOrString`).
public sealed interface IntOrPercent {
  record Count(long value) implements IntOrPercent {}

  record Percent(long value) implements IntOrPercent {}

  /// Empty if the field is not written, or is neither.
  static Optional<IntOrPercent> of(Mapping node, String field) {
    Scalar scalar = node.scalar(field);
    if (scalar == null) return Optional.empty();
    String text = scalar.text();
    if (scalar.integer().isPresent()) return Optional.of(new Count(scalar.integer().getAsLong()));
    return text.matches("[0-9]{1,4}%")
        ? Optional.of(new Percent(Long.parseLong(text.substring(0, text.length() - 1))))
        : Optional.empty();
  }

  /// How many of a number of Pods it is; a part of a Pod counts as a whole one, as the disruption
  /// controller has it for both fields of a budget.
  default long roundedUp(long pods) {
    return switch (this) {
      case Count(long value) -> value;
      case Percent(long value) -> (value * pods + 99) / 100;
    };
  }
}
