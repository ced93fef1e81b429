package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Picture.Box;
import io.svcaudit.report.picture.Picture.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Bands with lines between them, one above the other on common columns: between the columns there
/// is never anything but lines. Within a band, what is connected with other bands stands on top;
/// below it everything else is packed, block by block.
final class Cluster {
  /// From the edge of a frame to what it holds.
  static final double MARGIN = 16;

  private static final double BETWEEN_FRAMES = 22;

  /// With the space beside it a card is so many times wider than it is high, more or less, and a
  /// picture is a little wider than it is high.
  private static final double RATIO = 2.6 / 1.4;

  private static final double CARD_HEIGHT = 110;

  private record Frame(int band, double top, double height) {}

  /// @param title above what a frame holds
  private record Space(double title, int columns, double longLane) {}

  private final List<Placed> placed = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private final Columns columns;

  /// The last column with something in it.
  private int last = 1;

  private boolean hasLane;

  /// @param bands from above
  /// @param across what connects bands; may be empty
  /// @param within parts that are in one band each
  Cluster(Sketch sketch, List<Integer> bands, List<Part> across, List<Part> within) {
    int cards = Stream.concat(across.stream(), within.stream()).mapToInt(Part::cards).sum();
    int wide = Math.max(Math.min(cards, 3), (int) Math.ceil(Math.sqrt(cards / RATIO)));
    int rows = Math.max(7, 2 * wide + 1);
    int deep = Math.max(16, 2 * wide);
    List<Block> joint = across.stream().map(part -> new Block(part, rows, deep)).toList();
    List<Block> local =
        within.stream()
            .map(part -> new Block(part, rows, deep))
            .sorted(
                Comparator.comparing((Block block) -> !block.hasEntry)
                    .thenComparingInt(block -> -block.items.size()))
            .toList();
    int lines = 0;
    for (Block block : Stream.concat(joint.stream(), local.stream()).toList()) {
      wide = Math.max(wide, block.columns);
      lines = Math.max(lines, block.most);
    }
    pack(bands, joint, local, new Space(sketch.title(), wide, rows * CARD_HEIGHT));
    double gutter = Math.clamp(56 + 7 * Math.sqrt(lines), 72, 220);
    double lane = hasLane ? sketch.entryWidth() + gutter : 0;
    columns = new Columns(lane, sketch.entryWidth(), sketch.cardWidth(), gutter);
  }

  private void pack(List<Integer> bands, List<Block> joint, List<Block> local, Space space) {
    Map<Integer, List<Block>> byBand = new HashMap<>();
    for (Block block : local)
      byBand.computeIfAbsent(block.band(), _ -> new ArrayList<>()).add(block);
    for (Block block : joint) placed.add(new Placed(block, 0, new HashMap<>()));
    List<Placed> across = List.copyOf(placed);
    double y = 0;
    for (int band : bands) {
      var skyline = new Skyline(space.columns, space.longLane);
      for (Placed part : across) {
        Block block = part.block();
        if (!block.isIn(band)) continue;
        part.tops().put(band, y + space.title + skyline.takeAll(block.height(band)));
        extend(block, 1);
      }
      for (Block block : byBand.getOrDefault(band, List.of())) {
        int first = skyline.place(block);
        double top = y + space.title + skyline.take(block, first, block.height(band));
        placed.add(new Placed(block, first - 1, Map.of(band, top)));
        extend(block, first);
      }
      double height = space.title + skyline.bottom() + MARGIN;
      frames.add(new Frame(band, y, height));
      y += height + BETWEEN_FRAMES;
    }
  }

  private void extend(Block block, int first) {
    last = Math.max(last, first + block.columns - 1);
    hasLane |= block.hasEntry && first == 1;
  }

  double width() {
    return columns.right(last) + MARGIN;
  }

  double height() {
    return frames.getLast().top + frames.getLast().height;
  }

  /// Enters everything at its place.
  ///
  /// @param boxes by shape
  /// @param frames by band
  /// @param paths by arc
  void draw(double x, double y, Box[] boxes, Box[] frames, Path[] paths, List<Box> lanes) {
    double left = columns.left(1) - MARGIN;
    for (Frame frame : this.frames)
      frames[frame.band] = new Box(x + left, y + frame.top, width() - left, frame.height);
    if (hasLane) lanes.add(new Box(x, y, columns.entry(), height()));
    for (Placed block : placed) block.draw(x, y, columns, boxes, paths);
  }
}
