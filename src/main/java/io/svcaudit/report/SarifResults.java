package io.svcaudit.report;

import io.svcaudit.audit.Outcome.Suppressed;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Finding.Place;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// The results of a SARIF run.
final class SarifResults {
  /// Code scanning shows no more locations.
  private static final int MOST_RELATED = 100;

  /// A message links to no more of them.
  private static final int MOST_LINKS = 5;

  private final SarifRules rules;
  private final SarifLocations locations;

  SarifResults(SarifRules rules, SarifLocations locations) {
    this.rules = rules;
    this.locations = locations;
  }

  /// @param baselineState `new`, `unchanged` or `absent`; empty if nothing was compared
  void write(Identified identified, String baselineState, JsonGenerator json) {
    Finding finding = identified.finding();
    List<Place> related = finding.related().stream().distinct().toList();
    json.writeStartObject();
    json.writeStringProperty("ruleId", finding.rule());
    json.writeNumberProperty("ruleIndex", rules.index(finding.rule()));
    json.writeStringProperty("level", SarifRules.level(finding.severity()));
    if (!baselineState.isEmpty()) json.writeStringProperty("baselineState", baselineState);
    text("message", message(finding, related), json);
    json.writeArrayPropertyStart("locations");
    json.writeStartObject();
    locations.write(finding.place().span(), finding.subject(), json);
    json.writeEndObject();
    json.writeEndArray();
    related(finding, related, json);
    json.writeObjectPropertyStart("partialFingerprints");
    json.writeStringProperty("primaryLocationLineHash", identified.fingerprint());
    json.writeEndObject();
    Suppressed suppressed = identified.suppressed();
    if (suppressed != null) suppression(suppressed, json);
    json.writeObjectPropertyStart("properties");
    json.writeStringProperty("severity", finding.severity().toString());
    json.writeStringProperty("confidence", finding.confidence().toString());
    json.writeEndObject();
    json.writeEndObject();
  }

  /// The finding's sentence, then its label, links to the other ends, and the remedy.
  private static String message(Finding finding, List<Place> related) {
    var message = new StringBuilder(SarifText.sentence(finding.message()));
    String label = finding.place().label();
    if (!label.isEmpty()) message.append(" Here: ").append(SarifText.sentence(label));
    for (int i = 0; i < Math.min(MOST_LINKS, related.size()); i++)
      message.append(i == 0 ? " See " : ", ").append(SarifText.link(said(related.get(i)), i + 1));
    if (related.size() > MOST_LINKS)
      message.append(" and ").append(related.size() - MOST_LINKS).append(" more");
    if (!related.isEmpty()) message.append('.');
    if (!finding.help().isEmpty())
      message.append(" Help: ").append(SarifText.sentence(finding.help()));
    return message.toString();
  }

  private static String said(Place place) {
    String label = Frames.label(place);
    return SarifText.cut(label.isEmpty() ? place.span().toString() : label, 200);
  }

  private void related(Finding finding, List<Place> related, JsonGenerator json) {
    if (related.isEmpty()) return;
    json.writeArrayPropertyStart("relatedLocations");
    for (int i = 0; i < Math.min(MOST_RELATED, related.size()); i++) {
      Place place = related.get(i);
      json.writeStartObject();
      json.writeNumberProperty("id", i + 1);
      var subject = Optional.ofNullable(place.subject()).orElse(finding.subject());
      locations.write(place.span(), subject, json);
      text("message", SarifText.sentence(said(place)), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void suppression(Suppressed suppressed, JsonGenerator json) {
    json.writeArrayPropertyStart("suppressions");
    json.writeStartObject();
    json.writeStringProperty("kind", suppressed.inSource() ? "inSource" : "external");
    if (!suppressed.reason().isEmpty())
      json.writeStringProperty("justification", Visible.of(suppressed.reason()));
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void text(String name, String text, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("text", text);
    json.writeEndObject();
  }
}
