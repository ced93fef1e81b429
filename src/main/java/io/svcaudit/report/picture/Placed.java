package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Picture.Box;
import io.svcaudit.report.picture.Picture.Leg;
import io.svcaudit.report.picture.Picture.Path;
import io.svcaudit.report.picture.Sketch.Arc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A block where it stands.
///
/// @param shift how many columns further to the right than the block itself has it
/// @param tops of the bands that it has something in
record Placed(Block block, int shift, Map<Integer, Double> tops) {
  /// Enters its boxes, by shape, and its paths, by arc.
  void draw(double x, double y, Columns columns, Box[] boxes, Path[] paths) {
    for (int i = 0; i < block.items.size(); i++) {
      Item item = block.items.get(i);
      int column = item.column + shift;
      boxes[block.part.shapes().get(i).index()] =
          new Box(x + columns.left(column), y + top(item), columns.width(column), item.height);
    }
    for (Routes.Route route : block.routes)
      paths[route.arc().index()] = new Pen(x, y, columns).path(route);
  }

  private double top(Item item) {
    return Objects.requireNonNull(tops.get(item.band)) + item.y;
  }

  /// Draws paths from an origin.
  private final class Pen {
    private final double x;
    private final double y;
    private final Columns columns;

    Pen(double x, double y, Columns columns) {
      this.x = x;
      this.y = y;
      this.columns = columns;
    }

    private double left(Item item) {
      return x + columns.left(item.column + shift);
    }

    private double right(Item item) {
      return x + columns.right(item.column + shift);
    }

    Path path(Routes.Route route) {
      Arc arc = route.arc();
      Item first = route.items().getFirst();
      Item last = route.items().getLast();
      double startY = y + top(first) + route.exit();
      double endY = y + top(last) + arc.at();
      if (first.column != last.column) return along(route, startY, endY);
      // A bow in the gutter; a loop leaves above where it arrives.
      if (arc.isLoop() && Math.abs(startY - endY) < 12) startY -= 12;
      double bow = right(first) + columns.gutter() * 0.55;
      return new Path(
          List.of(new Leg(right(first), startY, bow, bow, right(last), endY)), 0, false);
    }

    /// From column to column: a curve in each gutter, level where it passes a column.
    private Path along(Routes.Route route, double startY, double endY) {
      Item first = route.items().getFirst();
      Item last = route.items().getLast();
      boolean rightwards = first.column < last.column;
      var legs = new ArrayList<Leg>();
      double fromX = rightwards ? right(first) : left(first);
      double fromY = startY;
      for (Item item : route.items().subList(1, route.items().size())) {
        double nearX = rightwards ? left(item) : right(item);
        double farX = rightwards ? right(item) : left(item);
        double toY = item == last ? endY : y + top(item);
        legs.add(Leg.of(fromX, fromY, nearX, toY));
        if (item != last) legs.add(Leg.of(nearX, toY, farX, toY));
        fromX = farX;
        fromY = toY;
      }
      return new Path(legs, route.sharesEnd() ? 0 : legs.size() - 1, route.sharesEnd());
    }
  }
}
