package io.svcaudit.report.picture;

import java.util.ArrayList;
import java.util.List;

/// What takes a place in a column: a shape, or a bend, where arcs that go further pass between the
/// shapes.
final class Item {
  /// A line to an item of the neighbouring column, and where it meets both, from their tops.
  record Tie(Item other, double at, double otherAt) {}

  final int band;
  final int column;
  final double height;
  final boolean isBend;
  final List<Tie> left = new ArrayList<>();
  final List<Tie> right = new ArrayList<>();

  /// The number in the column, from above.
  int place;

  /// The top, within the band.
  double y;

  private Item(int band, int column, double height, boolean isBend) {
    this.band = band;
    this.column = column;
    this.height = height;
    this.isBend = isBend;
  }

  static Item of(Sketch.Shape shape, int column) {
    return new Item(shape.band(), column, shape.height(), false);
  }

  static Item bend(int band, int column) {
    return new Item(band, column, 0, true);
  }

  /// Ties an item to one of the next column.
  static void tie(Item from, double at, Item to, double toAt) {
    from.right.add(new Tie(to, at, toAt));
    to.left.add(new Tie(from, toAt, at));
  }

  /// The least distance between the tops of this item and of one below it.
  double step(Item below) {
    if (isBend && below.isBend) return 9;
    return height + (isBend || below.isBend ? 14 : 22);
  }

  /// Where a tie meets it, in places: rows of one card differ a little.
  double placeAt(double at) {
    return height == 0 ? place : place + 0.9 * at / height;
  }
}
