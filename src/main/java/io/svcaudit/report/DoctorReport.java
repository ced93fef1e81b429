package io.svcaudit.report;

import io.svcaudit.audit.Diagnosis;
import io.svcaudit.audit.Diagnosis.Step;
import io.svcaudit.audit.Diagnosis.Verdict;
import io.svcaudit.rules.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// What was found out about a Service, for people and for programs.
public final class DoctorReport {
  private DoctorReport() {}

  /// One line a step; below the one that is wrong, its findings as the audit shows them.
  public static void text(Diagnosis diagnosis, TextReport findings, Appendable out)
      throws IOException {
    out.append(Visible.of(diagnosis.service())).append('\n');
    for (Step step : diagnosis.steps()) {
      out.append("  %-4s %-17s %s%n".formatted(sign(step.verdict()), step.title(), said(step)));
      if (step.findings().isEmpty()) continue;
      out.append('\n');
      for (Finding finding : step.findings()) findings.alone(finding, out);
    }
  }

  private static String said(Step step) {
    return Visible.of(step.said());
  }

  private static String sign(Verdict verdict) {
    return switch (verdict) {
      case OK -> "ok";
      case WRONG -> "no";
      case UNKNOWN -> "?";
      case NOT_CHECKED -> "-";
    };
  }

  public static void json(Diagnosis diagnosis, Appendable out) throws IOException {
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("service", diagnosis.service());
          json.writeArrayPropertyStart("steps");
          for (Step step : diagnosis.steps()) {
            json.writeStartObject();
            json.writeStringProperty("step", step.title());
            json.writeStringProperty(
                "verdict", step.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            json.writeStringProperty("said", step.said());
            List<Identified> identified = Identified.of(step.findings());
            JsonReport.findings("findings", identified, json);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
