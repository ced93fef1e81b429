package io.svcaudit.report.picture;

import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// A map as one HTML page that needs nothing else: the picture, to be searched, clicked and zoomed
/// where scripts run, and tables that say the same. What the manifests say is never code in it: the
/// page allows only its own script and styles, by their hashes.
public final class MapHtml {
  private final ConnectionMap map;
  private final String title;
  private final Markup out;
  private final Map<String, Node> nodes = new HashMap<>();

  private MapHtml(ConnectionMap map, String title, Appendable out) {
    this.map = map;
    this.title = title;
    this.out = new Markup(out);
    map.groups().forEach(group -> group.nodes().forEach(node -> nodes.put(node.id(), node)));
  }

  /// Writes a whole document.
  ///
  /// @param title what the map is about: a folder, a context
  public static void write(ConnectionMap map, String title, Appendable out) throws IOException {
    new MapHtml(map, title, out).write();
  }

  private void write() throws IOException {
    head();
    out.raw("<header>\n<h1>").text(title).raw("</h1>\n<p>");
    out.text(Facts.counted(map)).raw("</p>\n");
    controls();
    out.raw("</header>\n<main>\n");
    out.raw("<section id=\"picture\" aria-label=\"Map\">\n");
    new Drawing(new Plan(map), Drawing.Use.IN_PAGE).write(out);
    out.raw("</section>\n");
    if (!map.entries().isEmpty()) entries();
    if (!map.calls().isEmpty()) calls();
    nodes();
    out.raw("</main>\n<script>").raw(Resource.PAGE_SCRIPT.text()).raw("</script>\n");
    out.raw("</body>\n</html>\n");
  }

  private void head() throws IOException {
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src ");
    out.raw(hash(Resource.PAGE_SCRIPT)).raw("; style-src ").raw(hash(Resource.PAGE_STYLE));
    out.raw(" ")
        .raw(hash(Resource.MAP_SVG_STYLE))
        .raw("; base-uri 'none'; form-action 'none'\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>").text(title);
    out.raw("</title>\n<style>").raw(Resource.PAGE_STYLE.text()).raw("</style>\n</head>\n<body>\n");
  }

  private static String hash(Resource resource) {
    try {
      byte[] text = resource.text().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Shown by the script: without it they would do nothing.
  private void controls() throws IOException {
    out.raw(
        """
        <div id="controls" hidden>
        <input id="search" type="search" placeholder="Search names, ports, reasons" aria-label="Search" autocomplete="off" spellcheck="false">
        <label><input id="only" type="checkbox"> only what does not work</label>
        <span id="zoom"><button type="button" id="out" aria-label="Zoom out">−</button><button type="button" id="fit">Fit</button><button type="button" id="in" aria-label="Zoom in">+</button></span>
        <output id="status" aria-live="polite"></output>
        </div>
        """);
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
