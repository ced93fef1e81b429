package io.svcaudit.rules.api;

import io.svcaudit.rules.Findings;
import io.svcaudit.rules.api.Shape.Fields;
import io.svcaudit.rules.api.Shape.ListOf;
import io.svcaudit.rules.api.Shape.MapOf;
import io.svcaudit.rules.api.Shape.Plain;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import io.svcaudit.source.Span;
import java.util.Map;
import java.util.Set;

/// Values of a type that the field does not take, and fields that there are not: what the API
/// server says no to before it validates (strict field validation is the default of kubectl).
final class Decoding {
  private final Faults faults;

  Decoding(Faults faults) {
    this.faults = faults;
  }

  /// @param span the key and the value
  void check(Shape shape, Node node, String path, Span span) {
    if (node instanceof Scalar scalar && (scalar.isNull() || isPlaceholder(scalar))) return;
    switch (shape) {
      case Plain plain -> {
        if (!isOf(plain, node)) wrong(shape, node, path, span);
      }
      case ListOf list -> {
        if (node instanceof Sequence sequence) items(list, sequence, path);
        else wrong(shape, node, path, span);
      }
      case MapOf map -> {
        if (node instanceof Mapping mapping) values(map, mapping, path);
        else wrong(shape, node, path, span);
      }
      case Fields fields -> {
        if (node instanceof Mapping mapping) fields(fields, mapping, path);
        else wrong(shape, node, path, span);
      }
    }
  }

  private static boolean isPlaceholder(Scalar scalar) {
    return scalar.isString() && Values.isPlaceholder(scalar.text());
  }

  private static boolean isOf(Plain plain, Node node) {
    if (plain == Plain.ANYTHING) return true;
    if (!(node instanceof Scalar scalar)) return false;
    return switch (plain) {
      case STRING -> scalar.isString();
      case INTEGER -> Values.isInt32(scalar);
      case BOOLEAN -> scalar.type() == Scalar.Type.BOOLEAN;
      case INTEGER_OR_STRING -> scalar.isString() || Values.isInt32(scalar);
      case ANYTHING -> true;
    };
  }

  private void items(ListOf list, Sequence sequence, String path) {
    for (int i = 0; i < sequence.items().size(); i++) {
      Node item = sequence.items().get(i);
      String at = "%s[%s]".formatted(path, Values.key(sequence.items(), i));
      check(list.item(), item, at, item.span());
    }
  }

  private void values(MapOf map, Mapping mapping, String path) {
    for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet())
      check(
          map.value(),
          entry.getValue().value(),
          "%s[%s]".formatted(path, entry.getKey()),
          entry.getValue().span());
  }

  private void fields(Fields fields, Mapping mapping, String path) {
    for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
      String name = entry.getKey();
      String at = path.isEmpty() ? name : path + "." + name;
      Shape shape = fields.known().get(name);
      if (shape != null) check(shape, entry.getValue().value(), at, entry.getValue().span());
      else if (!Values.isPlaceholder(name)) unknown(fields, name, at, entry.getValue());
    }
  }

  private void unknown(Fields fields, String name, String path, Mapping.Entry entry) {
    var report = faults.add(path, entry.key(), "no such field", "is no field of the API");
    for (String known : fields.known().keySet())
      if (known.equalsIgnoreCase(name)) {
        report.help("write %s; case matters".formatted(known));
        return;
      }
    if (path.contains("elector." + name)) {
      report.help("write it under matchLabels");
      return;
    }
    report.help(
        switch (name) {
          case "topologyKeys" -> "remove it; trafficDistribution: PreferSameZone took its place";
          case "containerPort" -> "write targetPort";

          case "ipFamily" -> "write ipFamilies: [IPv4] or ipFamilies: [IPv6]";
          default -> "remove it, or move it where it belongs";
        });
  }

  private void wrong(Shape shape, Node node, String path, Span span) {
    String reason = "must be %s, not %s".formatted(shape, describe(node));
    Findings.Report report = faults.add(path, span, "must be " + shape, reason);
    if (!(node instanceof Scalar scalar)) {
      if (path.equals("spec.selector[matchLabels]"))
        report.help("write the labels directly under selector; a Service knows no matchLabels");
      return;
    }
    if (shape == Plain.STRING) report.help("put it in quotes: \"%s\"".formatted(written(scalar)));
    else if (isQuoted(shape, scalar.text()))
      report.help("write %s without quotes".formatted(scalar.text()));
    else if (shape == Plain.INTEGER) report.help("write a number");
  }

  private static boolean isQuoted(Shape shape, String text) {
    return shape == Plain.BOOLEAN && Set.of("true", "false").contains(text)
        || shape == Plain.INTEGER && Values.isNumber(text);
  }

  private static String describe(Node node) {
    if (!(node instanceof Scalar scalar)) return node.typeName();
    if (scalar.isString()) return "a string (\"%s\")".formatted(scalar.text());
    String written = written(scalar);
    String value = written.equals(scalar.text()) ? "" : ", which is %s in YAML";
    return "%s (%s%s)".formatted(node.typeName(), written, value.formatted(scalar.text()));
  }

  /// As the file has it: `yes`, not `true`.
  private static String written(Scalar scalar) {
    return scalar.isString() ? scalar.text() : scalar.span().text();
  }
}
