package io.svcaudit.report.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// In which column each shape of a part stands: entries in column 0, everything else as many
/// columns to the right as the longest way to it has arcs. Arcs that close a circle do not count,
/// and a column that is full sends what comes to the next one. What would be too deep begins again
/// at the left.
final class Depths {
  private final Part part;
  private final int rows;
  private final int columns;
  private final List<List<Integer>> next = new ArrayList<>();
  private final boolean[] isCalled;
  private final int[] depth;

  /// The shapes as a walk along the arcs meets them.
  private final List<Integer> order = new ArrayList<>();

  private final Map<Long, Integer> taken = new HashMap<>();

  /// @param rows how many shapes of one band a column holds
  /// @param columns the most columns, without that of entries
  Depths(Part part, int rows, int columns) {
    this.part = part;
    this.rows = rows;
    this.columns = columns;
    int count = part.shapes().size();
    isCalled = new boolean[count];
    depth = new int[count];
    for (int i = 0; i < count; i++) next.add(new ArrayList<>());
    for (Part.Link link : part.links()) {
      next.get(link.from()).add(link.to());
      isCalled[link.to()] = true;
    }
    walk();
    descend();
    approach();
  }

  int of(int shape) {
    return depth[shape] <= columns ? depth[shape] : (depth[shape] - 1) % columns + 1;
  }

  List<Integer> order() {
    return order;
  }

  private boolean isEntry(int shape) {
    return part.shapes().get(shape).isEntry();
  }

  /// Walks from the entries, then from what nobody calls, then from the rest, and drops the arcs
  /// that lead back to where the walk is coming from.
  private void walk() {
    var state = new byte[depth.length];
    for (int i = 0; i < depth.length; i++) if (isEntry(i)) walk(i, state);
    for (int i = 0; i < depth.length; i++) if (!isCalled[i]) walk(i, state);
    for (int i = 0; i < depth.length; i++) walk(i, state);
  }

  private void walk(int start, byte[] state) {
    if (state[start] != 0) return;
    var open = new ArrayDeque<Integer>();
    Map<Integer, Integer> visited = new HashMap<>();
    open.push(start);
    state[start] = 1;
    order.add(start);
    while (!open.isEmpty()) {
      int shape = open.element();
      List<Integer> calls = next.get(shape);
      int i = visited.merge(shape, 1, Integer::sum) - 1;
      if (i >= calls.size()) {
        state[shape] = 2;
        calls.removeIf(called -> called < 0);
        open.pop();
        continue;
      }
      int called = calls.get(i);
      if (state[called] == 1) calls.set(i, -1);
      if (state[called] != 0) continue;
      state[called] = 1;
      order.add(called);
      open.push(called);
    }
  }

  private void descend() {
    var waiting = new int[depth.length];
    for (List<Integer> calls : next) for (int called : calls) waiting[called]++;
    var ready = new ArrayDeque<Integer>();
    for (int shape : order) if (waiting[shape] == 0) ready.add(shape);
    for (int i = 0; i < depth.length; i++) depth[i] = isEntry(i) ? 0 : 1;
    while (!ready.isEmpty()) {
      int shape = ready.remove();
      if (!isEntry(shape)) settle(shape);
      for (int called : next.get(shape)) {
        depth[called] = Math.max(depth[called], depth[shape] + 1);
        if (--waiting[called] == 0) ready.add(called);
      }
    }
  }

  private void settle(int shape) {
    while (taken.getOrDefault(slot(shape, depth[shape]), 0) >= rows) depth[shape]++;
    taken.merge(slot(shape, depth[shape]), 1, Integer::sum);
  }

  private long slot(int shape, int column) {
    return (long) part.shapes().get(shape).band() << 32 | column;
  }

  /// What nobody calls moves next to what it calls.
  private void approach() {
    for (int shape : order) {
      if (isEntry(shape) || isCalled[shape] || next.get(shape).isEmpty()) continue;
      int nearest = next.get(shape).stream().mapToInt(called -> depth[called]).min().orElse(1) - 1;
      if (nearest <= depth[shape] || taken.getOrDefault(slot(shape, nearest), 0) >= rows) continue;
      taken.merge(slot(shape, depth[shape]), -1, Integer::sum);
      taken.merge(slot(shape, nearest), 1, Integer::sum);
      depth[shape] = nearest;
    }
  }
}
