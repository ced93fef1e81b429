package io.svcaudit.report;

import io.svcaudit.rules.RulePage;
import io.svcaudit.rules.Severity;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// The rules of a SARIF run: those that occur, by name.
final class SarifRules {
  /// Code scanning shows no more tags.
  private static final int MOST_TAGS = 10;

  private final Tool tool;
  private final Function<String, RulePage> pages;
  private final List<String> names;

  SarifRules(Tool tool, Function<String, RulePage> pages, List<Identified> findings) {
    this.tool = tool;
    this.pages = pages;
    this.names = findings.stream().map(f -> f.finding().rule()).distinct().sorted().toList();
  }

  /// The place of a rule in the list.
  int index(String rule) {
    return Collections.binarySearch(names, rule);
  }

  void write(JsonGenerator json) {
    json.writeArrayPropertyStart("rules");
    for (String name : names) rule(pages.apply(name), json);
    json.writeEndArray();
  }

  /// The level of results and rules.
  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "note";
    };
  }

  private void rule(RulePage page, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("id", page.name());
    json.writeStringProperty("name", pascal(page.name()));
    text("shortDescription", sentence(page.title()), json);
    text("fullDescription", sentence(page.title()) + " " + sentence(page.why()), json);
    json.writeStringProperty("helpUri", tool.page(page.name()));
    json.writeObjectPropertyStart("help");
    String help = help(page);
    json.writeStringProperty("text", help);
    json.writeStringProperty("markdown", help);
    json.writeEndObject();
    json.writeObjectPropertyStart("defaultConfiguration");
    json.writeStringProperty("level", level(page.severity()));
    json.writeEndObject();
    properties(page, json);
    json.writeEndObject();
  }

  private static void text(String name, String text, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("text", SarifText.cut(text, SarifText.MOST));
    json.writeEndObject();
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static String help(RulePage page) {
    String body = page.body().isEmpty() ? sentence(page.why()) : page.body();
    if (page.references().isEmpty()) return body;
    return body + "\n\n## References\n\n- " + String.join("\n- ", page.references());
  }

  private static void properties(RulePage page, JsonGenerator json) {
    json.writeObjectPropertyStart("properties");
    json.writeArrayPropertyStart("tags");
    tags(page).stream().limit(MOST_TAGS).forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("precision", page.precision());
    if (page.securitySeverity().isPresent())
      json.writeStringProperty("security-severity", page.securitySeverity().get());
    else
      json.writeStringProperty(
          "problem.severity",
          switch (page.severity()) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "recommendation";
          });
    json.writeEndObject();
  }

  private static Set<String> tags(RulePage page) {
    var tags = new LinkedHashSet<String>();
    if (page.securitySeverity().isPresent()) tags.add("security");
    for (String reference : page.references())
      // the form in which code scanning knows a weakness
      if (reference.startsWith("CWE-"))
        tags.add("external/cwe/" + reference.toLowerCase(Locale.ROOT));
    tags.addAll(page.tags());
    return tags;
  }

  /// `service-port-unused` as `ServicePortUnused`.
  private static String pascal(String kebab) {
    var pascal = new StringBuilder(kebab.length());
    for (int i = 0; i < kebab.length(); i++) {
      char c = kebab.charAt(i);
      boolean start = i == 0 || kebab.charAt(i - 1) == '-';
      if (c != '-') pascal.append(start ? Character.toUpperCase(c) : c);
    }
    return pascal.toString();
  }
}
