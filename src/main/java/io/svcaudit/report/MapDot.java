package io.svcaudit.report;

import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Group;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.io.IOException;

/// For Graphviz, in the language that graphviz.org describes under "DOT Language".
public final class MapDot implements MapReport {
  /// Between lines of a label.
  private static final String NEW_LINE = "\\n";

  @Override
  public void write(ConnectionMap map, Appendable out) throws IOException {
    var labels = new MapLabels(map);
    out.append("digraph \"svc-audit\" {\n");
    out.append("  rankdir=LR; fontname=\"sans-serif\"; compound=true;\n");
    out.append(
        "  node [fontname=\"sans-serif\", fontsize=11, shape=box, style=\"rounded,filled\"];\n");
    out.append("  edge [fontname=\"sans-serif\", fontsize=10];\n");
    int number = 0;
    for (Group group : map.groups()) {
      out.append("  subgraph cluster_").append(Integer.toString(++number)).append(" {\n");
      out.append("    label=").append(quoted(group.title())).append("; color=gray;\n");
      for (Node node : group.nodes()) node(node, labels, out);
      out.append("  }\n");
    }
    for (Entry entry : map.entries()) entry(entry, labels, out);
    for (Call call : map.calls())
      edge(
          labels.id(call.from()),
          labels.id(call.to()),
          MapLabels.port(call.port()),
          call.verdict(),
          call.why().isEmpty() ? call.where() : call.why(),
          out);
    out.append("}\n");
  }

  private static void node(Node node, MapLabels labels, Appendable out) throws IOException {
    out.append("    ").append(labels.id(node.id())).append(" [label=");
    quoted(MapLabels.lines(node), out);
    out.append(", fillcolor=").append(quoted(fill(node.exposure())));
    if (!node.faults().isEmpty())
      out.append(", color=red, penwidth=2, tooltip=")
          .append(quoted(String.join("; ", node.faults())));
    out.append("];\n");
  }

  private static void entry(Entry entry, MapLabels labels, Appendable out) throws IOException {
    String id = labels.id(entry);
    out.append("  ").append(id).append(" [shape=oval, style=filled, fillcolor=white, label=");
    quoted(MapLabels.lines(entry), out);
    out.append("];\n");
    edge(
        id, labels.id(entry.to()), MapLabels.port(entry.port()), entry.verdict(), entry.why(), out);
  }

  private static void edge(
      String from, String to, String label, Verdict verdict, String said, Appendable out)
      throws IOException {
    out.append("  ").append(from).append(" -> ").append(to).append(" [label=");
    switch (verdict) {
      case OK -> out.append(quoted(label));
      case NO ->
          out.append(quoted((label + " broken").strip()))
              .append(", color=red, fontcolor=red, style=dashed");
      case UNKNOWN ->
          out.append(quoted((label + " ?").strip())).append(", color=gray40, style=dashed");
    }
    if (!said.isEmpty()) out.append(", edgetooltip=").append(quoted(said));
    out.append("];\n");
  }

  private static void quoted(Iterable<String> lines, Appendable out) throws IOException {
    out.append('"');
    String between = "";
    for (String line : lines) {
      out.append(between).append(escaped(line));
      between = NEW_LINE;
    }
    out.append('"');
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /// Graphviz takes backslashes for escapes, and ampersands for entities of HTML.
  private static String escaped(String text) {
    return MapLabels.clipped(Visible.of(text))
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("&", "&amp;");
  }

  private static String fill(Exposure exposure) {
    return switch (exposure) {
      case PUBLIC -> "#ffd9d2";
      case VPC -> "#ffe8c7";
      case NODE -> "#fff5c4";
      case CLUSTER -> "#dcefdc";
      case NONE -> "#eeeeee";
    };
  }
}
