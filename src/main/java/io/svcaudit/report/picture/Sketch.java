package io.svcaudit.report.picture;

import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.List;

/// What is to be laid out, without its meaning.
///
/// @param bands how many groups there are; a shape belongs to one of them
/// @param shapes each at its own index
/// @param title the height of what stands at the top of a frame
record Sketch(
    int bands,
    List<Shape> shapes,
    List<Arc> arcs,
    double cardWidth,
    double entryWidth,
    double title) {
  /// A card or a way in.
  ///
  /// @param isEntry stands to the left of all others; no arc leads to it
  /// @param exit where arcs leave it at either side, from its top
  record Shape(int index, int band, boolean isEntry, double height, double exit) {}

  /// A line with an arrowhead.
  ///
  /// @param from the index of a shape
  /// @param to the index of a shape
  /// @param at where it reaches the shape at either side, from its top
  record Arc(int index, int from, int to, double at, Verdict verdict) {
    boolean isLoop() {
      return from == to;
    }
  }

  Sketch {
    shapes = List.copyOf(shapes);
    arcs = List.copyOf(arcs);
  }
}
