package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Picture.Box;
import io.svcaudit.topology.map.ConnectionMap.Group;
import java.io.IOException;

/// What stands at the top of a frame: its namespace, and below it the unit, if it has one.
final class FrameTitle {
  private static final double SIZE = 13.5;
  private static final String KIND = "namespace ";

  private FrameTitle() {}

  /// @param hasUnits whether any frame has a unit
  static double height(boolean hasUnits) {
    return hasUnits ? 54 : 38;
  }

  static void write(Group group, Box frame, Markup out) throws IOException {
    double room = frame.width() - 2 * Cluster.MARGIN;
    String name =
        Glyphs.fit(group.namespace(), SIZE * Glyphs.BOLD, room - Glyphs.width(KIND, SIZE));
    out.raw("<g class=\"head\"><title>").text("namespace " + group.title()).raw("</title>");
    out.raw("<text class=\"space\"").attribute("x", frame.x() + Cluster.MARGIN);
    out.attribute("y", frame.y() + 25).raw("><tspan class=\"muted\">").raw(KIND);
    out.raw("</tspan>").text(name).raw("</text>");
    if (!group.unit().isEmpty()) {
      String unit = Glyphs.fit(group.unit(), Card.SMALL, room);
      Drawing.text("small", frame.x() + Cluster.MARGIN, frame.y() + 41, unit, out);
    }
    out.raw("</g>\n");
  }
}
