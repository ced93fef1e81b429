package io.svcaudit.report;

import io.svcaudit.report.Colors.Role;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Finding.Place;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Draws the places of one finding: the source lines behind a gutter, marks and labels below them.
final class Frames {
  /// Related places in the same file at most this many lines away share the frame.
  private static final int NEAR = 3;

  /// More related places than this are only counted.
  private static final int MOST = 8;

  /// A place with the sign that underlines it.
  private record Mark(Place place, char sign) {
    SourceFile file() {
      return place.span().file();
    }

    int line() {
      return place.span().line();
    }
  }

  private final Appendable out;
  private final Colors colors;
  private final int width;
  private final Role severity;
  private final String indent;
  private final List<Place> related;

  Frames(Appendable out, Colors colors, int width, Finding finding) {
    this.out = out;
    this.colors = colors;
    this.severity = Role.of(finding.severity());
    this.related = finding.related().stream().distinct().toList();
    Span own = finding.place().span();
    int last = own.file().isLive() ? 1 : own.line();
    for (Place place : shown())
      if (!place.span().file().isLive()) last = Math.max(last, place.span().line());
    this.indent = " ".repeat(Math.max(2, Integer.toString(last).length()));
    this.width = Math.max(width - indent.length() - 3, 20);
  }

  private List<Place> shown() {
    return related.subList(0, Math.min(MOST, related.size()));
  }

  /// What a place says; the object that it belongs to if it has no label.
  static String label(Place place) {
    if (!place.label().isEmpty() || place.subject() == null) return place.label();
    return place.subject().toString();
  }

  /// All frames of the finding.
  void draw(Finding finding) throws IOException {
    var together = new ArrayList<Mark>();
    var apart = new ArrayList<Mark>();
    var main = new Mark(finding.place(), '^');
    together.add(main);
    for (Place place : shown()) {
      var mark = new Mark(place, '-');
      boolean near = mark.file() == main.file() && Math.abs(mark.line() - main.line()) <= NEAR;
      (near ? together : apart).add(mark);
    }
    together.sort(Comparator.comparingInt(Mark::line));
    frame("--> ", finding.place(), together);
    for (Mark mark : apart) frame("::: ", mark.place(), List.of(mark));
    int more = related.size() - shown().size();
    if (more > 0) note("more", Counted.of(more, "related place") + " not shown");
  }

  /// A line without a place: ` = help: …`.
  void note(String name, String text) throws IOException {
    out.append(colors.paint(Role.FRAME, indent + " = "))
        .append(colors.paint(Role.MESSAGE, name + ":"))
        .append(' ')
        .append(Visible.of(text))
        .append('\n');
  }

  private void frame(String arrow, Place place, List<Mark> marks) throws IOException {
    // a finding about a rule stands in no text
    if (place.span().file().text().isEmpty()) return;
    out.append(colors.paint(Role.FRAME, indent + arrow))
        .append(Visible.of(place.span().toString()))
        .append('\n');
    out.append(colors.paint(Role.FRAME, indent + " |")).append('\n');
    int next = marks.getFirst().line();
    String above = "";
    for (Mark mark : marks) {
      if (mark.line() > mark.file().lineCount()) continue;
      for (; next < mark.line(); next++) line(mark.file(), next, plain(mark.file(), next));
      var excerpt = Excerpt.of(mark.place().span(), width);
      boolean again = next > mark.line() && excerpt.text().equals(above);
      if (!again) line(mark.file(), mark.line(), excerpt.text());
      underline(mark, excerpt);
      above = excerpt.text();
      next = mark.line() + 1;
    }
  }

  private String plain(SourceFile file, int line) {
    return Excerpt.of(new Span(file, line, 1, line, 1), width).text();
  }

  /// The lines of an object of a cluster have no number that anybody could look up.
  private void line(SourceFile file, int number, String text) throws IOException {
    String digits = file.isLive() ? "" : Integer.toString(number);
    String gutter = " ".repeat(indent.length() - digits.length()) + digits + " |";
    out.append(colors.paint(Role.FRAME, gutter));
    if (!text.isBlank()) out.append(' ').append(text);
    out.append('\n');
  }

  private void underline(Mark mark, Excerpt excerpt) throws IOException {
    String label = Visible.of(label(mark.place()));
    String under = String.valueOf(mark.sign()).repeat(excerpt.length());
    out.append(colors.paint(Role.FRAME, indent + " |"))
        .append(" ".repeat(excerpt.start() + 1))
        .append(
            colors.paint(
                mark.sign() == '^' ? severity : Role.FRAME,
                label.isEmpty() ? under : under + " " + label))
        .append('\n');
  }
}
