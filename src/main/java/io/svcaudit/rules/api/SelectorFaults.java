package io.svcaudit.rules.api;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Sequence;
import java.util.List;

/// Faults of a meta/v1 LabelSelector: `matchLabels` and `matchExpressions`.
final class SelectorFaults {
  static final Shape SHAPE =
      Shape.fields(Shape.LABELS, "matchLabels")
          .with(
              new Shape.ListOf(
                  Shape.fields(Shape.Plain.STRING, "key", "operator")
                      .with(Shape.STRINGS, "values")),
              "matchExpressions");

  private static final List<String> OPERATORS = List.of("In", "NotIn", "Exists", "DoesNotExist");

  private SelectorFaults() {}

  /// @param field of `parent` that holds the selector
  /// @param path of `parent`
  static void check(Mapping parent, String path, String field, Faults faults) {
    Mapping selector = parent.mapping(field);
    String at = path + "." + field;
    MetadataFaults.pairs(selector, at, "matchLabels", faults);
    List<Node> expressions = selector.items("matchExpressions");
    for (int i = 0; i < expressions.size(); i++)
      if (expressions.get(i) instanceof Mapping expression)
        expression(expression, "%s.matchExpressions[#%d]".formatted(at, i), faults);
  }

  private static void expression(Mapping expression, String path, Faults faults) {
    String key = Values.string(expression, "key");
    String reason = key == null ? null : Names.qualified(key);
    if (reason != null) faults.field(expression, path, "key", "not a label's key", reason);
    String operator = Values.string(expression, "operator");
    if (operator == null) {
      if (!expression.has("operator"))
        faults.field(expression, path, "operator", "no operator", "must be written");
      return;
    }
    if (!OPERATORS.contains(operator)) {
      var report =
          faults.field(
              expression,
              path,
              "operator",
              "no such operator",
              "must be In, NotIn, Exists or DoesNotExist, not \"%s\"".formatted(operator));
      for (String known : OPERATORS)
        if (known.equalsIgnoreCase(operator)) report.help("write operator: " + known);
      return;
    }
    boolean takesValues = operator.endsWith("In");
    boolean hasValues = !expression.items("values").isEmpty();
    if (takesValues && !hasValues && !isWrong(expression))
      faults.field(
          expression, path, "values", "no values", "must be written with operator " + operator);
    else if (!takesValues && hasValues)
      faults
          .field(
              expression,
              path,
              "values",
              "no values here",
              "is not allowed with operator " + operator)
          .help("remove values, or write operator: In");
  }

  /// Whether the values are no list, which decoding tells.
  private static boolean isWrong(Mapping expression) {
    return expression.has("values") && !(expression.get("values") instanceof Sequence);
  }
}
