package io.svcaudit.report;

import io.svcaudit.source.Span;

/// A line of source as a terminal shows it, with where a mark goes below it.
///
/// @param text tabs expanded, harmless, cut to the width with `…`
/// @param start terminal columns before the mark
/// @param length terminal columns of the mark, at least 1
record Excerpt(String text, int start, int length) {
  private static final int TAB = 4;

  /// The first line of a place.
  ///
  /// @param width the most terminal columns that the text may take
  static Excerpt of(Span place, int width) {
    Span span = place.firstLine();
    String line = span.file().line(span.line()).stripTrailing();
    int count = line.codePointCount(0, line.length());
    // no more than could be shown: a line may be a whole file of JSON
    int first = Math.clamp(span.column() - 1L - 2L * width, 0, count);
    int last = Math.clamp(span.endColumn() - 1L + 2L * width, first, count);
    int from = line.offsetByCodePoints(0, first);
    int to = line.offsetByCodePoints(from, last - first);
    var cells = new Excerpted(line.substring(from, to), last - first);
    return cells.cut(
        span.column() - 1 - first, span.endColumn() - 1 - first, width, first > 0, last < count);
  }

  /// Characters as shown, with the terminal column and the index at which each begins.
  private static final class Excerpted {
    private final StringBuilder shown = new StringBuilder();
    private final int[] column;
    private final int[] index;
    private final int count;

    Excerpted(String line, int count) {
      this.count = count;
      column = new int[count + 1];
      index = new int[count + 1];
      int next = 0;
      for (int i = 0, at = 0; i < count; i++) {
        int codePoint = line.codePointAt(at);
        at += Character.charCount(codePoint);
        next += show(codePoint, next);
        column[i + 1] = next;
        index[i + 1] = shown.length();
      }
    }

    private int show(int codePoint, int atColumn) {
      if (codePoint == '\t') {
        int spaces = TAB - atColumn % TAB;
        shown.repeat(' ', spaces);
        return spaces;
      }
      int before = shown.length();
      Visible.append(shown, codePoint);
      return Visible.isDeceptive(codePoint) ? shown.length() - before : Cells.of(codePoint);
    }

    Excerpt cut(int start, int end, int width, boolean moreBefore, boolean moreAfter) {
      int markFrom = column[Math.clamp(start, 0, count)];
      int markTo = Math.max(markFrom, column[Math.clamp(end, 0, count)]);
      int total = column[count];
      if (!moreBefore && !moreAfter && total <= width)
        return new Excerpt(shown.toString(), markFrom, Math.max(1, markTo - markFrom));
      int from = windowStart(markFrom, markTo, width, moreBefore, moreAfter);
      boolean cutBefore = moreBefore || from > 0;
      int room = width - (cutBefore ? 1 : 0);
      boolean cutAfter = moreAfter || total - column[from] > room;
      if (cutAfter) room--;
      int to = from;
      while (to < count && column[to + 1] - column[from] <= room) to++;
      String text = shown.substring(index[from], index[to]);
      int length = Math.min(markTo, Math.max(column[to], markFrom + 1)) - markFrom;
      return new Excerpt(
          (cutBefore ? "…" : "") + text + (cutAfter ? "…" : ""),
          markFrom - column[from] + (cutBefore ? 1 : 0),
          Math.max(1, length));
    }

    /// The first character to show: the mark in the middle, no room wasted at the end of the line.
    private int windowStart(
        int markFrom, int markTo, int width, boolean moreBefore, boolean moreAfter) {
      if (!moreBefore && markTo < width) return 0;
      int mark = Math.min(markTo - markFrom, width - 2);
      int first = markFrom - (width - mark) / 2;
      if (!moreAfter) first = Math.min(first, Math.max(0, column[count] - width + 1));
      int from = 0;
      while (from < count && column[from] < first) from++;
      return from;
    }
  }
}
