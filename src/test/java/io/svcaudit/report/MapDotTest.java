package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.svcaudit.topology.map.ConnectionMap;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MapDotTest {
  @TempDir private Path folder = Path.of("");

  static Stream<String> hostile() {
    return MapSamples.HOSTILE.stream();
  }

  private static String dot(ConnectionMap map) {
    return MapSamples.write(new MapDot(), map);
  }

  @Test
  void namespacesAreClusters() throws IOException {
    assertThat(dot(MapSamples.example("closed-shop")))
        .startsWith("digraph \"svc-audit\" {\n")
        .contains(
            "    label=\"shop\"; color=gray;\n",
            "n2 [label=\"db\\nStatefulSet, PostgreSQL\\ndb:5432\\ndb-pods:5432\", ",
            "  n1 -> n2 [label=\":5432\", edgetooltip=\"env DATABASE_HOST\"];\n",
            "  n3 -> n1 [label=\":8080 broken\", color=red, ")
        .endsWith("}\n");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void textStaysWithinItsQuotes(String text) {
    String bare = dot(MapSamples.all(text)).replaceAll("\"(?:[^\"\\\\\n]|\\\\[^\n])*+\"", "_");
    assertThat(bare.lines()).allMatch(line -> line.matches("[ \\w=;,\\[\\]{}>\\-.]*"), bare);
  }

  /// What Graphviz draws is what was written.
  @ParameterizedTest
  @MethodSource("hostile")
  void graphvizShowsTheText(String text) throws IOException, InterruptedException {
    assumeTrue(isInstalled(), "Graphviz is not installed");
    Path svg = folder.resolve("map.svg");
    Path in = Files.writeString(folder.resolve("map.dot"), dot(MapSamples.all(text)));
    Process process =
        new ProcessBuilder("dot", "-Tsvg", "-o", svg.toString(), in.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said.lines().filter(line -> line.contains("rror") || line.contains("ntax")))
        .isEmpty();
    String visible = MapLabels.clipped(Visible.of(text));
    if (visible.isBlank()) return;
    assertThat(unescaped(Files.readString(svg))).contains(">" + visible + "</text>");
  }

  private static String unescaped(String svg) {
    return svg.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#45;", "-")
        .replace("&#160;", " ")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "dot")));
  }
}
