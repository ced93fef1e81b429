package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values are what kubectl makes of them. The table was written by kubectl's own YAML library.
class KubectlYamlTest {
  record Row(String input, String expected, String strict) {
    boolean fails() {
      return expected.startsWith("ERR ");
    }
  }

  static List<Row> rows() throws IOException {
    return table("/yaml/kubectl-yaml.tsv", true);
  }

  static List<Row> moreRows() throws IOException {
    return table("/yaml/kubectl-label.tsv", false);
  }

  private static List<Row> table(String name, boolean rawQuoted) throws IOException {
    try (InputStream in = KubectlYamlTest.class.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .map(cells -> row(cells, rawQuoted))
          .toList();
    }
  }

  /// `\\n` and `\\t` are escapes of the table, except in the first one where YAML has double
  /// quotes.
  private static Row row(String[] cells, boolean rawQuoted) {
    boolean raw = rawQuoted && cells[0].contains("\"");
    String input = raw ? cells[0] : cells[0].replace("\\n", "\n").replace("\\t", "\t");
    return new Row(input, cells[1], cells.length > 2 ? cells[2] : "=");
  }

  @ParameterizedTest
  @MethodSource({"rows", "moreRows"})
  void readsAsKubectlDoes(Row row) {
    Manifests.Contents contents = Trees.read(row.input());
    if (row.fails()) {
      assertThat(contents.documents()).isEmpty();
      assertThat(contents.unseen()).hasSize(1);
      assertThat(contents.unseen().getFirst().place()).isNotNull();
      return;
    }
    assertThat(contents.unseen()).isEmpty();
    Document document = contents.documents().getFirst();
    assertThat(Trees.json(document.root())).isEqualTo(row.expected());
    assertThat(document.duplicates().isEmpty()).isEqualTo(row.strict().equals("="));
  }

  /// Settled with kubectl 1.32: `kubectl label --local -f FILE a=b -o json --dry-run=client`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"\\/ \\ud83d\\ude00\"} | {\"a\":\"/ \uD83D\uDE00\"}",
        "{\"a\":\"\\ud83d\"} | {\"a\":\"\uFFFD\"}",
        "{\"x\":1.0,\"y\":1e3} | {\"x\":1,\"y\":1000}",
        "{\"z\":12345678901234567890123} | {\"z\":1.2345678901234568e+22}",
        "{\"a\":\"1\",\"a\":\"2\"} | {\"a\":\"2\"}",
        "{\"a\":[],\"b\":{},\"c\":null,\"d\":true} | {\"a\":[],\"b\":{},\"c\":null,\"d\":true}",
      })
  void readsJsonAsKubectlDoes(String input, String expected) {
    assertThat(Trees.json(Trees.root(input))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"z\":1e400}", "{\"a\":\"x\ty\"}", "{\"a\":01}", "{\"a\":\"x\"", "{\"a\" 1}"})
  void refusesJsonThatKubectlRefuses(String input) {
    var file = new SourceFile("x.json", ".", input, SourceFile.Origin.NAMED);
    Manifests.Contents contents = Manifests.read(file);
    assertThat(contents.documents()).isEmpty();
    assertThat(contents.unseen()).hasSize(1);
    assertThat(contents.unseen().getFirst().place()).isNotNull();
  }
}
