package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Picture.Box;
import io.svcaudit.report.picture.Picture.Path;
import io.svcaudit.report.picture.Sketch.Arc;
import io.svcaudit.report.picture.Sketch.Shape;
import java.util.ArrayList;
import java.util.List;

/// Finds a place for everything: bands that lines connect form clusters, clusters stand beside and
/// below each other. The same sketch always gets the same picture, in a time that grows about as
/// the sketch does.
final class Layout {
  private static final double BETWEEN = 28;
  private static final double RATIO = 1.6;
  private static final double LEAST_WIDTH = 900;

  private final Sketch sketch;

  private Layout(Sketch sketch) {
    this.sketch = sketch;
  }

  static Picture of(Sketch sketch) {
    return new Layout(sketch).place();
  }

  /// Each as high as it can be, and as far to the left.
  private Picture place() {
    List<Cluster> clusters = clusters();
    double area = 0;
    double most = LEAST_WIDTH;
    for (Cluster cluster : clusters) {
      area += (cluster.width() + BETWEEN) * (cluster.height() + BETWEEN);
      most = Math.max(most, cluster.width());
    }
    var shore = new Shore(Math.max(most, Math.sqrt(area * RATIO)), BETWEEN);
    var boxes = new Box[sketch.shapes().size()];
    var frames = new Box[sketch.bands()];
    var paths = new Path[sketch.arcs().size()];
    var lanes = new ArrayList<Box>();
    double width = 0;
    double height = 0;
    for (Cluster cluster : clusters) {
      Box box = shore.put(cluster.width(), cluster.height());
      cluster.draw(box.x(), box.y(), boxes, frames, paths, lanes);
      width = Math.max(width, box.right());
      height = Math.max(height, box.bottom());
    }
    return new Picture(width, height, List.of(boxes), List.of(frames), List.of(paths), lanes);
  }

  private List<Cluster> clusters() {
    var connected = new Groups(sketch.shapes().size());
    var related = new Groups(sketch.bands());
    for (Arc arc : sketch.arcs()) {
      connected.join(arc.from(), arc.to());
      related.join(band(arc.from()), band(arc.to()));
    }
    List<List<Arc>> arcs = new ArrayList<>();
    for (int i = 0; i < sketch.shapes().size(); i++) arcs.add(List.of());
    for (Arc arc : sketch.arcs()) {
      if (arcs.get(arc.from()).isEmpty()) arcs.set(arc.from(), new ArrayList<>());
      arcs.get(arc.from()).add(arc);
    }
    List<List<Part>> across = lists();
    List<List<Part>> within = lists();
    for (List<Integer> group : connected.all()) {
      List<Shape> shapes = group.stream().map(sketch.shapes()::get).toList();
      int band = shapes.getFirst().band();
      boolean isLocal = shapes.stream().allMatch(shape -> shape.band() == band);
      List<Arc> between = group.stream().flatMap(shape -> arcs.get(shape).stream()).toList();
      (isLocal ? within : across).get(band).add(Part.of(shapes, between));
    }
    var clusters = new ArrayList<Cluster>();
    for (List<Integer> bands : related.all())
      clusters.add(new Cluster(sketch, bands, of(bands, across), of(bands, within)));
    return clusters;
  }

  private List<List<Part>> lists() {
    List<List<Part>> lists = new ArrayList<>();
    for (int i = 0; i < sketch.bands(); i++) lists.add(new ArrayList<>());
    return lists;
  }

  private static List<Part> of(List<Integer> bands, List<List<Part>> parts) {
    return bands.stream().flatMap(band -> parts.get(band).stream()).toList();
  }

  private int band(int shape) {
    return sketch.shapes().get(shape).band();
  }
}
