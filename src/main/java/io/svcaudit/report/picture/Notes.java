package io.svcaudit.report.picture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Below the picture: why lines do not work, by their numbers.
///
/// @param more how many have no note
/// @param unseen what could not be read, in lines that fit; may be empty
record Notes(List<Note> notes, int more, List<String> unseen) {
  static final Notes NONE = new Notes(List.of(), 0, List.of());

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
    unseen = List.copyOf(unseen);
  }

  static Notes of(Plan plan, double width) {
    List<Line> broken = Facts.broken(plan.lines());
    var notes = new ArrayList<Note>();
    double room = width - INDENT;
    for (Line line : broken.stream().limit(MOST).toList()) {
      String ends = Glyphs.fit(line.ends(), SIZE * Glyphs.BOLD, room);
      var why = new ArrayList<String>();
      for (String reason : line.whys()) why.addAll(Glyphs.wrap(reason, SIZE, room, 4));
      notes.add(new Note(ends, why));
    }
    var unseen = new ArrayList<String>();
    for (String each : plan.map.unseen().stream().limit(MOST).toList())
      unseen.addAll(Glyphs.wrap("not read: " + each, SIZE, width, 4));
    return new Notes(notes, broken.size() - notes.size(), unseen);
  }

  double height() {
    double height = 0;
    for (Note note : notes) height += (1 + note.why.size()) * LINE + BETWEEN;
    if (more > 0) height += LINE + BETWEEN;
    height += unseen.size() * LINE;
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
    if (more > 0) {
      Drawing.text("told", x + INDENT, y, "and " + more + " more", out);
      y += LINE + BETWEEN;
    }
    for (String line : unseen) {
      Drawing.text("told", x, y, line, out);
      y += LINE;
    }
  }
}
