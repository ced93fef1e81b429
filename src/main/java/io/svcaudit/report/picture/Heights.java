package io.svcaudit.report.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How high each item stands in its band, so that lines are straight where they can be: column
/// after column each item goes to the mean height of its neighbours, as near as those above and
/// below it allow.
final class Heights {
  private static final int PASSES = 8;

  private enum Side {
    LEFT,
    RIGHT,
    BOTH
  }

  /// Items of one band in a column.
  private final List<List<Item>> runs = new ArrayList<>();

  /// How high a band may become: little more than its fullest column needs.
  private final Map<Integer, Double> most = new HashMap<>();

  private Heights(List<List<Item>> columns) {
    for (List<Item> column : columns) {
      for (int from = 0; from < column.size(); ) {
        int to = from;
        while (to < column.size() && column.get(to).band == column.get(from).band) to++;
        runs.add(List.copyOf(column.subList(from, to)));
        from = to;
      }
    }
  }

  /// Sets [Item#y] of all items of the ordered columns; the highest of each band stands at 0.
  ///
  /// @return the height of each band
  static Map<Integer, Double> settle(List<List<Item>> columns) {
    var heights = new Heights(columns);
    for (List<Item> run : heights.runs) heights.stack(run);
    for (int i = 0; i < PASSES; i++) heights.pass(i % 2 == 0 ? Side.LEFT : Side.RIGHT);
    heights.pass(Side.BOTH);
    heights.pass(Side.LEFT);
    // Entries mostly have one line: it shall be straight.
    for (List<Item> run : heights.runs)
      if (run.getFirst().column == 0) heights.align(run, Side.RIGHT);
    return heights.normalize();
  }

  private void stack(List<Item> run) {
    for (int i = 1; i < run.size(); i++)
      run.get(i).y = run.get(i - 1).y + run.get(i - 1).step(run.get(i));
    double height = run.getLast().y + run.getLast().height;
    most.merge(run.getFirst().band, 1.05 * height + 40, Math::max);
  }

  private void pass(Side side) {
    List<List<Item>> order = side == Side.RIGHT ? runs.reversed() : runs;
    for (List<Item> run : order) align(run, side);
  }

  /// The heights nearest to the wished ones, by the sum of weighted squares, that keep order and
  /// distances: pools of items that push each other are merged (isotonic regression), then all are
  /// moved into the band.
  private void align(List<Item> run, Side side) {
    int count = run.size();
    var offset = new double[count];
    for (int i = 1; i < count; i++) offset[i] = offset[i - 1] + run.get(i - 1).step(run.get(i));
    var sum = new double[count];
    var weight = new double[count];
    var size = new int[count];
    int pools = 0;
    for (int i = 0; i < count; i++) {
      double w = weight(run.get(i), side);
      sum[pools] = w * (wish(run.get(i), side) - offset[i]);
      weight[pools] = w;
      size[pools++] = 1;
      while (pools > 1 && sum[pools - 2] / weight[pools - 2] > sum[pools - 1] / weight[pools - 1]) {
        pools--;
        sum[pools - 1] += sum[pools];
        weight[pools - 1] += weight[pools];
        size[pools - 1] += size[pools];
      }
    }
    Item last = run.getLast();
    double lowest = most.getOrDefault(last.band, 0.0) - offset[count - 1] - last.height;
    for (int pool = 0, i = 0; pool < pools; pool++)
      for (int k = 0; k < size[pool]; k++, i++)
        run.get(i).y = within(lowest, last.column, sum[pool] / weight[pool]) + offset[i];
  }

  /// Entries may stand a little outside, for the sake of straight lines.
  private static double within(double lowest, int column, double y) {
    return column == 0 ? y : Math.clamp(y, 0, lowest);
  }

  private static double wish(Item item, Side side) {
    double sum = 0;
    int count = 0;
    for (Item.Tie tie : ties(item, side)) {
      if (tie.other().band != item.band) continue;
      sum += tie.other().y + tie.otherAt() - tie.at();
      count++;
    }
    return count == 0 ? item.y : sum / count;
  }

  /// A bend is worth being straight; what has no neighbours gives way.
  private static double weight(Item item, Side side) {
    for (Item.Tie tie : ties(item, side))
      if (tie.other().band == item.band) return item.isBend ? 3 : 1;
    return 0.05;
  }

  private static List<Item.Tie> ties(Item item, Side side) {
    return switch (side) {
      case LEFT -> item.left;
      case RIGHT -> item.right;
      case BOTH -> {
        var both = new ArrayList<>(item.left);
        both.addAll(item.right);
        yield both;
      }
    };
  }

  private Map<Integer, Double> normalize() {
    Map<Integer, Double> tops = new HashMap<>();
    for (List<Item> run : runs) tops.merge(run.getFirst().band, run.getFirst().y, Math::min);
    Map<Integer, Double> heights = new HashMap<>();
    for (List<Item> run : runs) {
      int band = run.getFirst().band;
      double top = tops.getOrDefault(band, 0.0);
      for (Item item : run) item.y -= top;
      heights.merge(band, run.getLast().y + run.getLast().height, Math::max);
    }
    return heights;
  }
}
