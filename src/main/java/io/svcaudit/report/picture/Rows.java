package io.svcaudit.report.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Orders the items of each column so that few lines cross: each moves to the mean place of its
/// neighbours in the next column, to and fro; the best order that was seen is kept.
final class Rows {
  /// A line between two columns, by the places that it meets.
  private record Line(double left, double right) {}

  private final List<List<Item>> columns;
  private final int sweeps;

  private Rows(List<List<Item>> columns) {
    this.columns = columns;
    int lines = 0;
    for (List<Item> column : columns) for (Item item : column) lines += item.right.size();
    sweeps = lines > 20_000 ? 2 : lines > 2_000 ? 6 : 20;
  }

  /// Sorts the columns by band and then for few crossings.
  static void order(List<List<Item>> columns) {
    new Rows(columns).order();
  }

  private void order() {
    for (List<Item> column : columns) {
      column.sort(Comparator.comparingInt(item -> item.band));
      number(column);
    }
    List<List<Item>> best = copy();
    long least = crossings();
    for (int i = 0; i < sweeps && least > 0; i++) {
      sweep(i % 2 == 0);
      long now = crossings();
      if (now >= least) continue;
      least = now;
      best = copy();
    }
    for (int i = 0; i < columns.size(); i++) {
      List<Item> column = columns.get(i);
      column.clear();
      column.addAll(best.get(i));
      number(column);
    }
  }

  private List<List<Item>> copy() {
    var copy = new ArrayList<List<Item>>();
    for (List<Item> column : columns) copy.add(List.copyOf(column));
    return copy;
  }

  private static void number(List<Item> column) {
    for (int i = 0; i < column.size(); i++) column.get(i).place = i;
  }

  private void sweep(boolean rightwards) {
    if (rightwards)
      for (int i = 1; i < columns.size(); i++) sort(columns.get(i), item -> item.left);
    else for (int i = columns.size() - 2; i >= 0; i--) sort(columns.get(i), item -> item.right);
  }

  /// Items without neighbours keep their places, the others share out the rest.
  private static void sort(List<Item> column, Function<Item, List<Item.Tie>> side) {
    record Wish(Item item, double place) {}
    for (int from = 0; from < column.size(); ) {
      int band = column.get(from).band;
      int to = from;
      var wishes = new ArrayList<Wish>();
      for (; to < column.size() && column.get(to).band == band; to++) {
        Item item = column.get(to);
        double mean = mean(side.apply(item));
        if (!Double.isNaN(mean)) wishes.add(new Wish(item, mean));
      }
      wishes.sort(Comparator.comparingDouble(Wish::place));
      int next = 0;
      for (int i = from; i < to; i++)
        if (!side.apply(column.get(i)).isEmpty()) column.set(i, wishes.get(next++).item());
      from = to;
    }
    number(column);
  }

  private static double mean(List<Item.Tie> ties) {
    double sum = 0;
    for (Item.Tie tie : ties) sum += tie.other().placeAt(tie.otherAt());
    return sum / ties.size();
  }

  private long crossings() {
    long crossings = 0;
    for (List<Item> column : columns) crossings += crossings(column);
    return crossings;
  }

  /// Between a column and the next: pairs of lines whose ends are in different orders, counted by a
  /// Fenwick tree over the right ends.
  private static long crossings(List<Item> column) {
    var lines = new ArrayList<Line>();
    for (Item item : column)
      for (Item.Tie tie : item.right)
        lines.add(new Line(item.placeAt(tie.at()), tie.other().placeAt(tie.otherAt())));
    lines.sort(Comparator.comparingDouble(Line::left).thenComparingDouble(Line::right));
    double[] ends = lines.stream().mapToDouble(Line::right).sorted().distinct().toArray();
    var counts = new int[ends.length + 1];
    long crossings = 0;
    for (int i = 0; i < lines.size(); i++) {
      int rank = Arrays.binarySearch(ends, lines.get(i).right()) + 1;
      crossings += i;
      for (int k = rank; k > 0; k -= k & -k) crossings -= counts[k];
      for (int k = rank; k < counts.length; k += k & -k) counts[k]++;
    }
    return crossings;
  }
}
