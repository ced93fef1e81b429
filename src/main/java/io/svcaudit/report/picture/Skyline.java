package io.svcaudit.report.picture;

import java.util.Arrays;

/// How far down the columns of a band are taken.
final class Skyline {
  private static final double BETWEEN = 24;

  /// By column; 0 is the lane of entries.
  private final double[] heights;

  private final double longLane;

  /// @param longLane a lane that is taken so far down is given no more
  Skyline(int columns, double longLane) {
    heights = new double[columns + 1];
    this.longLane = longLane;
  }

  /// Takes all columns for what is connected with other bands.
  ///
  /// @return its top
  double takeAll(double height) {
    double top = bottom(0, heights.length);
    Arrays.fill(heights, top + height + BETWEEN);
    return top;
  }

  /// The column for the first of a block, where it comes to stand highest. Its entries stand in the
  /// lane, unless that would become too long.
  int place(Block block) {
    int best = 1;
    double least = top(block, best);
    if (block.hasEntry && heights[0] < longLane) return best;
    for (int first = 2; first + block.columns <= heights.length; first++) {
      double top = top(block, first);
      if (top >= least - 1) continue;
      least = top;
      best = first;
    }
    return best;
  }

  /// Takes the columns of a block from the first.
  ///
  /// @return its top
  double take(Block block, int first, double height) {
    double top = top(block, first);
    Arrays.fill(heights, from(block, first), first + block.columns, top + height + BETWEEN);
    return top;
  }

  private double top(Block block, int first) {
    return bottom(from(block, first), first + block.columns);
  }

  private static int from(Block block, int first) {
    return block.hasEntry ? first - 1 : first;
  }

  private double bottom(int from, int to) {
    double bottom = 0;
    for (int c = from; c < to; c++) bottom = Math.max(bottom, heights[c]);
    return bottom;
  }

  /// Of all that was placed.
  double bottom() {
    return Math.max(0, bottom(0, heights.length) - BETWEEN);
  }
}
