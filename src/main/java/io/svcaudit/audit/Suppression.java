package io.svcaudit.audit;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.rules.Finding;
import io.svcaudit.source.Span;
import org.jspecify.annotations.Nullable;

/// What silences a rule: a comment `# svc-audit: ignore[rule] reason` for the line that it stands
/// on or above, or an annotation `svc-audit.io/ignore: "rule: reason"` for its object.
///
/// @param reason may be empty
/// @param place where the rule is named
/// @param line for a comment the line that it is about, 1-based; for an annotation 0
/// @param object for an annotation its object
record Suppression(String rule, String reason, Span place, int line, @Nullable ObjectRef object) {

  boolean isComment() {
    return object == null;
  }

  boolean covers(Finding finding) {
    if (!finding.rule().equals(rule)) return false;
    Span at = finding.place().span();
    if (at.file() != place.file()) return false;
    return object == null ? at.line() == line : finding.subject().equals(object);
  }
}
