package io.svcaudit.report.picture;

import io.svcaudit.topology.map.ConnectionMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A page while it is written.
final class Page {
  /// Shown by the script: without it they would do nothing.
  private static final String CONTROLS =
      """
      <div id="controls" hidden>
      <input id="search" type="search" placeholder="Search names, ports, reasons" aria-label="Search" autocomplete="off" spellcheck="false">
      <label><input id="only" type="checkbox"> only what is broken</label>
      <span id="zoom"><button type="button" id="out" aria-label="Zoom out">−</button><button type="button" id="fit">Fit</button><button type="button" id="in" aria-label="Zoom in">+</button></span>
      <output id="status" aria-live="polite"></output>
      </div>
      """;

  private final ConnectionMap map;
  private final String title;
  private final Markup out;

  Page(ConnectionMap map, String title, Markup out) {
    this.map = map;
    this.title = title;
    this.out = out;
  }

  void write() throws IOException {
    head();
    out.raw("<header>\n<h1>").text(title).raw("</h1>\n<p>").text(Facts.counted(map));
    out.raw("</p>\n").raw(CONTROLS).raw("</header>\n<main>\n");
    unseen();
    out.raw("<section id=\"picture\" aria-label=\"Map\">\n");
    new Drawing(new Plan(map), Drawing.Use.IN_PAGE).write(out);
    out.raw("</section>\n");
    new Tables(map, out).write();
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

  private void unseen() throws IOException {
    if (map.unseen().isEmpty()) return;
    out.raw("<ul class=\"unseen\">\n");
    for (String unseen : map.unseen()) out.raw("<li>not read: ").text(unseen).raw("</li>\n");
    out.raw("</ul>\n");
  }
}
