package io.svcaudit.report.picture;

import io.svcaudit.topology.Exposure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What colours, bars and lines mean.
final class Legend {
  private static final double SIZE = 11.5;
  private static final double LINE = 22;
  private static final double BETWEEN = 16;

  /// @param symbol its width
  private record Sign(double symbol, String text, Symbol draw) {
    double width() {
      return symbol + 7 + Glyphs.width(text, SIZE);
    }
  }

  @FunctionalInterface
  private interface Symbol {
    void draw(double x, double baseline, Markup out) throws IOException;
  }

  private final List<List<Sign>> rows = new ArrayList<>();

  Legend(double width) {
    var signs = new ArrayList<Sign>();
    for (Exposure exposure : Exposure.values()) {
      String text = Badge.word(exposure) + ": " + Badge.meaning(exposure);
      signs.add(new Sign(9 + Badge.BARS, text, (x, y, out) -> exposure(exposure, x, y, out)));
    }
    fill(signs, width);
    fill(List.of(line("ok", "works"), line("no", "broken"), line("unknown", "unknown")), width);
  }

  private void fill(List<Sign> signs, double width) {
    var row = new ArrayList<Sign>();
    double x = 0;
    for (Sign sign : signs) {
      if (x > 0 && x + sign.width() > width) {
        rows.add(List.copyOf(row));
        row.clear();
        x = 0;
      }
      row.add(sign);
      x += sign.width() + BETWEEN;
    }
    rows.add(row);
  }

  private static void exposure(Exposure exposure, double x, double baseline, Markup out)
      throws IOException {
    var edge = new Picture.Box(x, baseline - 10, 5, 12);
    Drawing.rect(Badge.colour(exposure), edge, 1.5, out);
    Badge.bars(exposure, x + 9, baseline, out);
  }

  private static Sign line(String style, String text) {
    return new Sign(
        40,
        text,
        (x, y, out) -> {
          out.raw("<g class=\"line ").raw(style).raw("\"><path d=\"M").number(x).raw(" ");
          out.number(y - 4).raw("h40\" marker-end=\"url(#to-").raw(style).raw(")\"/></g>");
        });
  }

  double height() {
    return rows.size() * LINE + 12;
  }

  void write(double x, double top, Markup out) throws IOException {
    out.raw("<g class=\"legend\">\n");
    double y = top + LINE;
    for (List<Sign> row : rows) {
      double at = x;
      for (Sign sign : row) {
        sign.draw.draw(at, y, out);
        Drawing.text("sign", at + sign.symbol + 7, y, sign.text, out);
        at += sign.width() + BETWEEN;
      }
      y += LINE;
    }
    out.raw("</g>\n");
  }
}
