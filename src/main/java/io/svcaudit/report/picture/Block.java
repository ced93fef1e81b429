package io.svcaudit.report.picture;

import java.util.List;
import java.util.Map;

/// A part that is laid out for itself: columns and heights, to be moved as a whole.
final class Block {
  final Part part;
  final List<Item> items;
  final List<Routes.Route> routes;
  final boolean hasEntry;

  /// How many columns it takes, without that of its entries.
  final int columns;

  /// How many lines there are between the two columns with the most of them.
  final int most;

  private final Map<Integer, Double> heights;

  Block(Part part, int rows, int columns) {
    this.part = part;
    hasEntry = part.hasEntry();
    var routes = new Routes(part, new Depths(part, rows, columns));
    List<List<Item>> all = routes.columns();
    Rows.order(all);
    heights = Heights.settle(all);
    items = routes.items();
    this.routes = routes.routes();
    this.columns = all.size() - 1;
    most = all.stream().mapToInt(Block::ties).max().orElse(0);
  }

  private static int ties(List<Item> column) {
    return column.stream().mapToInt(item -> item.right.size()).sum();
  }

  boolean isIn(int band) {
    return heights.containsKey(band);
  }

  /// 0 if nothing of the band is in it.
  double height(int band) {
    return heights.getOrDefault(band, 0.0);
  }

  /// The band, if it is in one alone.
  int band() {
    return part.shapes().getFirst().band();
  }
}
