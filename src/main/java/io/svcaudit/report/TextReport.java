package io.svcaudit.report;

import io.svcaudit.audit.Changes;
import io.svcaudit.audit.Outcome;
import io.svcaudit.report.Colors.Role;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.RulePage;
import io.svcaudit.topology.Confidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// For people: each finding with its place, the other end of the relation, the reason and the
/// remedy, then what was not seen and a summary.
public final class TextReport implements Report {
  private final Function<String, RulePage> pages;
  private final Colors colors;
  private final int width;

  /// @param pages the page of a rule by the rule's name
  /// @param width of the terminal in columns; source lines are cut to it
  public TextReport(Function<String, RulePage> pages, Colors colors, int width) {
    this.pages = pages;
    this.colors = colors;
    this.width = width;
  }

  @Override
  public void write(Outcome outcome, Appendable out) throws IOException {
    var explained = new HashSet<String>();
    for (Finding finding : outcome.findings()) {
      finding(finding, since(finding, outcome.changes()), explained, out);
      out.append('\n');
    }
    if (outcome.changes() != null) solved(outcome.changes().solved(), out);
    new TextSummary(colors).write(outcome, out);
  }

  /// One finding by itself, followed by an empty line.
  void alone(Finding finding, Appendable out) throws IOException {
    finding(finding, "", new HashSet<>(), out);
    out.append('\n');
  }

  private static String since(Finding finding, @Nullable Changes changes) {
    if (changes == null) return "";
    return changes.fresh().contains(finding) ? " (new)" : " (still there)";
  }

  /// One line each: what is no longer wrong needs no explanation.
  private void solved(List<Finding> solved, Appendable out) throws IOException {
    for (Finding finding : solved)
      out.append(colors.paint(Role.FRAME, "solved[" + finding.rule() + "]"))
          .append(": ")
          .append(Visible.of(finding.message()))
          .append('\n');
    if (!solved.isEmpty()) out.append('\n');
  }

  private void finding(Finding finding, String since, Set<String> explained, Appendable out)
      throws IOException {
    header(finding, since, out);
    var frames = new Frames(out, colors, width, finding);
    frames.draw(finding);
    String evidence = String.join(", ", unsaid(finding));
    if (!evidence.isEmpty()) frames.note("evidence", evidence);
    // said once a rule: the tenth time it only hides what differs
    if (explained.add(finding.rule())) frames.note("why", pages.apply(finding.rule()).why());
    if (!finding.help().isEmpty()) frames.note("help", finding.help());
  }

  private void header(Finding finding, String since, Appendable out) throws IOException {
    String level =
        switch (finding.severity()) {
          case CRITICAL, HIGH -> "error";
          case MEDIUM -> "warning";
          case LOW, INFO -> "note";
        };
    String rule = level + "[" + finding.rule() + "]";
    out.append(colors.paint(Role.of(finding.severity()), rule)).append(since);
    if (finding.confidence().compareTo(Confidence.HIGH) < 0)
      out.append(" (").append(finding.confidence().toString()).append(" confidence)");
    out.append(colors.paint(Role.MESSAGE, ": " + Visible.of(finding.message()))).append('\n');
  }

  /// The evidence that no label tells already.
  private static List<String> unsaid(Finding finding) {
    List<String> labels =
        Stream.concat(Stream.of(finding.place()), finding.related().stream())
            .map(Finding.Place::label)
            .toList();
    var unsaid = new ArrayList<String>();
    for (String evidence : finding.evidence())
      if (labels.stream().noneMatch(label -> label.contains(evidence))) unsaid.add(evidence);
    return unsaid;
  }
}
