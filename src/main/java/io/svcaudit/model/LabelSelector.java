package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A selector with operators (kubernetes.io, Labels and Selectors): that of kubectl's `-l`, and the
/// `matchLabels` and `matchExpressions` of manifests.
///
/// @param requirements all of them must hold; an empty list selects everything
public record LabelSelector(List<Requirement> requirements) {
  /// What a label has to be like.
  public sealed interface Requirement {
    String key();

    record In(String key, Set<String> values) implements Requirement {}

    /// Holds without the label, too.
    record NotIn(String key, Set<String> values) implements Requirement {}

    record Exists(String key) implements Requirement {}

    record DoesNotExist(String key) implements Requirement {}
  }

  public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  private static final String KEY = "([A-Za-z0-9]([A-Za-z0-9._-]*/)?[A-Za-z0-9._-]*)";
  private static final String VALUE = "[A-Za-z0-9._-]*";
  private static final Pattern SET = Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(([^()]*)\\)");
  private static final Pattern EQUALITY = Pattern.compile(KEY + "\\s*(==|=|!=)\\s*(" + VALUE + ")");
  private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*" + KEY);

  public LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /// Reads what kubectl's `-l` takes: `app=web,tier!=db,env in (a,b),!canary`.
  ///
  /// @throws IllegalArgumentException if it is not of that form, with a sentence for the user
  public static LabelSelector parse(String text) {
    var requirements = new ArrayList<Requirement>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      if (c == '(') depth++;
      else if (c == ')') depth--;
      else if (c == ',' && (depth == 0 || i == text.length())) {
        requirements.add(requirement(text.substring(start, i).strip(), text));
        start = i + 1;
      }
    }
    return new LabelSelector(requirements);
  }

  private static Requirement requirement(String part, String whole) {
    Matcher set = SET.matcher(part);
    if (set.matches()) {
      Set<String> values = Set.copyOf(List.of(set.group(4).strip().split("\\s*,\\s*", -1)));
      return set.group(3).equals("in")
          ? new Requirement.In(set.group(1), values)
          : new Requirement.NotIn(set.group(1), values);
    }
    Matcher equality = EQUALITY.matcher(part);
    if (equality.matches()) {
      Set<String> value = Set.of(equality.group(4));
      return equality.group(3).equals("!=")
          ? new Requirement.NotIn(equality.group(1), value)
          : new Requirement.In(equality.group(1), value);
    }
    Matcher existence = EXISTENCE.matcher(part);
    if (existence.matches())
      return existence.group(1).isEmpty()
          ? new Requirement.Exists(existence.group(2))
          : new Requirement.DoesNotExist(existence.group(2));
    throw new IllegalArgumentException(
        "cannot read the selector \"%s\" at \"%s\"; write it like app=web,tier!=db,env in (a,b)"
            .formatted(whole, part));
  }

  /// Of a field like `spec.podSelector`.
  public static LabelSelector of(Mapping node) {
    var requirements = new ArrayList<Requirement>();
    for (Labels.Label label : Labels.of(node.mapping("matchLabels")).all().values())
      requirements.add(new Requirement.In(label.key(), Set.of(label.value())));
    for (Mapping expression : node.mappings("matchExpressions")) {
      String key = expression.text("key").orElse("");
      Set<String> values = Set.copyOf(Container.strings(expression, "values"));
      requirements.add(
          switch (expression.text("operator").orElse("")) {
            case "NotIn" -> new Requirement.NotIn(key, values);
            case "Exists" -> new Requirement.Exists(key);
            case "DoesNotExist" -> new Requirement.DoesNotExist(key);
            // The API server rejects every other operator.
            default -> new Requirement.In(key, values);
          });
    }
    return new LabelSelector(requirements);
  }

  /// Whether labels meet every requirement.
  public boolean matches(Labels labels) {
    for (Requirement requirement : requirements) {
      String value = labels.value(requirement.key());
      boolean met =
          switch (requirement) {
            case Requirement.In(var _, var values) -> value != null && values.contains(value);
            case Requirement.NotIn(var _, var values) -> value == null || !values.contains(value);
            case Requirement.Exists _ -> value != null;
            case Requirement.DoesNotExist _ -> value == null;
          };
      if (!met) return false;
    }
    return true;
  }
}
