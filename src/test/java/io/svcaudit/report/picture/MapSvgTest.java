package io.svcaudit.report.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.map.ConnectionMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class MapSvgTest {
  static List<ConnectionMap> maps() {
    return List.of(
        Maps.shop(),
        Maps.hostile(),
        Maps.random(1, 30, 3, 1.5),
        new ConnectionMap(List.of(), List.of(), List.of(), 0));
  }

  private static String svg(ConnectionMap map) throws IOException {
    var out = new StringBuilder();
    new MapSvg().write(map, out);
    return out.toString();
  }

  private static Document parse(String svg) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  private static List<Element> elements(Document document, String name) {
    var nodes = document.getElementsByTagNameNS("*", name);
    var elements = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) elements.add((Element) nodes.item(i));
    return elements;
  }

  private static List<String> texts(Document document, String name) {
    return elements(document, name).stream().map(Node::getTextContent).toList();
  }

  @ParameterizedTest
  @MethodSource("maps")
  void isXmlOfAFewElementsWithoutScripts(ConnectionMap map) throws Exception {
    Document document = parse(svg(map));
    Set<String> names = new TreeSet<>();
    for (Element element : elements(document, "*")) {
      names.add(element.getLocalName());
      assertThat(element.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
      for (int i = 0; i < element.getAttributes().getLength(); i++)
        assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
    }
    assertThat(names)
        .isSubsetOf(
            "svg", "title", "desc", "style", "defs", "marker", "path", "rect", "g", "text",
            "tspan");
  }

  @ParameterizedTest
  @MethodSource("maps")
  void refersToNothingOutside(ConnectionMap map) throws Exception {
    assertThat(svg(map).replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("href", "@import", "src:")
        .doesNotContainPattern("url\\((?!#)");
  }

  @ParameterizedTest
  @MethodSource("maps")
  void isTheSameEachTime(ConnectionMap map) throws IOException {
    assertThat(svg(map)).isEqualTo(svg(map));
  }

  @Test
  void tellsWhatItShowsToThoseWhoDoNotSeeIt() throws Exception {
    Document document = parse(svg(Maps.shop()));
    Element root = document.getDocumentElement();
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getAttribute("aria-labelledby")).isEqualTo("map-title map-desc");
    assertThat(texts(document, "title").getFirst()).isEqualTo("Who reaches what in namespace shop");
    assertThat(texts(document, "desc"))
        .containsExactly(
            "3 workloads, 2 ways in, 2 calls, 1 broken.\nweb → api:8080: NetworkPolicy"
                + " shop/api-in does not admit Pods of Deployment shop/web to port 8080.");
  }

  @Test
  void showsNamesPortsReachAndReasons() throws Exception {
    Document document = parse(svg(Maps.shop()));
    assertThat(texts(document, "text"))
        .contains("web", "web:80 → 80", "db:5432 → 5432", "PostgreSQL", "public", "cluster")
        .contains("api.shop.example.com/api", "LoadBalancer web", "namespace shop")
        .contains("web → api:8080")
        .contains(
            "NetworkPolicy shop/api-in does not admit Pods of Deployment shop/web to port 8080");
  }

  @Test
  void hostileTextStaysText() throws Exception {
    String svg = svg(Maps.hostile());
    String all = String.join("\n", texts(parse(svg), "title"));
    assertThat(all)
        .contains("</script><script>document.title='owned'</script>")
        .contains("<img src=x onerror=alert(1)>", "]]><!-- --><![CDATA[", "名前😀é", "&lt;b&gt;")
        .contains("\\u{0}\\u{1}\\u{8}\\u{b}\\u{1f}\\u{7f}\\u{85}", "\\u{202e}gnp.exe\\u{202c}")
        .contains("\\u{fffe}\\u{ffff}\\u{d800}", "line\\u{a}break\\u{d}\\u{9}tab\\u{2028}");
  }

  @Test
  void manyPortsAndFaultsAreCounted() throws Exception {
    var faults = List.of("one is wrong", "two is wrong", "three is wrong", "four is wrong");
    ConnectionMap map =
        new Maps().node("a/Deployment/b", "", Exposure.NODE, faults, 1, 2, 3, 4, 5, 6, 7, 8).map();
    assertThat(texts(parse(svg(map)), "text"))
        .contains("b:5 → 5", "and 3 more ports", "two is wrong", "and 2 more")
        .doesNotContain("b:6 → 6", "three is wrong");
  }
}
