package io.svcaudit.report;

import io.svcaudit.rules.RulePage;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The list of rules.
public final class RuleCatalogue {
  private RuleCatalogue() {}

  /// One line a rule: name, severity, title, and whether it has to be named to run.
  public static void table(List<RulePage> pages, Appendable out) throws IOException {
    int width = pages.stream().mapToInt(page -> page.name().length()).max().orElse(4);
    String row = "%-" + width + "s  %-8s  %s%n";
    out.append(row.formatted("NAME", "SEVERITY", "WHAT IT FINDS"));
    for (RulePage page : pages)
      out.append(row.formatted(page.name(), page.severity(), page.title() + mark(page)));
  }

  private static String mark(RulePage page) {
    return page.optIn() ? " (only with --rule)" : "";
  }

  /// An array of objects with the pages' front matter and text.
  public static void json(List<RulePage> pages, Appendable out) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (RulePage page : pages) {
        json.writeStartObject();
        json.writeStringProperty("name", page.name());
        json.writeStringProperty("title", page.title());
        json.writeStringProperty("severity", page.severity().toString());
        json.writeStringProperty("why", page.why());
        json.writeBooleanProperty("optIn", page.optIn());
        json.writeStringProperty("precision", page.precision());
        strings(json, "tags", page.tags());
        if (page.securitySeverity().isPresent())
          json.writeStringProperty("securitySeverity", page.securitySeverity().get());
        strings(json, "references", page.references());
        json.writeStringProperty("page", page.body());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.append(text.toString()).append(System.lineSeparator());
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
