package io.svcaudit.report;

import io.svcaudit.source.Span;
import io.svcaudit.topology.trace.Hop;
import io.svcaudit.topology.trace.Trace;
import io.svcaudit.topology.trace.Way;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;

/// How a connection goes, for people and for programs.
public final class TraceReport {
  private TraceReport() {}

  /// One line a hop; below one that stops the connection, what to do.
  public static void text(Trace trace, Colors colors, Appendable out) throws IOException {
    String ends = Visible.of(trace.from()) + " → " + Visible.of(trace.to());
    out.append(colors.paint(Colors.Role.MESSAGE, ends))
        .append("   ")
        .append(colors.paint(role(trace.verdict()), word(trace.verdict())))
        .append('\n');
    for (Way way : trace.ways()) text(way, colors, out);
  }

  private static void text(Way way, Colors colors, Appendable out) throws IOException {
    for (Hop hop : way.hops()) {
      out.append("  ")
          .append(colors.paint(role(hop.verdict()), "%-2s".formatted(sign(hop.verdict()))))
          .append("  %-7s  ".formatted(hop.step()))
          .append(Visible.of(hop.said()));
      if (!hop.places().isEmpty())
        out.append(" (").append(Visible.of(place(hop.places().getFirst()))).append(')');
      out.append('\n');
      if (!hop.help().isEmpty()) out.append("  help: ").append(Visible.of(hop.help())).append('\n');
    }
  }

  private static String place(Hop.Place place) {
    Span span = place.spot().span();
    return span.file().isLive() ? span.toString() : span.file().name() + ":" + span.line();
  }

  private static String sign(Hop.Verdict verdict) {
    return switch (verdict) {
      case OK -> "ok";
      case NO -> "no";
      case UNKNOWN -> "?";
    };
  }

  private static String word(Hop.Verdict verdict) {
    return switch (verdict) {
      case OK -> "works";
      case NO -> "blocked";
      case UNKNOWN -> "unknown";
    };
  }

  private static Colors.Role role(Hop.Verdict verdict) {
    return switch (verdict) {
      case OK -> Colors.Role.GOOD;
      case NO -> Colors.Role.HIGH;
      case UNKNOWN -> Colors.Role.MEDIUM;
    };
  }

  public static void json(Trace trace, Appendable out) throws IOException {
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("from", trace.from());
          json.writeStringProperty("to", trace.to());
          json.writeStringProperty("verdict", word(trace.verdict()));
          json.writeArrayPropertyStart("ways");
          for (Way way : trace.ways()) {
            json.writeStartObject();
            json.writeStringProperty("verdict", word(way.verdict()));
            json.writeArrayPropertyStart("hops");
            for (Hop hop : way.hops()) hop(hop, json);
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void hop(Hop hop, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("step", hop.step().toString());
    json.writeStringProperty("verdict", sign(hop.verdict()).replace("?", "unknown"));
    json.writeStringProperty("said", hop.said());
    json.writeStringProperty("help", hop.help());
    json.writeArrayPropertyStart("places");
    for (Hop.Place place : hop.places()) {
      json.writeStartObject();
      JsonReport.subject(place.object().ref(), json);
      JsonReport.location(place.spot().span().firstLine(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
