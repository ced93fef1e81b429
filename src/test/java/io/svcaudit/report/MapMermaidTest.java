package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.topology.map.ConnectionMap;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Quoted texts and entities as the page "Flowcharts - Basic Syntax" of mermaid.js.org has them.
class MapMermaidTest {
  private static final Pattern ENTITY = Pattern.compile("#(\\d+);");

  static Stream<String> hostile() {
    return MapSamples.HOSTILE.stream();
  }

  private static String mermaid(ConnectionMap map) {
    return MapSamples.write(new MapMermaid(), map);
  }

  @Test
  void namespacesAreSubgraphs() throws IOException {
    assertThat(mermaid(MapSamples.example("closed-shop")))
        .startsWith(
            """
            flowchart LR
              subgraph g1["shop"]
                n1["api<br/>Deployment<br/>api#58;8080"]
                class n1 public
            """)
        .contains(
            "  e1([\"api.shop.example.com/api<br/>Ingress api\"])\n  e1 -->|\"#58;8080\"| n1\n",
            "  n1 -->|\"#58;5432\"| n2\n",
            "  n3 --x|\"#58;8080 broken\"| n1\n");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void textStaysWithinItsQuotes(String text) {
    String written = mermaid(MapSamples.all(text));
    assertThat(written.lines())
        .allMatch(
            line ->
                line.matches(
                    "flowchart LR|  end|  subgraph g\\d\\[Q]|    n\\d\\[Q]|    class n\\d [a-z]+"
                            .replace("Q", "\"[^\"`<>&:{}|\\\\]*(<br/>[^\"`<>&:{}|\\\\]*)*\"")
                        + "|  e\\d\\(\\[\"[^\"`&:{}|\\\\]*\"]\\)"
                        + "|  [ne]\\d (-->|--x|-\\.->)(\\|\"[^\"`<>&:{}|\\\\]*\"\\|)? n\\d"
                        + "|  classDef [a-z:#0-9, -]+px|  classDef [a-z:#0-9, -]+"),
            written);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void entitiesAreTheText(String text) {
    String line =
        mermaid(MapSamples.all(text))
            .lines()
            .filter(each -> each.startsWith("    n1["))
            .findFirst()
            .orElseThrow();
    String name = line.substring("    n1[\"".length(), line.indexOf("<br/>"));
    assertThat(
            ENTITY
                .matcher(name)
                .replaceAll(entity ->
                    java.util.regex.Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(entity.group(1))))))
        .isEqualTo(MapLabels.clipped(Visible.of(text)));
  }
}
