package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Picture.Box;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.map.ConnectionMap.Port;
import java.io.IOException;

/// Writes a card at the origin.
final class CardDrawing {
  private final Card card;
  private final double width;
  private final Markup out;

  private CardDrawing(Card card, double width, Markup out) {
    this.card = card;
    this.width = width;
    this.out = out;
  }

  static void write(Card card, double width, Markup out) throws IOException {
    var drawing = new CardDrawing(card, width, out);
    Drawing.rect("card", new Box(0, 0, width, card.height()), 8, out);
    edge(card.node().exposure(), card.height(), out);
    drawing.head();
    drawing.ports();
    drawing.faults();
  }

  /// The coloured left edge of a card with round corners.
  static void edge(Exposure exposure, double height, Markup out) throws IOException {
    out.raw("<path class=\"").raw(Badge.colour(exposure));
    out.raw("\" d=\"M8 0a8 8 0 0 0-8 8v").number(height - 16).raw("a8 8 0 0 0 8 8z\"/>");
  }

  private double room() {
    return width - Card.INDENT - Card.RIGHT_PADDING;
  }

  private void head() throws IOException {
    Node node = card.node();
    double badge = Badge.width(node.exposure());
    text("small", 20, Glyphs.fit(node.kind(), Card.SMALL, room() - badge - 12));
    Badge.draw(node.exposure(), width - Card.RIGHT_PADDING, 20, out);
    text("name", 38, Glyphs.fit(node.name(), Card.NAME * Glyphs.BOLD, room()));
    if (!node.what().isEmpty()) text("told", 55, Glyphs.fit(node.what(), Card.TEXT, room()));
  }

  private void text(String style, double y, String text) throws IOException {
    Drawing.text(style, Card.INDENT, y, text, out);
  }

  private void ports() throws IOException {
    if (card.rule() == 0) return;
    out.raw("<path class=\"rule\" d=\"M").number(Card.INDENT).raw(" ").number(card.rule());
    out.raw("h").number(room()).raw("\"/>");
    int line = 0;
    for (Port port : card.ports()) port(port, card.portY(line++) + 4.5);
    if (card.more() > 0) text("told", card.portY(line) + 4.5, "and " + card.more() + " more ports");
  }

  private void port(Port port, double baseline) throws IOException {
    Badge.bars(port.exposure(), Card.INDENT, baseline, out);
    double x = Card.INDENT + Badge.BARS + 7;
    String text = card.text(port, width - x - Card.RIGHT_PADDING);
    Drawing.text("port", x, baseline, text, out);
  }

  private void faults() throws IOException {
    for (int i = 0; i < card.faults().size(); i++) {
      double y = card.faultY(i);
      if (i == 0) Curves.cross(Card.INDENT + 4, y - 4, 3, out);
      Drawing.text("fault", Card.INDENT + 14, y, card.faults().get(i), out);
    }
  }
}
