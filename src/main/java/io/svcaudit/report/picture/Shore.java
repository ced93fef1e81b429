package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Picture.Box;
import java.util.Arrays;

/// Puts boxes on a sheet from above, each where it comes to lie highest, then leftmost.
final class Shore {
  private static final double STEP = 20;

  private final double between;

  /// How far down each strip of the width of a step is taken.
  private final double[] taken;

  /// @param width of the sheet; no box may be wider
  Shore(double width, double between) {
    this.between = between;
    taken = new double[strips(width)];
  }

  private int strips(double width) {
    return (int) Math.ceil((width + between) / STEP);
  }

  Box put(double width, double height) {
    int strips = strips(width);
    int best = 0;
    double top = Double.MAX_VALUE;
    for (int first = 0; first + strips <= taken.length; first++) {
      double here = 0;
      for (int i = first; i < first + strips && here < top; i++) here = Math.max(here, taken[i]);
      if (here >= top) continue;
      top = here;
      best = first;
    }
    Arrays.fill(taken, best, best + strips, top + height + between);
    return new Box(best * STEP, top, width, height);
  }
}
