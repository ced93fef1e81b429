package io.svcaudit.report;

import io.svcaudit.audit.Outcome;
import java.io.IOException;

/// One output format.
public interface Report {
  /// Writes a whole report.
  ///
  /// @param out takes characters; the caller encodes them as UTF-8 and closes
  void write(Outcome outcome, Appendable out) throws IOException;
}
