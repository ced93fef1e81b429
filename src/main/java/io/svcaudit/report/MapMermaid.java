package io.svcaudit.report;

import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Group;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// For Mermaid, which many sites draw where Markdown holds it.
public final class MapMermaid implements MapReport {
  @Override
  public void write(ConnectionMap map, Appendable out) throws IOException {
    var labels = new MapLabels(map);
    out.append("flowchart LR\n");
    int number = 0;
    for (Group group : map.groups()) {
      out.append("  subgraph g").append(Integer.toString(++number));
      out.append("[").append(quoted(List.of(group.title()))).append("]\n");
      for (Node node : group.nodes()) node(node, labels, out);
      out.append("  end\n");
    }
    for (Entry entry : map.entries()) {
      String id = labels.id(entry);
      out.append("  ")
          .append(id)
          .append("([")
          .append(quoted(MapLabels.lines(entry)))
          .append("])\n");
      edge(id, labels.id(entry.to()), MapLabels.port(entry.port()), entry.verdict(), out);
    }
    for (Call call : map.calls())
      edge(
          labels.id(call.from()),
          labels.id(call.to()),
          MapLabels.port(call.port()),
          call.verdict(),
          out);
    for (Exposure exposure : Exposure.values())
      out.append(
          "  classDef %s fill:%s,stroke:#777,color:#222\n"
              .formatted(word(exposure), fill(exposure)));
    out.append("  classDef faulty stroke:#c00,stroke-width:3px\n");
  }

  private static void node(Node node, MapLabels labels, Appendable out) throws IOException {
    String id = labels.id(node.id());
    out.append("    ").append(id).append("[").append(quoted(MapLabels.lines(node))).append("]\n");
    out.append("    class ").append(id).append(" ").append(word(node.exposure())).append('\n');
    if (!node.faults().isEmpty()) out.append("    class ").append(id).append(" faulty\n");
  }

  private static void edge(String from, String to, String label, Verdict verdict, Appendable out)
      throws IOException {
    String line =
        switch (verdict) {
          case OK -> "-->";
          case NO -> "--x";
          case UNKNOWN -> "-.->";
        };
    String text =
        switch (verdict) {
          case OK -> label;
          case NO -> (label + " broken").strip();
          case UNKNOWN -> (label + " ?").strip();
        };
    out.append("  ").append(from).append(" ").append(line);
    if (!text.isEmpty()) out.append("|").append(quoted(List.of(text))).append("|");
    out.append(" ").append(to).append('\n');
  }

  private static String quoted(List<String> lines) {
    return lines.stream().map(MapMermaid::escaped).collect(Collectors.joining("<br/>", "\"", "\""));
  }

  /// Mermaid's own entities: all but what surely has no meaning in it, in Markdown or in HTML.
  private static String escaped(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    MapLabels.clipped(Visible.of(text))
        .codePoints()
        .forEach(c -> {
          if (isPlain(c)) escaped.appendCodePoint(c);
          else escaped.append('#').append(c).append(';');
        });
    return escaped.toString();
  }

  private static boolean isPlain(int c) {
    return c > 0x7f
        || (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == ' '
        || c == '.'
        || c == ','
        || c == '/'
        || c == '-';
  }

  private static String word(Exposure exposure) {
    return exposure.name().toLowerCase(Locale.ROOT);
  }

  private static String fill(Exposure exposure) {
    return switch (exposure) {
      case PUBLIC -> "#ffd9d2";
      case VPC -> "#ffe8c7";
      case NODE -> "#fff5c4";
      case CLUSTER -> "#dcefdc";
      case NONE -> "#eee";
    };
  }
}
