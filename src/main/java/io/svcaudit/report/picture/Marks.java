package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Picture.Leg;
import io.svcaudit.report.picture.Picture.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A numbered cross on each line that does not work, where no other cross is.
record Marks(List<Mark> marks) {
  private static final double[] TIMES = {0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75};
  private static final int CELL = 20;

  record Mark(double x, double y, int number, Line line) {}

  static Marks of(List<Line> lines, Picture picture) {
    Set<Long> taken = new HashSet<>();
    var marks = new ArrayList<Mark>();
    for (Line line : Facts.broken(lines)) {
      Path path = picture.paths().get(line.arc().index());
      Leg leg = path.legs().get(path.ownLeg());
      double time = TIMES[0];
      for (double t : TIMES) {
        if (!isFree(leg, t, taken)) continue;
        time = t;
        break;
      }
      taken.add(cell(leg.x(time), leg.y(time), 0, 0));
      marks.add(new Mark(leg.x(time), leg.y(time), marks.size() + 1, line));
    }
    return new Marks(marks);
  }

  private static boolean isFree(Leg leg, double t, Set<Long> taken) {
    for (int column = -1; column <= 1; column++)
      for (int row = -1; row <= 1; row++)
        if (taken.contains(cell(leg.x(t), leg.y(t), column, row))) return false;
    return true;
  }

  private static long cell(double x, double y, int column, int row) {
    return (Math.round(x / CELL) + column) << 32 | (Math.round(y / CELL) + row);
  }

  void write(Markup out) throws IOException {
    for (Mark mark : marks) {
      out.raw("<g class=\"mark\" data-line=\"" + mark.line.arc().index() + "\"><title>");
      out.text(mark.line.ends() + ": " + String.join("; ", mark.line.whys())).raw("</title>");
      draw(mark.x, mark.y, mark.number, out);
      out.raw("</g>\n");
    }
  }

  static double width(int number) {
    return 24 + Glyphs.width(Integer.toString(number), Card.SMALL);
  }

  /// A pill around its middle.
  static void draw(double x, double y, int number, Markup out) throws IOException {
    double width = width(number);
    double left = x - width / 2;
    Drawing.rect("pill", new Picture.Box(left, y - 9, width, 18), 9, out);
    Curves.cross(left + 10.5, y, 3, out);
    Drawing.text("number", left + 17.5, y + 4, Integer.toString(number), out);
  }
}
