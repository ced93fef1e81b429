package io.svcaudit.rules.api;

import io.svcaudit.model.KubeObject;
import io.svcaudit.rules.Findings;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;

/// Takes the reasons for which the API server rejects one object.
final class Faults {
  private final KubeObject subject;
  private final Findings out;

  Faults(KubeObject subject, Findings out) {
    this.subject = subject;
    this.out = out;
  }

  /// Whether a server has accepted the object already, perhaps a newer one than we know: it has a
  /// uid.
  static boolean isAccepted(KubeObject object) {
    return object.metadata().has("uid");
  }

  /// @param reason follows the field's path: "must be a number, not a string"
  Findings.Report add(String path, Span span, String label, String reason) {
    String message = "the API server rejects %s: %s %s".formatted(subject.ref(), path, reason);
    return out.report(subject, path, span, label, message).confidence(Confidence.CERTAIN);
  }

  /// The same for a field of a mapping that stands at `path`, or for the mapping if the field is
  /// not there.
  Findings.Report field(Mapping at, String path, String field, String label, String reason) {
    Span span = at.entry(field) == null ? at.span() : at.spanOf(field);
    return add(path.isEmpty() ? field : path + "." + field, span, label, reason);
  }
}
