package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.io.JsonStringEncoder;

/// The YAML that stands for objects of a cluster.
class LiveTextTest {
  private static List<Mapping> read(String items) throws IOException {
    var documents = new ArrayList<Mapping>();
    String json = "{\"metadata\":{},\"items\":[%s]}".formatted(items);
    new ApiList(new ApiList.Type("v1", "ConfigMap", false), "kind-dev")
        .read(
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
            document -> documents.add((Mapping) document.root()));
    return documents;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "~",
        "a",
        "abc ",
        " abc",
        "a  b",
        "a b",
        "a: b",
        "a:",
        ":a",
        "a:b",
        "a #b",
        "a#b",
        "#a",
        "true",
        "No",
        "Y",
        "null",
        "NULL",
        "12",
        "1e3",
        "0x1f",
        ".5",
        "-a",
        "- a",
        "/a/b",
        "http://api.shop:80/x?y=1&z",
        "a, b",
        "[a]",
        "{a}",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "'a'",
        "\"a\"",
        "a\\b",
        "a\nb",
        "a\tb",
        "a\u0001b",
        "\u007f",
        "\u0085",
        "é",
        "日本",
        "🙂",
        "\u2028",
        "\ufeff",
        "yes please",
        "off"
      })
  void aValueIsReadBackAsItWas(String value) throws IOException {
    var escaped = new StringBuilder();
    JsonStringEncoder.getInstance().quoteAsString(value, escaped);
    String quoted = "\"" + escaped + "\"";
    Mapping object =
        read("{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":%s,\"l\":[%s,{\"m\":%s}],%s:\"x\"}}"
                .formatted(quoted, quoted, quoted, quoted))
            .getFirst();

    var written = new SourceFile("a.yaml", ".", object.file().text(), SourceFile.Origin.NAMED);
    List<Document> back = Manifests.read(written).documents();

    assertThat(back).hasSize(1);
    assertThat(Alike.same(back.getFirst().root(), object)).as(written.text()).isTrue();
  }

  @Test
  void eachLineHasItsField() throws IOException {
    SourceFile file =
        read("""
        {"metadata":{"name":"a"},"ports":[{"name":"http","port":80},{"port":443},{"x":{}}],
         "list":["v"]}
        """)
            .getFirst()
            .file();

    assertThat(file.text())
        .isEqualTo(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
            ports:
            - name: http
              port: 80
            - port: 443
            - x: {}
            list:
            - v
            """);
    var fields = new ArrayList<String>();
    for (int line = 1; line < file.lineCount(); line++) fields.add(file.fieldAt(line));
    assertThat(fields)
        .containsExactly(
            "apiVersion",
            "kind",
            "metadata",
            "metadata.name",
            "ports",
            "ports[http].name",
            "ports[http].port",
            "ports[443].port",
            "ports[2].x",
            "list",
            "list[0]");
  }

  /// Texts are forgotten and written again.
  @Test
  void placesStayWhateverElseIsLookedAt() throws IOException {
    var items = new ArrayList<String>();
    for (int i = 0; i < 1000; i++)
      items.add("{\"metadata\":{\"name\":\"a%d\"},\"data\":{\"k\":\"v%d\"}}".formatted(i, i));
    List<Mapping> objects = read(String.join(",", items));

    for (int round = 0; round < 2; round++)
      for (int i = 0; i < objects.size(); i++) {
        Span value = objects.get(i).mapping("data").spanOf("k");
        assertThat(value.line()).isEqualTo(6);
        assertThat(value.text()).isEqualTo("k: v" + i);
        assertThat(value.file().fieldAt(value.line())).isEqualTo("data.k");
      }
  }
}
