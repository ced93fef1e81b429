package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Sketch.Arc;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.ArrayList;
import java.util.List;

/// A line of the picture: a way in, or calls that have the same ends and the same answer.
///
/// @param from where it begins: the id of a node or an entry
/// @param to the id of a node
/// @param ends what it connects: `web → api:8080`
/// @param told what it stands for, a line each
/// @param whys what stops it, without repetition; empty if it works
record Line(Arc arc, String from, String to, String ends, List<String> told, List<String> whys) {
  boolean is(Verdict verdict) {
    return arc.verdict() == verdict;
  }

  /// One more call that looks the same.
  void add(String more, String why) {
    told.add(more);
    if (!why.isEmpty() && !whys.contains(why)) whys.add(why);
  }

  static Line of(Arc arc, String from, String to, String ends) {
    return new Line(arc, from, to, ends, new ArrayList<>(), new ArrayList<>());
  }
}
