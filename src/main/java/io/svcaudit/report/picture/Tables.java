package io.svcaudit.report.picture;

import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Writes what a map says as tables.
final class Tables {
  private final ConnectionMap map;
  private final Markup out;
  private final Map<String, Node> nodes = new HashMap<>();

  Tables(ConnectionMap map, Markup out) {
    this.map = map;
    this.out = out;
    map.nodes().forEach(node -> nodes.put(node.id(), node));
  }

  /// Those that have rows.
  void write() throws IOException {
    if (!map.entries().isEmpty()) entries();
    if (!map.calls().isEmpty()) calls();
    if (!nodes.isEmpty()) nodes();
  }

  private void entries() throws IOException {
    table("Ways in", "From outside", "What", "Leads to", "Answer", "Why");
    for (Entry entry : map.entries()) {
      Node to = node(entry.to());
      row(entry.id(), to.id(), entry.verdict());
      cell(entry.text());
      cell(entry.kind() + " " + entry.name());
      cell(to.id() + Facts.port(entry.port()));
      answer(entry.verdict(), entry.why());
    }
    out.raw("</tbody>\n</table>\n");
  }

  private void calls() throws IOException {
    table("Calls", "From", "To", "Configured by", "Answer", "Why");
    for (Call call : map.calls()) {
      Node from = node(call.from());
      Node to = node(call.to());
      row(from.id(), to.id(), call.verdict());
      cell(from.id());
      cell(to.id() + " (" + Facts.called(call, to) + ")");
      cell(call.where());
      answer(call.verdict(), call.why());
    }
    out.raw("</tbody>\n</table>\n");
  }

  private void nodes() throws IOException {
    table("Workloads", "Name", "What it is", "Reachable", "Ports", "What is wrong");
    for (ConnectionMap.Group group : map.groups()) {
      for (Node node : group.nodes()) {
        row(node.id(), node.id(), node.faults().isEmpty() ? Verdict.OK : Verdict.NO);
        cell(node.id());
        cell(node.what());
        cell(Badge.word(node.exposure()));
        cell(String.join(", ", node.ports().stream().map(Card::text).toList()));
        cell(String.join("; ", node.faults()));
        out.raw("</tr>\n");
      }
    }
    out.raw("</tbody>\n</table>\n");
  }

  private Node node(String id) {
    return Objects.requireNonNull(nodes.get(id), id);
  }

  private void table(String caption, String... columns) throws IOException {
    out.raw("<table>\n<caption>").text(caption).raw("</caption>\n<thead><tr>");
    for (String column : columns) out.raw("<th scope=\"col\">").text(column).raw("</th>");
    out.raw("</tr></thead>\n<tbody>\n");
  }

  private void row(String from, String to, Verdict verdict) throws IOException {
    out.raw("<tr").attribute("data-from", from).attribute("data-to", to);
    out.attribute("data-answer", Facts.word(verdict)).raw(">");
  }

  private void cell(String text) throws IOException {
    out.raw("<td>").text(text).raw("</td>");
  }

  private void answer(Verdict verdict, String why) throws IOException {
    out.raw("<td class=\"answer\">").text(Facts.word(verdict)).raw("</td>");
    cell(why);
    out.raw("</tr>\n");
  }
}
