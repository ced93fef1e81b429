package io.svcaudit.report;

import io.svcaudit.audit.Outcome;
import io.svcaudit.rules.Finding;
import io.svcaudit.source.Span;
import io.svcaudit.source.Unseen;
import io.svcaudit.source.Unseen.Reach;
import java.io.IOException;

/// For editors and grep: `path:line:col: severity rule message`, one line a finding, no summary.
/// What could not be seen is `path:line:col: unseen what: why`, without a place if it has none.
public final class ConciseReport implements Report {
  @Override
  public void write(Outcome outcome, Appendable out) throws IOException {
    for (Finding finding : outcome.findings()) {
      place(finding.place().span(), out);
      out.append(finding.severity().toString())
          .append(' ')
          .append(finding.rule())
          .append(' ')
          .append(Visible.of(finding.message()))
          .append('\n');
    }
    for (Unseen unseen : outcome.unseen()) {
      if (unseen.reach() == Reach.OUTSIDE) continue;
      if (unseen.place() != null) place(unseen.place(), out);
      out.append("unseen ")
          .append(Visible.of(unseen.what()))
          .append(": ")
          .append(Visible.of(unseen.why()))
          .append('\n');
    }
  }

  private static void place(Span span, Appendable out) throws IOException {
    out.append(Visible.of(span.toString())).append(": ");
  }
}
