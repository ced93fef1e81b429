package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ManifestsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\n---\nb: 2\n",
        "---\na: 1\n---\nb: 2\n---\n",
        "a: 1\n--- # comment\nb: 2\n",
        "# only a comment\n---\n# another\na: 1\n---\n\n---\nb: 2",
        "a: 1\n--- \nb: 2\n...\n",
        "a: 1\n...\n---\nb: 2\n",
        "%YAML 1.1\n---\na: 1\n---\nb: 2\n",
        "\uFEFFa: 1\n---\nb: 2\n",
        "{\"a\": 1}\n{\"b\": 2}",
        "{\"a\": 1}{\"b\": 2}",
        "{\"a\": 1}\n---\n{\"b\": 2}\n---\n",
        "{\"a\": 1}\n---\nb: 2\n",
        "{a: 1}\n---\nb: 2\n",
        "--- {a: 1}\n--- {b: 2}\n",
      })
  void splitsDocuments(String text) {
    assertThat(Trees.jsons(text)).containsExactly("{\"a\":1}", "{\"b\":2}");
    assertThat(Trees.read(text).unseen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# c\n", "---\n---\n", "--- # c\n# d\n", "~\n", "  \t \n"})
  void emptyTextsHaveNoDocuments(String text) {
    assertThat(Trees.read(text)).isEqualTo(new Manifests.Contents(List.of(), List.of()));
  }

  @Test
  void dashesInsideScalarsDoNotSplit() {
    assertThat(Trees.jsons("a: |\n  x\n  ---\n  y\nb: '---'\n"))
        .containsExactly("{\"a\":\"x\\n---\\ny\\n\",\"b\":\"---\"}");
    assertThat(Trees.jsons("---x: 1\n")).containsExactly("{\"---x\":1}");
  }

  @Test
  void aBrokenDocumentCostsOnlyItself() {
    Manifests.Contents contents = Trees.read("a: 1\n---\nb: [1\n---\nc: 3\n");
    assertThat(contents.documents()).extracting(Document::index).containsExactly(0, 2);
    assertThat(contents.unseen()).extracting(Unseen::what).containsExactly("document 2 of x.yaml");
  }

  @Test
  void unrenderedTemplatesAreSaid() {
    assertThat(Trees.broken("apiVersion: v1\nkind: {{ .Values.kind }}\n").why())
        .isEqualTo(
            "looks like a Helm template that was not rendered; render it first, or use --helm");
  }

  @Test
  void bracesThatParseAreNoTemplate() {
    assertThat(Trees.jsons("a: '{{ x }}'\n")).containsExactly("{\"a\":\"{{ x }}\"}");
    assertThat(Trees.jsons("{\"a\": \"{{ x }}\"}")).containsExactly("{\"a\":\"{{ x }}\"}");
  }

  @Test
  void whatIsOnlyMetWhileWalkingAndNoManifestIsNotSpokenOf() {
    var site = new SourceFile("mkdocs.yml", ".", "nav: [a\n", SourceFile.Origin.WALKED);
    assertThat(Manifests.read(site).unseen()).isEmpty();
    String text = "apiVersion: v1\nkind: Service\nmetadata: [\n";
    var manifest = new SourceFile("svc.yaml", ".", text, SourceFile.Origin.WALKED);
    assertThat(Manifests.read(manifest).unseen()).hasSize(1);
  }

  @Test
  void mergesOverrideWhatStandsBefore() {
    // As kubectl prints it: the merged value wins over the key before, and loses to the one after.
    String anchor = "x: &x {k: merged}\n";
    assertThat(Trees.json(Trees.field(anchor + "a:\n  k: own\n  <<: *x\n", "a")))
        .isEqualTo("{\"k\":\"merged\"}");
    assertThat(Trees.json(Trees.field(anchor + "a:\n  <<: *x\n  k: own\n", "a")))
        .isEqualTo("{\"k\":\"own\"}");
    assertThat(
            Trees.json(Trees.field(anchor + "y: &y {k: second, l: 2}\na:\n  <<: [*x, *y]\n", "a")))
        .isEqualTo("{\"k\":\"merged\",\"l\":2}");
  }

  @Test
  void tabsAreNamed() {
    Unseen tab = Trees.broken("a:\n\tb: c\n");
    assertThat(tab.why()).isEqualTo("found a tab; YAML is indented with spaces only");
    assertThat(String.valueOf(tab.place())).startsWith("x.yaml:2:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a: b: c | 1:5 | found a second ':' in a line; quote the value, or check the indentation",
        "a:#  b: 1# c: 2 | 3:2 | this does not fit the lines above; check the indentation and the"
            + " quotes",
        "a: 1#foo#b: 2 | 2:1 | expected a ':' after this; check the indentation",
        "a: [1, 2#b: 3 | 2:2 | expected ',' or ']' here; a bracket may not be closed",
        "a: {b: 1#c: 2 | 2:2 | expected ',' or '}' here; a bracket may not be closed",
        "x: 1#a: 'b | 2:4 | a quote is not closed",
        "a: @x | 1:4 | a value cannot start with @; quote it",
        "a: \"\\q\" | 1:6 | unknown escape \\q in double quotes; use single quotes, or write \\\\",
        "a: ]| 1:4 | expected a value here",
        "a: .inf | 1:4 | .inf is no number that JSON can hold",
        "x:#- a: x\u0001y | 2:7 | found the character U+0001, which YAML does not allow; write it"
            + " as an escape",
      })
  void problemsAreSaidWithPlaceAndRemedy(String text, String place, String sentence) {
    Unseen unseen = Trees.broken(text.replace('#', '\n') + "\n");
    assertThat(unseen.why()).isEqualTo(sentence);
    assertThat(String.valueOf(unseen.place())).isEqualTo("x.yaml:" + place);
  }

  @Test
  void unknownAndRecursiveAnchors() {
    assertThat(Trees.broken("a: *nowhere\n").why()).contains("unknown anchor");
    assertThat(Trees.broken("a: &x\n  b: *x\n").why()).contains("contains itself");
  }

  @Test
  void billionLaughs() {
    var text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      text.append(
          "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, alias))));
    }
    assertThat(Trees.broken(text.toString()).why())
        .isEqualTo("aliases multiply the document's size beyond reason");
  }

  @Test
  void quadraticBlowUp() {
    String list = "x, ".repeat(20_000);
    String aliases = "*a, ".repeat(20_000);
    assertThat(Trees.broken("a: &a [%s]\nb: [%s]\n".formatted(list, aliases)).why())
        .isEqualTo("aliases multiply the document's size beyond reason");
    var merges = new StringBuilder("a: &a {");
    for (int i = 0; i < 2_000; i++) merges.append("k").append(i).append(": 1, ");
    merges.append("}\n");
    for (int i = 0; i < 2_000; i++) merges.append("m").append(i).append(": {<<: *a}\n");
    assertThat(Trees.broken(merges.toString()).why())
        .isEqualTo("aliases multiply the document's size beyond reason");
  }

  @Test
  void ordinaryAliasesAreFine() {
    var text = new StringBuilder("a: &a {b: [1, 2, 3]}\n");
    for (int i = 0; i < 2_000; i++) text.append("k").append(i).append(": *a\n");
    assertThat(Trees.read(text.toString()).unseen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "{\"a\":", "- ", "? "})
  void deepNestingIsRefused(String open) {
    Manifests.Contents contents = Trees.read(open.repeat(100_000));
    assertThat(contents.documents()).isEmpty();
    assertThat(contents.unseen()).hasSize(1);
  }

  @Test
  void deepIndentationIsRefused() {
    var text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) text.append(" ".repeat(i)).append("a:\n");
    assertThat(Trees.broken(text.toString()).why()).isEqualTo("nested more than 200 levels deep");
  }

  @Test
  void schemasMayNestDeeplyWithinReason() {
    assertThat(Trees.read("{\"a\":".repeat(150) + "1" + "}".repeat(150)).documents()).hasSize(1);
    assertThat(Trees.read("[".repeat(150) + "]".repeat(150)).documents()).hasSize(1);
  }

  @Test
  void manyDocumentsKeepTheirOrder() {
    var text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) text.append("---\nnumber: ").append(i).append('\n');
    var documents = Trees.read(text.toString()).documents();
    assertThat(documents).hasSize(20_000);
    for (int i = 0; i < documents.size(); i++) {
      assertThat(documents.get(i).index()).isEqualTo(i);
      assertThat(documents.get(i).root().span().line()).isEqualTo(2 * i + 2);
    }
  }
}
