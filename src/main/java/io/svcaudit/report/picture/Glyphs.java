package io.svcaudit.report.picture;

import java.util.ArrayList;
import java.util.List;

/// How wide text is, without a font at hand: the advance widths of DejaVu Sans, the widest of the
/// fonts that `system-ui` and `sans-serif` stand for, so that what fits here fits everywhere.
final class Glyphs {
  /// From the space to the tilde, in thousandths of the font's size.
  private static final short[] WIDTHS = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838
  };

  /// How much wider heavy text is: to be multiplied with its size.
  static final double BOLD = 1.14;

  private static final String ELLIPSIS = "…";

  private Glyphs() {}

  /// @param size of the font, in the unit of the answer
  static double width(String text, double size) {
    return text.codePoints().mapToDouble(Glyphs::width).sum() * size / 1000;
  }

  private static double width(int codePoint) {
    int i = codePoint - ' ';
    if (i >= 0 && i < WIDTHS.length) return WIDTHS[i];
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      // ideographs and emoji fill a square
      default -> codePoint >= 0x1100 ? 1000 : 700;
    };
  }

  /// The text, or its start and its end if it is too wide: names differ at both.
  static String fit(String text, double size, double most) {
    if (width(text, size) <= most) return text;
    int[] points = text.codePoints().toArray();
    double left = most - width(ELLIPSIS, size);
    int head = 0;
    int tail = points.length;
    while (head < tail) {
      boolean atHead = head <= points.length - tail;
      left -= width(points[atHead ? head : tail - 1]) * size / 1000;
      if (left < 0) break;
      if (atHead) head++;
      else tail--;
    }
    return new String(points, 0, head) + ELLIPSIS + new String(points, tail, points.length - tail);
  }

  /// The text in lines, broken between words; what does not fit into the last is cut.
  ///
  /// @return at least one line
  static List<String> wrap(String text, double size, double most, int lines) {
    var wrapped = new ArrayList<String>();
    String rest = text;
    while (wrapped.size() < lines - 1 && width(rest, size) > most) {
      int at = lineEnd(rest, size, most);
      if (at <= 0) break;
      wrapped.add(rest.substring(0, at));
      rest = rest.substring(at + 1);
    }
    wrapped.add(width(rest, size) <= most ? rest : cut(rest, size, most));
    return wrapped;
  }

  /// The last space before the line is full; -1 if there is none.
  private static int lineEnd(String text, double size, double most) {
    int end = -1;
    double width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == ' ') end = i;
      width += width(c) * size / 1000;
      if (width > most) return end;
      i += Character.charCount(c);
    }
    return end;
  }

  private static String cut(String text, double size, double most) {
    double left = most - width(ELLIPSIS, size);
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      left -= width(c) * size / 1000;
      if (left < 0) break;
      i += Character.charCount(c);
    }
    return text.substring(0, i) + ELLIPSIS;
  }
}
