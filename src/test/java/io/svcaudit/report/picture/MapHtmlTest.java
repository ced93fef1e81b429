package io.svcaudit.report.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.topology.map.ConnectionMap;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MapHtmlTest {
  private static String html(ConnectionMap map) throws IOException {
    var out = new StringBuilder();
    new MapHtml("the shop").write(map, out);
    return out.toString();
  }

  /// As CSP 3 has it: the hash is of the text between the tags.
  @Test
  void allowsItsOwnScriptAndStylesOnly() throws IOException, NoSuchAlgorithmException {
    String page = html(Maps.hostile());
    Matcher parts = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(page);
    var policy = new StringBuilder("default-src 'none'; script-src ");
    var styles = new StringBuilder();
    var script = new StringBuilder();
    while (parts.find()) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(parts.group(2).getBytes(UTF_8));
      String source = "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
      if (parts.group(1).equals("script")) script.append(source);
      else styles.append(' ').append(source);
    }
    policy.append(script).append("; style-src").append(styles);
    policy.append("; base-uri 'none'; form-action 'none'");
    assertThat(page)
        .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">");
  }

  @Test
  void needsNothingElse() throws IOException {
    assertThat(html(Maps.shop()).replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "<link", "<img", "<iframe", "@import", "href");
  }

  @Test
  void hostileTextIsEscaped() throws IOException {
    assertThat(html(Maps.hostile()))
        .doesNotContain("<img", "<b>", "<script>document", "<![CDATA[", "\" onmouseover=\"a")
        .doesNotContain("' onfocus='", "\u202e", "\u0001", "\ufffe")
        .containsOnlyOnce("</script>");
  }

  @Test
  void tablesSayTheSame() throws IOException {
    assertThat(html(Maps.shop()))
        .contains("<h1>the shop</h1>")
        .contains(
            "<td>api.shop.example.com/api</td><td>Ingress"
                + " api</td><td>shop/Deployment/api:8080</td>")
        .contains("<td class=\"answer\">broken</td><td>NetworkPolicy shop/api-in does not admit")
        .contains(
            "<td>shop/StatefulSet/db</td><td>PostgreSQL</td><td>cluster</td><td>db:5432 →"
                + " 5432</td>");
  }
}
