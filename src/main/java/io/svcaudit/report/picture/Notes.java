package io.svcaudit.report.picture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Below the picture: why lines do not work, by their numbers.
///
/// @param more how many have no note
record Notes(List<Note> notes, int more) {
  static final Notes NONE = new Notes(List.of(), 0);

  private static final int MOST = 20;
  private static final double SIZE = 12;
  private static final double LINE = 17;
  private static final double BETWEEN = 7;
  private static final double INDENT = 44;

  /// @param ends what does not reach what
  /// @param why in lines that fit; may be empty
  record Note(String ends, List<String> why) {}

  Notes {
    notes = List.copyOf(notes);
  }

  static Notes of(List<Line> lines, double width) {
    List<Line> broken = Facts.broken(lines);
    var notes = new ArrayList<Note>();
    double room = width - INDENT;
    for (Line line : broken.stream().limit(MOST).toList()) {
      String ends = Glyphs.fit(line.ends(), SIZE * 1.1, room);
      var why = new ArrayList<String>();
      for (String reason : line.whys()) why.addAll(Glyphs.wrap(reason, SIZE, room, 4));
      notes.add(new Note(ends, why));
    }
    return new Notes(notes, broken.size() - notes.size());
  }

  double height() {
    double height = 0;
    for (Note note : notes) height += (1 + note.why.size()) * LINE + BETWEEN;
    if (more > 0) height += LINE;
    return height == 0 ? 0 : height + 10;
  }

  void write(double x, double top, Markup out) throws IOException {
    double y = top + LINE;
    for (int i = 0; i < notes.size(); i++) {
      Marks.draw(x + Marks.width(i + 1) / 2, y - 4, i + 1, out);
      Drawing.text("ends", x + INDENT, y, notes.get(i).ends, out);
      y += LINE;
      for (String line : notes.get(i).why) {
        Drawing.text("told", x + INDENT, y, line, out);
        y += LINE;
      }
      y += BETWEEN;
    }
    if (more > 0) Drawing.text("told", x + INDENT, y, "and " + more + " more", out);
  }
}
