package io.svcaudit.topology.map;

import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Group;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Parts of a map.
public final class Cutout {
  private Cutout() {}

  /// What is called, calls, is reached from outside, or is broken.
  public static ConnectionMap connected(ConnectionMap map) {
    Set<String> kept = ends(map.entries(), map.calls());
    map.nodes()
        .filter(node -> node.exposure().isOutside() || !node.faults().isEmpty())
        .forEach(node -> kept.add(node.id()));
    return part(map, kept, map.entries(), map.calls());
  }

  /// What does not work, with both ends, and what nobody can reach.
  public static ConnectionMap broken(ConnectionMap map) {
    List<Entry> entries =
        map.entries().stream().filter(entry -> entry.verdict() == Verdict.NO).toList();
    List<Call> calls = map.calls().stream().filter(call -> call.verdict() == Verdict.NO).toList();
    Set<String> kept = ends(entries, calls);
    map.nodes().filter(node -> !node.faults().isEmpty()).forEach(node -> kept.add(node.id()));
    return part(map, kept, entries, calls);
  }

  /// What can be reached from some nodes in a number of calls, and what reaches them so, with the
  /// ways into all of these.
  ///
  /// @param ids of nodes; may be empty
  /// @param internet whether to start at what is reached from outside, too
  /// @param steps how many calls away; 0 for the nodes alone
  public static ConnectionMap around(
      ConnectionMap map, Set<String> ids, boolean internet, int steps) {
    Map<String, List<String>> onwards = index(map, Call::from, Call::to);
    Set<String> kept = reached(ids, steps, onwards);
    kept.addAll(reached(ids, steps, index(map, Call::to, Call::from)));
    if (internet) kept.addAll(reached(outside(map), steps, onwards));
    return part(map, kept, map.entries(), map.calls());
  }

  private static Set<String> outside(ConnectionMap map) {
    return map.nodes()
        .filter(node -> node.exposure().isOutside())
        .map(Node::id)
        .collect(Collectors.toSet());
  }

  private static Map<String, List<String>> index(
      ConnectionMap map, Function<Call, String> from, Function<Call, String> to) {
    var index = new HashMap<String, List<String>>();
    for (Call call : map.calls())
      index.computeIfAbsent(from.apply(call), _ -> new ArrayList<>()).add(to.apply(call));
    return index;
  }

  private static Set<String> reached(Set<String> from, int steps, Map<String, List<String>> index) {
    var reached = new HashSet<>(from);
    Set<String> last = from;
    for (int step = 0; step < steps && !last.isEmpty(); step++) {
      var next = new HashSet<String>();
      for (String id : last)
        for (String to : index.getOrDefault(id, List.of())) if (reached.add(to)) next.add(to);
      last = next;
    }
    return reached;
  }

  private static Set<String> ends(List<Entry> entries, List<Call> calls) {
    var ends = new HashSet<String>();
    for (Entry entry : entries) ends.add(entry.to());
    for (Call call : calls) {
      ends.add(call.from());
      ends.add(call.to());
    }
    return ends;
  }

  private static ConnectionMap part(
      ConnectionMap map, Set<String> kept, List<Entry> entries, List<Call> calls) {
    var groups = new ArrayList<Group>();
    int leftOut = map.leftOut();
    for (Group group : map.groups()) {
      List<Node> nodes = group.nodes().stream().filter(node -> kept.contains(node.id())).toList();
      leftOut += group.nodes().size() - nodes.size();
      if (!nodes.isEmpty()) groups.add(new Group(group.namespace(), group.unit(), nodes));
    }
    return new ConnectionMap(
        groups,
        entries.stream().filter(entry -> kept.contains(entry.to())).toList(),
        calls.stream()
            .filter(call -> kept.contains(call.from()) && kept.contains(call.to()))
            .toList(),
        leftOut,
        map.unseen());
  }
}
