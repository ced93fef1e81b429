package io.svcaudit.report;

import io.svcaudit.audit.Outcome;
import io.svcaudit.audit.Outcome.Scope;
import io.svcaudit.report.Colors.Role;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Unseen;
import io.svcaudit.source.Unseen.Reach;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/// The end of a text report: what lies outside, and how many findings in what was seen. What was
/// given and could not be read are errors, told on standard error.
final class TextSummary {
  /// Things outside of the input are listed up to this number.
  private static final int MOST = 3;

  private final Colors colors;

  TextSummary(Colors colors) {
    this.colors = colors;
  }

  void write(Outcome outcome, Appendable out) throws IOException {
    List<Unseen> given = with(Reach.GIVEN, outcome);
    outside(with(Reach.OUTSIDE, outcome), out);
    int suppressed = outcome.suppressed().size();
    if (suppressed > 0) out.append(Counted.of(suppressed, "finding")).append(" suppressed.\n");
    out.append(colors.paint(Role.MESSAGE, sentence(outcome, given.size()))).append('\n');
  }

  private static List<Unseen> with(Reach reach, Outcome outcome) {
    return outcome.unseen().stream().filter(unseen -> unseen.reach() == reach).toList();
  }

  private void outside(List<Unseen> outside, Appendable out) throws IOException {
    if (outside.isEmpty()) return;
    out.append(colors.paint(Role.LOW, "unknown:"))
        .append(' ')
        .append(Counted.of(outside.size(), "thing"))
        .append(" outside of what was given\n");
    for (Unseen unseen : outside.subList(0, Math.min(MOST, outside.size())))
      out.append("  ")
          .append(Visible.of(unseen.what()))
          .append(": ")
          .append(Visible.of(unseen.why()))
          .append('\n');
    if (outside.size() > MOST)
      out.append("  and ").append(Counted.of(outside.size() - MOST, "other")).append('\n');
  }

  private static String sentence(Outcome outcome, int notSeen) {
    String end =
        notSeen == 0
            ? "."
            : ", but " + Counted.of(notSeen, "thing") + " not seen (see the errors).";
    return found(outcome.findings()) + " in " + scope(outcome.scope()) + end;
  }

  private static String found(List<Finding> findings) {
    if (findings.isEmpty()) return "No findings";
    var counts = new EnumMap<Severity, Integer>(Severity.class);
    for (Finding finding : findings) counts.merge(finding.severity(), 1, Integer::sum);
    var parts = new ArrayList<String>();
    for (Severity severity : List.of(Severity.values()).reversed())
      if (counts.containsKey(severity)) parts.add(counts.get(severity) + " " + severity);
    return "Found " + String.join(", ", parts) + (findings.size() == 1 ? " finding" : " findings");
  }

  private static String scope(Scope scope) {
    var parts = new ArrayList<String>();
    if (scope.services() > 0) parts.add(Counted.of(scope.services(), "Service"));
    if (scope.workloads() > 0) parts.add(Counted.of(scope.workloads(), "workload"));
    if (parts.isEmpty()) parts.add(Counted.of(scope.objects(), "object"));
    var where = new ArrayList<String>();
    if (scope.files() > 0) where.add(Counted.of(scope.files(), "file"));
    if (!scope.cluster().isEmpty()) where.add(Visible.of(scope.cluster()));
    String from = where.isEmpty() ? "" : " (" + String.join(" over ", where) + ")";
    return String.join(" and ", parts) + from;
  }
}
