package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Sketch.Arc;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The ways of the arcs through the columns. Long ones with the same end, or the same start, share
/// a trunk, whichever is shared by more: following it from either side, nobody can go wrong.
final class Routes {
  /// The way of an arc.
  ///
  /// @param items from the start to the end, each in the column beside the one before; two of the
  ///   same column, or one alone for a loop
  record Route(Arc arc, List<Item> items, double exit, boolean sharesEnd) {}

  private record Trunk(
      int shape, boolean isEnd, double at, Verdict verdict, boolean fromLeft, int column) {}

  private final Part part;
  private final Depths depths;

  /// By the numbers of the shapes.
  private final List<Item> items = new ArrayList<>();

  private final List<Item> bends = new ArrayList<>();
  private final Map<Trunk, Item> trunks = new HashMap<>();
  private final List<Route> routes = new ArrayList<>();

  Routes(Part part, Depths depths) {
    this.part = part;
    this.depths = depths;
    for (int i = 0; i < part.shapes().size(); i++)
      items.add(Item.of(part.shapes().get(i), depths.of(i)));
    var leaving = new int[items.size()];
    var arriving = new int[items.size()];
    for (Part.Link link : part.links()) {
      if (length(link) < 2) continue;
      leaving[link.from()]++;
      arriving[link.to()]++;
    }
    for (Part.Link link : part.links())
      routes.add(route(link, arriving[link.to()] >= leaving[link.from()]));
    for (Part.Link loop : part.loops()) {
      double exit = part.shapes().get(loop.from()).exit();
      routes.add(new Route(loop.arc(), List.of(items.get(loop.from())), exit, true));
    }
  }

  private int length(Part.Link link) {
    return Math.abs(depths.of(link.to()) - depths.of(link.from()));
  }

  private Route route(Part.Link link, boolean sharesEnd) {
    Item from = items.get(link.from());
    Item to = items.get(link.to());
    double exit = part.shapes().get(link.from()).exit();
    double at = link.arc().at();
    if (from.column == to.column) return new Route(link.arc(), List.of(from, to), exit, sharesEnd);

    // From the end that is shared to the other one, so that a trunk is made once.
    Item hub = sharesEnd ? to : from;
    Item other = sharesEnd ? from : to;
    double hubAt = sharesEnd ? at : exit;
    int step = Integer.signum(other.column - hub.column);
    var way = new ArrayList<Item>();
    way.add(hub);
    Item last = hub;
    double lastAt = hubAt;
    for (int column = hub.column + step; column != other.column; column += step) {
      var trunk =
          new Trunk(
              sharesEnd ? link.to() : link.from(),
              sharesEnd,
              hubAt,
              link.arc().verdict(),
              step > 0,
              column);
      Item bend = trunks.get(trunk);
      if (bend == null) {
        bend = Item.bend(hub.band, column);
        trunks.put(trunk, bend);
        bends.add(bend);
        tie(last, lastAt, bend, 0);
      }
      way.add(bend);
      last = bend;
      lastAt = 0;
    }
    tie(last, lastAt, other, sharesEnd ? exit : at);
    way.add(other);
    return new Route(link.arc(), sharesEnd ? way.reversed() : way, exit, sharesEnd);
  }

  private static void tie(Item one, double at, Item other, double otherAt) {
    if (one.column < other.column) Item.tie(one, at, other, otherAt);
    else Item.tie(other, otherAt, one, at);
  }

  /// By the numbers of the shapes.
  List<Item> items() {
    return items;
  }

  List<Route> routes() {
    return routes;
  }

  /// The columns from left to right; shapes in the order of the walk. None is empty but perhaps
  /// that of entries.
  List<List<Item>> columns() {
    var columns = new ArrayList<List<Item>>();
    for (int shape : depths.order()) put(items.get(shape), columns);
    for (Item bend : bends) put(bend, columns);
    return columns;
  }

  private static void put(Item item, List<List<Item>> columns) {
    while (columns.size() <= item.column) columns.add(new ArrayList<>());
    columns.get(item.column).add(item);
  }
}
