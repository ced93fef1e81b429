package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Picture.Box;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the picture of a plan: frames, lines, cards and what explains them.
final class Drawing {
  /// Where the picture is seen.
  enum Use {
    /// As a file, or as an image of a page: what it says has to be in it.
    ALONE,
    /// Within a page that has a title, can be searched and clicked.
    IN_PAGE
  }

  static final double MARGIN = 18;

  private static final double HEAD = 70;
  private static final double LEAST_WIDTH = 640;

  private final Plan plan;
  private final Use use;
  private final Picture picture;
  private final Notes notes;
  private final Legend legend;
  private final double head;
  private final double width;

  Drawing(Plan plan, Use use) {
    this.plan = plan;
    this.use = use;
    picture = Layout.of(plan.sketch);
    width = Math.max(LEAST_WIDTH, picture.width() + 2 * MARGIN);
    notes = use == Use.ALONE ? Notes.of(plan, width - 2 * MARGIN) : Notes.NONE;
    legend = new Legend(width - 2 * MARGIN);
    head = use == Use.ALONE ? HEAD : MARGIN;
  }

  void write(Markup out) throws IOException {
    double notesTop = head + picture.height() + 16;
    double legendTop = notesTop + notes.height();
    double height = legendTop + legend.height() + 16;
    open(height, out);
    out.raw("<style>").raw(style()).raw("</style>\n");
    markers(out);
    if (use == Use.ALONE) {
      out.raw("<rect class=\"paper\"").attribute("width", width).attribute("height", height);
      out.raw(" rx=\"6\"/>\n");
      text(
          "title",
          MARGIN,
          34,
          Glyphs.fit(Facts.title(plan.map), 19 * Glyphs.BOLD, width - 2 * MARGIN),
          out);
      text("told", MARGIN, 55, Glyphs.fit(Facts.counted(plan.map), 12.5, width - 2 * MARGIN), out);
    }
    out.raw("<g").attribute("transform", "translate(" + MARGIN + " " + head + ")").raw(">\n");
    frames(out);
    lines(out);
    titles(out);
    cards(out);
    chips(out);
    Marks.of(plan.lines(), picture).write(out);
    out.raw("</g>\n");
    notes.write(MARGIN, notesTop, out);
    legend.write(MARGIN, legendTop, out);
    out.raw("</svg>\n");
  }

  static String style() {
    return Resource.MAP_SVG_STYLE.text();
  }

  private void open(double height, Markup out) throws IOException {
    out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map\"");
    out.attribute("width", width).attribute("height", height);
    out.raw(" viewBox=\"0 0 ").number(width).raw(" ").number(height).raw("\"");
    switch (use) {
      case IN_PAGE -> out.raw(" role=\"group\" aria-label=\"Map\">\n");
      case ALONE -> {
        out.raw(" role=\"img\" aria-labelledby=\"map-title map-desc\">\n<title id=\"map-title\">");
        out.text(Facts.title(plan.map)).raw("</title>\n<desc id=\"map-desc\">");
        out.text(Facts.counted(plan.map)).raw(".");
        for (Line line : Facts.broken(plan.lines()))
          out.raw("\n").text(line.ends() + ": " + String.join("; ", line.whys())).raw(".");
        out.raw("</desc>\n");
      }
    }
  }

  private static void markers(Markup out) throws IOException {
    out.raw("<defs>\n");
    for (String style : List.of("ok", "no", "unknown")) {
      out.raw("<marker id=\"to-" + style + "\" class=\"tip " + style + "\" viewBox=\"0 0 10 10\"");
      out.raw(" refX=\"9\" refY=\"5\" markerWidth=\"10\" markerHeight=\"10\"");
      out.raw(" markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\">");
      out.raw("<path d=\"M0 .8L9.5 5L0 9.2z\"/></marker>\n");
    }
    out.raw("</defs>\n");
  }

  private void frames(Markup out) throws IOException {
    for (Box lane : picture.lanes())
      text("lane", lane.x() + lane.width() / 2, lane.y() + 24, "outside of the cluster", out);
    for (Box frame : picture.frames()) rect("frame", frame, 12, out);
    out.raw("\n");
  }

  private void titles(Markup out) throws IOException {
    for (int i = 0; i < picture.frames().size(); i++)
      FrameTitle.write(plan.map.groups().get(i), picture.frames().get(i), out);
  }

  private void lines(Markup out) throws IOException {
    for (Line line : plan.lines()) {
      String style = style(line);
      out.raw("<g class=\"line ").raw(style).raw("\"");
      if (use == Use.IN_PAGE)
        out.attribute("data-from", line.from()).attribute("data-to", line.to());
      out.raw(">");
      tooltip(line.told(), out);
      Picture.Path path = picture.paths().get(line.arc().index());
      String drawn = Curves.path(path);
      if (use == Use.IN_PAGE) out.raw("<path class=\"hit\" d=\"").raw(drawn).raw("\"/>");
      out.raw("<path d=\"").raw(drawn).raw(path.sharesEnd() ? "\" marker-start" : "\" marker-end");
      out.raw("=\"url(#to-").raw(style).raw(")\"/></g>\n");
    }
  }

  private static String style(Line line) {
    return switch (line.arc().verdict()) {
      case OK -> "ok";
      case NO -> "no";
      case UNKNOWN -> "unknown";
    };
  }

  /// At most so many lines: browsers show a tooltip on one screen.
  private static void tooltip(List<String> lines, Markup out) throws IOException {
    out.raw("<title>");
    int shown = Math.min(lines.size(), 30);
    for (int i = 0; i < shown; i++) out.raw(i == 0 ? "" : "\n").text(lines.get(i));
    if (shown < lines.size()) out.raw("\nand " + (lines.size() - shown) + " more");
    out.raw("</title>");
  }

  private void cards(Markup out) throws IOException {
    double cardWidth = plan.sketch.cardWidth();
    for (int i = 0; i < plan.cards.size(); i++) {
      Card card = plan.cards.get(i);
      open("node", picture.boxes().get(i), card.node().id(), out);
      tooltip(Facts.of(card.node()), out);
      CardDrawing.write(card, cardWidth, out);
      out.raw("</g>\n");
    }
  }

  private void chips(Markup out) throws IOException {
    Map<String, Card> targets = new HashMap<>();
    for (Card card : plan.cards) targets.put(card.node().id(), card);
    for (int i = 0; i < plan.chips.size(); i++) {
      Chip chip = plan.chips.get(i);
      Box box = picture.boxes().get(plan.cards.size() + i);
      open("node entry", box, chip.entry().id(), out);
      Card target = targets.get(chip.entry().to());
      if (target != null) tooltip(Facts.of(chip.entry(), target.node()), out);
      chip.write(box.width(), out);
      out.raw("</g>\n");
    }
  }

  private void open(String style, Box box, String id, Markup out) throws IOException {
    out.raw("<g class=\"").raw(style).raw("\"");
    if (use == Use.IN_PAGE) out.attribute("data-id", id);
    out.raw(" transform=\"translate(").number(box.x()).raw(" ").number(box.y()).raw(")\">");
  }

  static void text(String style, double x, double y, String text, Markup out) throws IOException {
    out.raw("<text class=\"").raw(style).raw("\"").attribute("x", x).attribute("y", y).raw(">");
    out.text(text).raw("</text>\n");
  }

  static void rect(String style, Box box, double radius, Markup out) throws IOException {
    out.raw("<rect class=\"").raw(style).raw("\"");
    out.attribute("x", box.x()).attribute("y", box.y());
    out.attribute("width", box.width()).attribute("height", box.height());
    out.attribute("rx", radius).raw("/>");
  }
}
