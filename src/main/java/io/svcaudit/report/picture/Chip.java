package io.svcaudit.report.picture;

import io.svcaudit.topology.map.ConnectionMap.Entry;
import java.io.IOException;
import java.util.List;

/// How a way in is shown.
record Chip(Entry entry) {
  static final double HEIGHT = 46;
  static final double PADDING = 16;

  private static final double LEAST_WIDTH = 150;
  private static final double MOST_WIDTH = 236;

  /// The width that all of them have.
  static double width(List<Entry> entries) {
    double most = LEAST_WIDTH;
    for (Entry entry : entries) {
      double top =
          Glyphs.width(entry.kind() + " " + entry.name(), Card.SMALL)
              + 14
              + Badge.width(entry.exposure());
      most =
          Math.max(
              most,
              Math.max(top, Glyphs.width(entry.text(), Card.TEXT * Glyphs.BOLD) + 1) + 2 * PADDING);
      if (most >= MOST_WIDTH) return MOST_WIDTH;
    }
    return most;
  }

  /// At the origin.
  void write(double width, Markup out) throws IOException {
    Drawing.rect("card", new Picture.Box(0, 0, width, HEIGHT), HEIGHT / 2, out);
    double room = width - 2 * PADDING;
    Badge.draw(entry.exposure(), width - PADDING, 19, out);
    double left = room - Badge.width(entry.exposure()) - 10;
    String kind = Glyphs.fit(entry.kind(), Card.SMALL, left) + " ";
    String name = Glyphs.fit(entry.name(), Card.SMALL, left - Glyphs.width(kind, Card.SMALL));
    Drawing.text("small", PADDING, 19, kind + name, out);
    String text = Glyphs.fit(entry.text(), Card.TEXT * Glyphs.BOLD, room);
    Drawing.text("client", PADDING, 35, text, out);
  }
}
