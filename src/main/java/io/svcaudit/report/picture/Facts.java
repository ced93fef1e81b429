package io.svcaudit.report.picture;

import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.map.ConnectionMap.Port;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.ArrayList;
import java.util.List;

/// What a map says, in words.
final class Facts {
  private Facts() {}

  static String word(Verdict verdict) {
    return switch (verdict) {
      case OK -> "works";
      case NO -> "broken";
      case UNKNOWN -> "unknown";
    };
  }

  /// `Ingress shop → web:80`
  static String ends(Entry entry, Node to) {
    return entry.kind() + " " + entry.name() + " → " + to.name() + port(entry.port());
  }

  /// `web → api:8080`
  static String ends(Call call, Node from, Node to) {
    return from.name() + " → " + called(call, to);
  }

  static String called(Call call, Node to) {
    return (call.service().isEmpty() ? to.name() : call.service()) + port(call.port());
  }

  static String port(long port) {
    return port == 0 ? "" : ":" + port;
  }

  /// `shop.example.com/api → api:8080: works`
  static String told(Entry entry, Node to) {
    return entry.text()
        + " → "
        + to.name()
        + port(entry.port())
        + ": "
        + answer(entry.verdict(), entry.why());
  }

  static String told(Call call, Node from, Node to) {
    return "%s (%s): %s"
        .formatted(ends(call, from, to), call.where(), answer(call.verdict(), call.why()));
  }

  private static String answer(Verdict verdict, String why) {
    return why.isEmpty() ? word(verdict) : word(verdict) + ": " + why;
  }

  /// All that is known of a node, a line each.
  static List<String> of(Node node) {
    var lines = new ArrayList<String>();
    lines.add(node.what().isEmpty() ? node.id() : node.id() + ", " + node.what());
    lines.add("reachable: " + Badge.meaning(node.exposure()));
    for (Port port : node.ports()) {
      String name = port.name().isEmpty() ? "" : " (" + port.name() + ")";
      lines.add(Card.text(port) + name + ": " + Badge.meaning(port.exposure()));
    }
    lines.addAll(node.faults());
    if (node.spot() != null) lines.add(node.spot().span().toString());
    return lines;
  }

  static List<String> of(Entry entry, Node to) {
    return List.of(
        entry.kind() + " " + entry.name(),
        told(entry, to),
        "reachable: " + Badge.meaning(entry.exposure()));
  }

  static String title(ConnectionMap map) {
    return map.groups().size() == 1
        ? "Who reaches what in namespace " + map.groups().getFirst().title()
        : "Who reaches what";
  }

  /// `3 workloads, 2 ways in, 4 calls`
  static String counted(ConnectionMap map) {
    List<Node> nodes = map.nodes().toList();
    long alone = nodes.stream().filter(node -> node.kind().equals("Service")).count();
    var parts = new ArrayList<String>();
    parts.add(count(nodes.size() - alone, "workload", "workloads"));
    if (alone > 0) parts.add(count(alone, "Service without Pods", "Services without Pods"));
    long namespaces = map.groups().stream().map(ConnectionMap.Group::namespace).distinct().count();
    if (namespaces > 1) parts.add(namespaces + " namespaces");
    if (!map.entries().isEmpty()) parts.add(count(map.entries().size(), "way in", "ways in"));
    if (!map.calls().isEmpty()) parts.add(count(map.calls().size(), "call", "calls"));
    long broken = count(map, Verdict.NO);
    long unknown = count(map, Verdict.UNKNOWN);
    if (broken > 0) parts.add(broken + " broken");
    if (unknown > 0) parts.add(unknown + " unknown");
    if (map.leftOut() > 0) parts.add(map.leftOut() + " more left out");
    if (!map.unseen().isEmpty()) parts.add("a part could not be read");
    return String.join(", ", parts);
  }

  static long count(ConnectionMap map, Verdict verdict) {
    return map.entries().stream().filter(entry -> entry.verdict() == verdict).count()
        + map.calls().stream().filter(call -> call.verdict() == verdict).count();
  }

  private static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /// The lines that do not work, as they are numbered in the picture.
  static List<Line> broken(List<Line> lines) {
    return lines.stream().filter(line -> line.is(Verdict.NO)).toList();
  }
}
