package io.svcaudit.report.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Numbers that belong together, found by joining pairs (union-find).
final class Groups {
  private final int[] parent;

  Groups(int count) {
    parent = new int[count];
    for (int i = 0; i < count; i++) parent[i] = i;
  }

  void join(int one, int other) {
    int a = root(one);
    int b = root(other);
    parent[Math.max(a, b)] = Math.min(a, b);
  }

  private int root(int number) {
    int root = number;
    while (parent[root] != root) root = parent[root] = parent[parent[root]];
    return root;
  }

  /// In the order of their least numbers; each in order itself.
  List<List<Integer>> all() {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < parent.length; i++)
      groups.computeIfAbsent(root(i), _ -> new ArrayList<>()).add(i);
    return List.copyOf(groups.values());
  }
}
