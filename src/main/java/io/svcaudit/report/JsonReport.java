package io.svcaudit.report;

import io.svcaudit.audit.Changes;
import io.svcaudit.audit.Outcome;
import io.svcaudit.audit.Outcome.Scope;
import io.svcaudit.audit.Outcome.Suppressed;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Finding.Place;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.source.Unseen;
import io.svcaudit.source.Unseen.Reach;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// For programs; its schema is packed as `/svc-audit/findings.schema.json`.
public final class JsonReport implements Report {
  private final Tool tool;

  public JsonReport(Tool tool) {
    this.tool = tool;
  }

  @Override
  public void write(Outcome outcome, Appendable out) throws IOException {
    Json.write(out, json -> report(outcome, json));
  }

  private void report(Outcome outcome, JsonGenerator json) {
    List<Identified> all = Identified.of(outcome);
    int shown = outcome.findings().size();
    json.writeStartObject();
    json.writeNumberProperty("schemaVersion", 1);
    json.writeObjectPropertyStart("tool");
    json.writeStringProperty("name", Tool.NAME);
    json.writeStringProperty("version", tool.version());
    json.writeEndObject();
    findings("findings", all.subList(0, shown), json);
    findings("suppressed", all.subList(shown, all.size()), json);
    json.writeArrayPropertyStart("unseen");
    for (Unseen unseen : outcome.unseen()) unseen(unseen, json);
    json.writeEndArray();
    Changes changes = outcome.changes();
    if (changes != null) changes(all.subList(0, shown), changes, json);
    summary(outcome, json);
    json.writeEndObject();
  }

  private static void changes(List<Identified> shown, Changes changes, JsonGenerator json) {
    json.writeObjectPropertyStart("changes");
    json.writeArrayPropertyStart("new");
    for (Identified identified : shown)
      if (changes.fresh().contains(identified.finding()))
        json.writeString(identified.fingerprint());
    json.writeEndArray();
    json.writeArrayPropertyStart("unchanged");
    for (Identified identified : shown)
      if (!changes.fresh().contains(identified.finding()))
        json.writeString(identified.fingerprint());
    json.writeEndArray();
    findings("solved", Identified.of(changes.solved()), json);
    json.writeEndObject();
  }

  static void findings(String name, List<Identified> findings, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    for (Identified identified : findings) finding(identified, json);
    json.writeEndArray();
  }

  private static void finding(Identified identified, JsonGenerator json) {
    Finding finding = identified.finding();
    json.writeStartObject();
    json.writeStringProperty("rule", finding.rule());
    json.writeStringProperty("severity", finding.severity().toString());
    json.writeStringProperty("confidence", finding.confidence().toString());
    json.writeStringProperty("message", finding.message());
    json.writeStringProperty("label", finding.place().label());
    json.writeStringProperty("help", finding.help());
    subject(finding.subject(), json);
    json.writeStringProperty("path", finding.path());
    location(finding.place().span(), json);
    json.writeArrayPropertyStart("related");
    for (Place place : finding.related()) related(place, json);
    json.writeEndArray();
    json.writeArrayPropertyStart("evidence");
    for (String evidence : finding.evidence()) json.writeString(evidence);
    json.writeEndArray();
    json.writeStringProperty("fingerprint", identified.fingerprint());
    Suppressed suppressed = identified.suppressed();
    if (suppressed != null) {
      json.writeStringProperty("reason", suppressed.reason());
      json.writeBooleanProperty("inSource", suppressed.inSource());
    }
    json.writeEndObject();
  }

  private static void related(Place place, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("message", Frames.label(place));
    if (place.subject() != null) subject(place.subject(), json);
    location(place.span(), json);
    json.writeEndObject();
  }

  static void subject(ObjectRef subject, JsonGenerator json) {
    json.writeObjectPropertyStart("subject");
    json.writeStringProperty("apiVersion", subject.apiVersion());
    json.writeStringProperty("kind", subject.kind());
    json.writeStringProperty("namespace", subject.namespace());
    json.writeStringProperty("name", subject.name());
    json.writeEndObject();
  }

  static void location(Span span, JsonGenerator json) {
    json.writeObjectPropertyStart("location");
    if (span.file().isLive()) {
      json.writeStringProperty("object", span.file().name());
      json.writeStringProperty("path", span.file().fieldAt(span.line()));
      json.writeEndObject();
      return;
    }
    json.writeStringProperty("file", span.file().name());
    json.writeNumberProperty("line", span.line());
    json.writeNumberProperty("column", span.column());
    json.writeNumberProperty("endLine", span.endLine());
    json.writeNumberProperty("endColumn", span.endColumn());
    json.writeEndObject();
  }

  private static void unseen(Unseen unseen, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("what", unseen.what());
    json.writeStringProperty("why", unseen.why());
    json.writeStringProperty("reach", unseen.reach().name().toLowerCase(Locale.ROOT));
    if (unseen.place() != null) location(unseen.place(), json);
    json.writeEndObject();
  }

  private static void summary(Outcome outcome, JsonGenerator json) {
    Scope scope = outcome.scope();
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("files", scope.files());
    if (!scope.cluster().isEmpty()) json.writeStringProperty("cluster", scope.cluster());
    json.writeNumberProperty("objects", scope.objects());
    json.writeNumberProperty("services", scope.services());
    json.writeNumberProperty("workloads", scope.workloads());
    json.writeObjectPropertyStart("findings");
    for (Severity severity : List.of(Severity.values()).reversed())
      json.writeNumberProperty(
          severity.toString(),
          outcome.findings().stream().filter(f -> f.severity() == severity).count());
    json.writeEndObject();
    json.writeNumberProperty("suppressed", outcome.suppressed().size());
    json.writeBooleanProperty(
        "complete", outcome.unseen().stream().noneMatch(u -> u.reach() == Reach.GIVEN));
    json.writeEndObject();
  }
}
