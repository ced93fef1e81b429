package io.svcaudit.rules;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.rules.Finding.Place;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes what one rule reports.
public final class Findings {
  private final Rule rule;
  private final List<Report> reports = new ArrayList<>();

  public Findings(Rule rule) {
    this.rule = rule;
  }

  /// Starts a finding; what is not set has the rule's severity, high confidence and no related
  /// places.
  ///
  /// @param path the field, see [Finding#path()]
  /// @param span what the reader has to look at
  /// @param label a few words on what is there
  /// @param message one sentence, without a period at its end
  public Report report(KubeObject subject, String path, Span span, String label, String message) {
    var report = new Report(subject.ref(), path, new Place(span.firstLine(), label, null), message);
    reports.add(report);
    return report;
  }

  /// All findings so far, in the order of reporting.
  public List<Finding> all() {
    return reports.stream().map(Report::finding).toList();
  }

  /// A finding in the making.
  public final class Report {
    private final ObjectRef subject;
    private final String path;
    private final Place place;
    private final String message;
    private final List<Place> related = new ArrayList<>();
    private final List<String> evidence = new ArrayList<>();
    private Severity severity = rule.severity();
    private Confidence confidence = Confidence.HIGH;
    private String help = "";
    private String cause = "";

    private Report(ObjectRef subject, String path, Place place, String message) {
      this.subject = subject;
      this.path = path;
      this.place = place;
      this.message = message;
    }

    public Report severity(Severity value) {
      severity = value;
      return this;
    }

    public Report confidence(Confidence value) {
      confidence = value;
      return this;
    }

    /// What to do, in the imperative, without a period: "use type: ClusterIP".
    public Report help(String value) {
      help = value;
      return this;
    }

    public Report cause(String value) {
      cause = value;
      return this;
    }

    public Report evidence(List<String> values) {
      evidence.addAll(values);
      return this;
    }

    /// Another end of the relation.
    ///
    /// @param of the object that it belongs to; null for the subject itself
    public Report related(Span span, String label, @Nullable KubeObject of) {
      related.add(new Place(span.firstLine(), label, of == null ? null : of.ref()));
      return this;
    }

    private Finding finding() {
      return new Finding(
          rule.name(),
          severity,
          confidence,
          subject,
          message,
          path,
          place,
          related,
          evidence,
          help,
          cause);
    }
  }
}
