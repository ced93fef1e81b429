package io.svcaudit.audit;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import java.util.List;

/// A rule that failed: a defect of this program, said in the report so that nobody takes the rule's
/// silence for an answer.
public final class FailedRule {
  /// The rule name of such findings.
  public static final String NAME = "internal-error";

  private static final SourceFile NOWHERE = new SourceFile("-", ".", "", SourceFile.Origin.NAMED);

  private FailedRule() {}

  static Finding of(Rule rule, Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    String at = trace.length == 0 ? "" : " at " + trace[0];
    return new Finding(
        NAME,
        Severity.HIGH,
        Confidence.CERTAIN,
        new ObjectRef("svc-audit.io/v1", "Rule", "", rule.name()),
        "rule %s failed: %s%s".formatted(rule.name(), thrown, at),
        "",
        new Finding.Place(new Span(NOWHERE, 1, 1, 1, 1), "", null),
        List.of(),
        List.of(),
        "report this as a defect of svc-audit; until then use --exclude-rule " + rule.name(),
        "");
  }
}
