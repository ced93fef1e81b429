package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Sketch.Arc;
import io.svcaudit.report.picture.Sketch.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Shapes that are laid out together, numbered from 0, and the arcs between them.
///
/// @param loops arcs from a shape to itself; they are not among the links
record Part(List<Shape> shapes, List<Link> links, List<Link> loops) {
  /// An arc by the numbers of its shapes.
  record Link(Arc arc, int from, int to) {}

  static Part of(List<Shape> shapes, List<Arc> arcs) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (Shape shape : shapes) numbers.put(shape.index(), numbers.size());
    var links = new ArrayList<Link>();
    var loops = new ArrayList<Link>();
    for (Arc arc : arcs) {
      int from = Objects.requireNonNull(numbers.get(arc.from()));
      int to = Objects.requireNonNull(numbers.get(arc.to()));
      (arc.isLoop() ? loops : links).add(new Link(arc, from, to));
    }
    return new Part(shapes, links, loops);
  }

  boolean hasEntry() {
    return shapes.stream().anyMatch(Shape::isEntry);
  }

  int cards() {
    return (int) shapes.stream().filter(shape -> !shape.isEntry()).count();
  }
}
