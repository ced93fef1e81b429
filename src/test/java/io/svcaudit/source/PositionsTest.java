package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {
  @Test
  void plainAndQuotedScalars() {
    String text = "a: plain text # c\nb: 'quoted'\nc: \"two\"\n";
    assertThat(Trees.at(Trees.field(text, "a"))).isEqualTo("1:4-1:14");
    assertThat(Trees.at(Trees.field(text, "b"))).isEqualTo("2:4-2:12");
    assertThat(Trees.at(Trees.field(text, "c"))).isEqualTo("3:4-3:9");
  }

  @Test
  void keysAndFields() {
    var root = (Mapping) Trees.root("x: 1\nspec:\n  type: NodePort\n");
    Mapping.Entry entry = Objects.requireNonNull(root.entry("spec"));
    assertThat(Trees.at(entry.key())).isEqualTo("2:1-2:5");
    assertThat(Trees.at(entry.span())).isEqualTo("2:1-3:17");
  }

  @Test
  void flowCollections() {
    String text = "a: [1, {b: 2}]\nc: {\n  d: e\n}\n";
    assertThat(Trees.at(Trees.field(text, "a"))).isEqualTo("1:4-1:15");
    assertThat(Trees.at(Trees.field(text, "c"))).isEqualTo("2:4-4:2");
  }

  /// YAML's own end of a block mapping is the next token, which may stand far below.
  @Test
  void blockCollectionsEndWithTheirLastValue() {
    String text = "a:\n  b:\n    - c\n    - d: e\n\n# comment\n\nf: g\n";
    assertThat(Trees.at(Trees.field(text, "a"))).isEqualTo("2:3-4:11");
    assertThat(Trees.at(Trees.field(text, "a", "b"))).isEqualTo("3:5-4:11");
    assertThat(Trees.at(Trees.root(text))).isEqualTo("1:1-8:5");
  }

  @Test
  void listsThatAreNotIndented() {
    String text = "ports:\n- port: 80\n  name: http\n- port: 81\nx: y\n";
    Sequence ports = (Sequence) Trees.field(text, "ports");
    assertThat(Trees.at(ports)).isEqualTo("2:1-4:11");
    assertThat(Trees.at(ports.items().getFirst())).isEqualTo("2:3-3:13");
  }

  @Test
  void blockScalarsCoverTheirLines() {
    String text = "a: |\n  one\n  two\nb: c\n";
    assertThat(Trees.textAt(Trees.field(text, "a").span())).isEqualTo("|\n  one\n  two");
    assertThat(Trees.at(Trees.field(text, "b"))).isEqualTo("4:4-4:5");
    assertThat(Trees.at(Trees.field(text, "a").span().firstLine())).isEqualTo("1:4-1:5");
  }

  @Test
  void emptyValuesAndCollections() {
    assertThat(Trees.at(Trees.field("a:\nb: 1\n", "a"))).isEqualTo("1:3-1:4");
    assertThat(Trees.at(Trees.field("a: {}\n", "a"))).isEqualTo("1:4-1:6");
  }

  @Test
  void columnsCountCodePoints() {
    String text = "'😀': '😀😀'\nb: {'😀': c}\n";
    assertThat(Trees.at(Trees.field(text, "😀"))).isEqualTo("1:6-1:10");
    assertThat(Trees.at(Trees.field(text, "b", "😀"))).isEqualTo("2:10-2:11");
    String json = "{\"😀\": \"😀😀\", \"b\": 1,\n \"c\": [2]}";
    assertThat(Trees.at(Trees.field(json, "😀"))).isEqualTo("1:7-1:11");
    assertThat(Trees.at(Trees.field(json, "b"))).isEqualTo("1:18-1:19");
    assertThat(Trees.at(Trees.field(json, "c"))).isEqualTo("2:7-2:10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineBreaksOfAllKinds(String lineBreak) {
    String text = "a: 1\nb:\n  c: déjà\n---\nd: 2\n".replace("\n", lineBreak);
    Manifests.Contents contents = Trees.read(text);
    Document first = contents.documents().getFirst();
    Node c = Objects.requireNonNull(((Mapping) first.root()).get("b", "c"));
    assertThat(Trees.at(c)).isEqualTo("3:6-3:10");
    assertThat(Trees.textAt(c.span())).isEqualTo("déjà");
    String json = "{\"a\":\n1,\n\"b\": 2}".replace("\n", lineBreak);
    assertThat(Trees.at(Trees.field(json, "b"))).isEqualTo("3:6-3:7");
  }

  @Test
  void laterDocumentsCountFromTheTopOfTheText() {
    Manifests.Contents contents = Trees.read("# c\n---\na: 1\n--- # d\n\nb: 2\n");
    assertThat(contents.documents()).hasSize(2);
    Document second = contents.documents().get(1);
    assertThat(second.index()).isEqualTo(1);
    assertThat(Trees.at(second.root())).isEqualTo("6:1-6:5");
  }

  @Test
  void lineBreaksMayBeMixed() {
    Document second = Trees.read("a: 1\r# c\r\n---\nb: 2\n").documents().get(1);
    assertThat(Trees.textAt(second.root().span())).isEqualTo("b: 2");
  }

  @Test
  void aliasesKeepThePlaceOfTheirAnchor() {
    String text = "a: &x\n  b: 1\nc: *x\nd:\n  <<: *x\n";
    assertThat(Trees.at(Trees.field(text, "c", "b"))).isEqualTo("2:6-2:7");
    assertThat(Trees.at(Trees.field(text, "d", "b"))).isEqualTo("2:6-2:7");
  }

  @Test
  void duplicateKeysKnowBothPlaces() {
    Document document = Trees.read("a: 1\nb: 2\na: 3\n").documents().getFirst();
    assertThat(document.duplicates()).hasSize(1);
    Document.DuplicateKey duplicate = document.duplicates().getFirst();
    assertThat(Trees.at(duplicate.first())).isEqualTo("1:1-1:2");
    assertThat(Trees.at(duplicate.last())).isEqualTo("3:1-3:2");
  }
}
