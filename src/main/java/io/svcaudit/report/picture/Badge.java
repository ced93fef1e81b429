package io.svcaudit.report.picture;

import io.svcaudit.topology.Exposure;
import java.io.IOException;
import java.util.Locale;

/// How far something reaches, as a word and as four bars, of which so many are filled as the rung
/// of the ladder is high: it is read without colours, too.
final class Badge {
  /// The width of the bars.
  static final double BARS = 15;

  private static final int COUNT = 4;

  private Badge() {}

  static String word(Exposure exposure) {
    return exposure.name().toLowerCase(Locale.ROOT);
  }

  static String meaning(Exposure exposure) {
    return switch (exposure) {
      case NONE -> "not reachable";
      case CLUSTER -> "from Pods";
      case NODE -> "on every node";
      case VPC -> "from the private network";
      case PUBLIC -> "from anywhere";
    };
  }

  static double width(Exposure exposure) {
    return BARS + 5 + Glyphs.width(word(exposure), Card.SMALL);
  }

  /// The word and the bars; ends at a right edge, on a baseline.
  static void draw(Exposure exposure, double right, double baseline, Markup out)
      throws IOException {
    double x = right - width(exposure);
    bars(exposure, x, baseline, out);
    out.raw("<text class=\"small\"").attribute("x", x + BARS + 5).attribute("y", baseline).raw(">");
    out.text(word(exposure)).raw("</text>");
  }

  static void bars(Exposure exposure, double x, double baseline, Markup out) throws IOException {
    for (int i = 0; i < COUNT; i++) {
      double height = 3 + 2 * i;
      out.raw("<rect class=\"").raw(i < exposure.ordinal() ? colour(exposure) : "off").raw("\"");
      out.attribute("x", x + 4 * i).attribute("y", baseline - height);
      out.attribute("width", 3).attribute("height", height).raw("/>");
    }
  }

  /// The class of its colour.
  static String colour(Exposure exposure) {
    return "x-" + word(exposure);
  }
}
