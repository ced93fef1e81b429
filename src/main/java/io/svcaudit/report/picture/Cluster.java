package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Picture.Box;
import io.svcaudit.report.picture.Picture.Leg;
import io.svcaudit.report.picture.Picture.Path;
import io.svcaudit.report.picture.Sketch.Arc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Bands with lines between them, one above the other on common columns: between the columns there
/// is never anything but lines. Within a band, what is connected with other bands stands on top;
/// below it everything else is packed, block by block.
final class Cluster {
  /// From the edge of a frame to what it holds.
  static final double MARGIN = 16;

  /// Above what a frame holds: its title.
  static final double TITLE = 38;

  private static final double BELOW_FRAME = 22;
  private static final double BETWEEN_BLOCKS = 24;

  /// A card is about so many times wider, with the space beside it, than it is high.
  private static final double CARD_RATIO = 2.6;

  private record Place(Block block, int shift, Map<Integer, Double> tops) {}

  private final Sketch sketch;
  private final List<Integer> bands;
  private final List<Place> places = new ArrayList<>();
  private final Map<Integer, Double> frameTops = new HashMap<>();
  private final Map<Integer, Double> frameHeights = new HashMap<>();
  private int columns;
  private double gutter;
  private boolean hasLane;

  /// @param bands from above
  /// @param across what connects bands; may be empty
  /// @param within parts that are in one band each
  Cluster(Sketch sketch, List<Integer> bands, List<Part> across, List<Part> within) {
    this.sketch = sketch;
    this.bands = bands;
    int cards = 0;
    for (Part part : across) cards += part.cards();
    for (Part part : within) cards += part.cards();
    int wide = Math.max(Math.min(cards, 3), (int) Math.ceil(Math.sqrt(cards / CARD_RATIO * 1.4)));
    int rows = Math.max(7, 2 * wide + 1);
    int deep = Math.max(16, 2 * wide);
    List<Block> joint = across.stream().map(part -> new Block(part, rows, deep)).toList();
    Map<Integer, List<Block>> local = new HashMap<>();
    for (Part part : within) {
      var block = new Block(part, rows, deep);
      local.computeIfAbsent(block.band(), _ -> new ArrayList<>()).add(block);
    }
    columns = wide;
    int lines = 0;
    for (Block block : joint) {
      columns = Math.max(columns, block.columns);
      lines = Math.max(lines, block.most());
    }
    for (List<Block> blocks : local.values()) {
      for (Block block : blocks) {
        columns = Math.max(columns, block.columns);
        lines = Math.max(lines, block.most());
      }
    }
    gutter = Math.clamp(56 + 7 * Math.sqrt(lines), 72, 220);
    pack(joint, local, rows * 110.0);
  }

  private void pack(List<Block> joint, Map<Integer, List<Block>> local, double longLane) {
    List<Map<Integer, Double>> jointTops = new ArrayList<>();
    for (Block _ : joint) jointTops.add(new HashMap<>());
    int used = 1;
    double y = 0;
    for (int band : bands) {
      var heights = new double[columns + 1];
      for (int i = 0; i < joint.size(); i++) {
        Block block = joint.get(i);
        if (block.height(band) == 0) continue;
        jointTops.get(i).put(band, y + TITLE + heights[0]);
        double bottom = heights[0] + block.height(band) + BETWEEN_BLOCKS;
        for (int c = 0; c <= columns; c++) heights[c] = bottom;
        used = Math.max(used, block.columns);
        hasLane |= block.hasEntry;
      }
      List<Block> blocks = local.getOrDefault(band, new ArrayList<>());
      blocks.sort(
          Comparator.comparing((Block block) -> !block.hasEntry)
              .thenComparing(block -> -block.items.size()));
      for (Block block : blocks) {
        int first = put(block, heights, longLane);
        double top = top(block, first, heights);
        places.add(new Place(block, first - 1, Map.of(band, y + TITLE + top)));
        for (int c = block.hasEntry ? first - 1 : first; c < first + block.columns; c++)
          heights[c] = top + block.height(band) + BETWEEN_BLOCKS;
        used = Math.max(used, first + block.columns - 1);
        hasLane |= block.hasEntry && first == 1;
      }
      double bottom = 0;
      for (double height : heights) bottom = Math.max(bottom, height);
      frameTops.put(band, y);
      frameHeights.put(band, TITLE + bottom - BETWEEN_BLOCKS + MARGIN);
      y += TITLE + bottom - BETWEEN_BLOCKS + MARGIN + BELOW_FRAME;
    }
    for (int i = 0; i < joint.size(); i++) places.add(new Place(joint.get(i), 0, jointTops.get(i)));
    columns = used;
  }

