package io.svcaudit.report;

import io.svcaudit.rules.Manifest;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Group;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.map.ConnectionMap.Port;
import io.svcaudit.topology.map.Survey;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Maps for the tests of their forms.
final class MapSamples {
  /// What no name may be, and a manifest may hold all the same.
  static final List<String> HOSTILE =
      List.of(
          "plain",
          "quo\"te",
          "back\\slash\\",
          "new\nline\r\n",
          "tab\t",
          "</script><script>alert(1)</script>",
          "]]>",
          "<!--",
          "&lt;b&gt;",
          "\u001b[31mred\u0007",
          "\u202egnp.exe\u2066",
          "\ud800",
          "#quot;",
          "\"];",
          "`code`",
          "a | b",
          "{{x}}",
          "%%{init: {}}%%",
          "style x fill:#f00;",
          "\\N\\G\\l",
          "<b>bold</b>",
          "näme→名",
          "",
          "x".repeat(3000));

  private MapSamples() {}

  static String write(MapReport report, ConnectionMap map) {
    var out = new StringBuilder();
    try {
      report.write(map, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  static ConnectionMap example(String name) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples", name))) {
      String text =
          files
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted()
              .map(file -> {
                try {
                  return Files.readString(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
              .collect(Collectors.joining("\n---\n"));
      return new Survey(Manifest.of(text).topology()).map();
    }
  }

  /// Every text of it is the given one.
  static ConnectionMap all(String text) {
    Node one = node("1" + text, text, Exposure.PUBLIC);
    Node other = node("2" + text, text, Exposure.NONE);
    return new ConnectionMap(
        List.of(new Group(text, text, List.of(one)), new Group("n" + text, List.of(other))),
        List.of(
            new Entry(
                "3" + text, "Ingress", text, text, Exposure.PUBLIC, one.id(), 80, Verdict.OK, ""),
            new Entry(
                "4" + text,
                "NodePort",
                text,
                text,
                Exposure.NODE,
                other.id(),
                0,
                Verdict.NO,
                "w" + text)),
        List.of(
            new Call(one.id(), other.id(), "s" + text, 80, text, Verdict.NO, "w" + text),
            new Call(other.id(), one.id(), "", 0, text, Verdict.UNKNOWN, "w" + text),
            new Call(one.id(), one.id(), "s", 1, text, Verdict.OK, "")),
        3,
        List.of("u" + text));
  }

  private static Node node(String id, String text, Exposure exposure) {
    return new Node(
        id,
        "Deployment",
        text,
        text,
        exposure,
        List.of(new Port(text, text, 80, "TCP", text, Exposure.CLUSTER)),
        List.of("f" + text),
        null);
  }
}
