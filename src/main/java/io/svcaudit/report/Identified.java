package io.svcaudit.report;

import io.svcaudit.audit.Fingerprint;
import io.svcaudit.audit.Outcome;
import io.svcaudit.audit.Outcome.Suppressed;
import io.svcaudit.rules.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A finding with its fingerprint.
///
/// @param suppressed how it was silenced; null if it was not
record Identified(Finding finding, String fingerprint, @Nullable Suppressed suppressed) {

  /// Findings that nothing silences.
  static List<Identified> of(List<Finding> findings) {
    List<String> fingerprints = Fingerprint.of(findings);
    var identified = new ArrayList<Identified>();
    for (int i = 0; i < findings.size(); i++)
      identified.add(new Identified(findings.get(i), fingerprints.get(i), null));
    return identified;
  }

  /// The findings of a run, then the suppressed ones.
  static List<Identified> of(Outcome outcome) {
    var findings = new ArrayList<>(outcome.findings());
    for (Suppressed suppressed : outcome.suppressed()) findings.add(suppressed.finding());
    List<String> fingerprints = Fingerprint.of(findings);
    int shown = outcome.findings().size();
    var identified = new ArrayList<Identified>();
    for (int i = 0; i < findings.size(); i++) {
      Suppressed suppressed = i < shown ? null : outcome.suppressed().get(i - shown);
      identified.add(new Identified(findings.get(i), fingerprints.get(i), suppressed));
    }
    return identified;
  }
}