  /// The column for the first of a block, where it comes to stand highest. Entries stand before the
  /// frame, unless that lane would become too long.
  private int put(Block block, double[] heights, double longLane) {
    int best = 1;
    double least = top(block, 1, heights);
    if (block.hasEntry && heights[0] < longLane) return best;
    for (int first = 2; first + block.columns - 1 <= columns; first++) {
      double top = top(block, first, heights);
      if (top >= least - 1) continue;
      least = top;
      best = first;
    }
    return best;
  }

  private static double top(Block block, int first, double[] heights) {
    double top = 0;
    for (int c = block.hasEntry ? first - 1 : first; c < first + block.columns; c++)
      top = Math.max(top, heights[c]);
    return top;
  }

  double width() {
    return left(columns) + sketch.cardWidth() + MARGIN;
  }

  double height() {
    int last = bands.getLast();
    return known(frameTops, last) + known(frameHeights, last);
  }

  private static double known(Map<Integer, Double> map, int band) {
    return Objects.requireNonNull(map.get(band));
  }

  /// The left edge of a column.
  private double left(int column) {
    if (column == 0) return 0;
    double first = hasLane ? sketch.entryWidth() + gutter + MARGIN : MARGIN;
    return first + (column - 1) * (sketch.cardWidth() + gutter);
  }

  private double right(int column) {
    return left(column) + (column == 0 ? sketch.entryWidth() : sketch.cardWidth());
  }

  /// Enters everything at its place.
  ///
  /// @param boxes by shape
  /// @param frames by band
  /// @param paths by arc
  void draw(double x, double y, Box[] boxes, Box[] frames, Path[] paths, List<Box> lanes) {
    double frameLeft = left(1) - MARGIN;
    for (int band : bands)
      frames[band] =
          new Box(
              x + frameLeft,
              y + known(frameTops, band),
              width() - frameLeft,
              known(frameHeights, band));
    if (hasLane) lanes.add(new Box(x, y, sketch.entryWidth(), height()));
    for (Place place : places) {
      for (int i = 0; i < place.block().items.size(); i++) {
        Item item = place.block().items.get(i);
        int column = item.column + place.shift();
        boxes[place.block().part.shapes().get(i).index()] =
            new Box(
                x + left(column), y + top(place, item), right(column) - left(column), item.height);
      }
      for (Routes.Route route : place.block().routes)
        paths[route.arc().index()] = path(route, place, x, y);
    }
  }

  private static double top(Place place, Item item) {
    return known(place.tops(), item.band) + item.y;
  }

  private Path path(Routes.Route route, Place place, double x, double y) {
    Arc arc = route.arc();
    List<Item> items = route.items();
    int shift = place.shift();
    Item first = items.getFirst();
    Item last = items.getLast();
    double startY = y + top(place, first) + route.exit();
    double endY = y + top(place, last) + arc.at();
    if (first.column == last.column) {
      if (arc.isLoop() && Math.abs(startY - endY) < 12) startY -= 12;
      double side = x + right(first.column + shift);
      double bulge = side + gutter * 0.55;
      return new Path(List.of(new Leg(side, startY, bulge, bulge, side, endY)), 0, false);
    }
    boolean rightwards = first.column < last.column;
    var legs = new ArrayList<Leg>();
    double fromX = x + (rightwards ? right(first.column + shift) : left(first.column + shift));
    double fromY = startY;
    for (Item item : items.subList(1, items.size())) {
      int column = item.column + shift;
      double toX = x + (rightwards ? left(column) : right(column));
      double toY = item == last ? endY : y + top(place, item);
      legs.add(Leg.of(fromX, fromY, toX, toY));
      fromX = toX;
      fromY = toY;
      if (item == last) break;
      double acrossX = x + (rightwards ? right(column) : left(column));
      legs.add(Leg.of(fromX, fromY, acrossX, fromY));
      fromX = acrossX;
    }
    return new Path(legs, route.sharesEnd() ? 0 : legs.size() - 1, route.sharesEnd());
  }
}
