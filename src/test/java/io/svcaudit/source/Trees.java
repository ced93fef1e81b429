package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.source.SourceFile.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What tests of this package need to read texts and to compare trees.
final class Trees {
  private Trees() {}

  static SourceFile named(String text) {
    return new SourceFile("x.yaml", ".", text, Origin.NAMED);
  }

  static Manifests.Contents read(String text) {
    return Manifests.read(named(text));
  }

  /// The one document of a text that must be readable.
  static Node root(String text) {
    Manifests.Contents contents = read(text);
    assertThat(contents.unseen()).isEmpty();
    assertThat(contents.documents()).hasSize(1);
    return contents.documents().getFirst().root();
  }

  /// Why a text that has one broken document cannot be read, with its place.
  static Unseen broken(String text) {
    Manifests.Contents contents = read(text);
    assertThat(contents.documents()).isEmpty();
    assertThat(contents.unseen()).hasSize(1);
    return contents.unseen().getFirst();
  }

  static List<String> jsons(String text) {
    return read(text).documents().stream().map(document -> json(document.root())).toList();
  }

  /// JSON as kubectl prints it: no spaces, fields sorted.
  static String json(Node node) {
    return switch (node) {
      case Mapping mapping ->
          new TreeMap<>(mapping.entries())
              .entrySet().stream()
                  .map(field -> quote(field.getKey()) + ":" + json(field.getValue().value()))
                  .collect(Collectors.joining(",", "{", "}"));
      case Sequence list ->
          list.items().stream().map(Trees::json).collect(Collectors.joining(",", "[", "]"));
      case Scalar scalar -> scalar.isString() ? quote(scalar.text()) : scalar.text();
    };
  }

  private static String quote(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    return '"' + escaped + '"';
  }

  /// `line:column-endLine:endColumn`.
  static String at(Node node) {
    return at(node.span());
  }

  static String at(Span span) {
    return "%d:%d-%d:%d".formatted(span.line(), span.column(), span.endLine(), span.endColumn());
  }

  /// The characters that a place covers, which must all exist.
  static String textAt(Span span) {
    var lines = new ArrayList<String>();
    for (int line = span.line(); line <= span.endLine(); line++) {
      if (line == span.endLine() && span.endColumn() == 1) break;
      int[] points = span.file().line(line).codePoints().toArray();
      int from = line == span.line() ? span.column() - 1 : 0;
      int to = line == span.endLine() ? span.endColumn() - 1 : points.length;
      lines.add(new String(points, from, to - from));
    }
    return String.join("\n", lines);
  }

  static Node field(String text, String... path) {
    return Objects.requireNonNull(((Mapping) root(text)).get(path));
  }
}
