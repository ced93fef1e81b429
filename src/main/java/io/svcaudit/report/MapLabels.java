package io.svcaudit.report;

import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.map.ConnectionMap.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What languages for drawings are given: short names that mean nothing, and the lines of labels.
final class MapLabels {
  /// So many characters of a text are shown. No name that the API server takes is longer.
  private static final int MOST = 500;

  private final Map<String, String> nodes = new HashMap<>();
  private final IdentityHashMap<Entry, String> entries = new IdentityHashMap<>();

  MapLabels(ConnectionMap map) {
    map.nodes().forEach(node -> nodes.put(node.id(), "n" + (nodes.size() + 1)));
    for (Entry entry : map.entries()) entries.put(entry, "e" + (entries.size() + 1));
  }

  /// The short name of a node, by its id.
  String id(String node) {
    return nodes.getOrDefault(node, "n0");
  }

  String id(Entry entry) {
    return entries.getOrDefault(entry, "e0");
  }

  /// No more of a text than a drawing could show: Graphviz takes no string of 16 KiB.
  static String clipped(String text) {
    return text.codePointCount(0, text.length()) <= MOST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST)) + "…";
  }

  /// `:8080`; empty for a port that is not known.
  static String port(long number) {
    return number == 0 ? "" : ":" + number;
  }

  /// Name, kind, what it is, and for each Service its ports.
  static List<String> lines(Node node) {
    var lines = new ArrayList<String>();
    lines.add(node.name());
    lines.add(node.what().isEmpty() ? node.kind() : node.kind() + ", " + node.what());
    Map<String, Set<String>> ports = new LinkedHashMap<>();
    for (Port port : node.ports())
      ports.computeIfAbsent(port.service(), _ -> new LinkedHashSet<>()).add(port(port.number()));
    ports.forEach((service, numbers) -> lines.add(service + String.join(" ", numbers)));
    return lines;
  }

  static List<String> lines(Entry entry) {
    return List.of(entry.text(), entry.kind() + " " + entry.name());
  }
}
