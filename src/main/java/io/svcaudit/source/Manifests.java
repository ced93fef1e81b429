package io.svcaudit.source;

import io.svcaudit.source.SourceFile.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Splits a text into its documents, so that a broken one costs only itself, and reads each.
public final class Manifests {
  /// Below this many characters a second thread costs more than it brings.
  private static final int WORTH_THREADS = 200_000;

  /// What a text holds.
  ///
  /// @param documents in the order of the text; empty documents are left out
  /// @param unseen the documents that could not be read; of a text that was only met while walking,
  ///   those that look like Kubernetes objects
  public record Contents(List<Document> documents, List<Unseen> unseen) {
    public Contents {
      documents = List.copyOf(documents);
      unseen = List.copyOf(unseen);
    }
  }

  /// A range of the text that holds one document, or several if it uses `...`.
  private record Part(int start, int end, int lineOffset) {}

  /// What became of a part: documents, or why there are none.
  private sealed interface Result {
    record Read(List<Document> documents) implements Result {}

    record Failed(Part part, Broken reason) implements Result {}
  }

  private final SourceFile file;
  private final List<Document> documents = new ArrayList<>();
  private final List<Unseen> unseen = new ArrayList<>();
  private int index;

  private Manifests(SourceFile file) {
    this.file = file;
  }

  /// Reads YAML or JSON. Never throws: what cannot be read is in [Contents#unseen()].
  public static Contents read(SourceFile file) {
    var manifests = new Manifests(file);
    if (isJson(file.text())) manifests.readJson();
    else manifests.readYaml(0);
    return new Contents(manifests.documents, manifests.unseen);
  }

  private static boolean isJson(String text) {
    for (int i = 0; i < text.length(); i++)
      if (!Character.isWhitespace(text.charAt(i)))
        return text.startsWith("{", i) && !text.startsWith("{{", i);
    return false;
  }

  /// What is not JSON after all is given to the YAML reader, which knows `{a: b}` and comments too.
  private void readJson() {
    var json = new KubeJson(file);
    while (json.hasNext()) {
      int start = json.position();
      try {
        Document document = json.next(index);
        if (!isEmpty(document)) documents.add(document);
        index++;
      } catch (Broken e) {
        if (file.name().endsWith(".json")) fail(new Part(start, file.text().length(), 0), e);
        else readYaml(start);
        return;
      }
    }
  }

  private void readYaml(int from) {
    List<Part> parts = yamlParts(from);
    Stream<Part> stream = parts.stream();
    if (parts.size() > 1 && file.text().length() > WORTH_THREADS) stream = stream.parallel();
    for (Result result : stream.map(this::read).toList())
      switch (result) {
        case Result.Read(var read) -> {
          for (Document document : read) {
            if (!isEmpty(document))
              documents.add(new Document(file, index, document.root(), document.duplicates()));
            index++;
          }
        }
        case Result.Failed(var part, var reason) -> fail(part, reason);
      }
  }

  private Result read(Part part) {
    try {
      String text = file.text().substring(part.start(), part.end());
      return new Result.Read(KubeYaml.read(file, text, part.lineOffset(), 0));
    } catch (Broken e) {
      return new Result.Failed(part, e);
    }
  }

  private void fail(Part part, Broken reason) {
    index++;
    String text = file.text().substring(part.start(), part.end());
    if (file.origin() == Origin.WALKED && !looksLikeObject(text)) return;
    String what = "document %d of %s".formatted(index, file.name());
    String why =
        text.contains("{{")
            ? "looks like a Helm template that was not rendered; render it first, or use --helm"
            : reason.sentence();
    unseen.add(Unseen.given(what, why, reason.place()));
  }

  private static boolean isEmpty(Document document) {
    return document.root() instanceof Scalar scalar && scalar.isNull();
  }

  /// Whether a text can hold a Kubernetes object at all; a quick look that spares parsing most
  /// other files.
  static boolean mayHoldObjects(String text) {
    return text.contains("apiVersion") && text.contains("kind");
  }

  /// Whether a text has the two fields that every Kubernetes object has, as far as can be said of a
  /// text that does not parse.
  private static boolean looksLikeObject(String text) {
    return text.lines().anyMatch(line -> startsWith(line, "apiVersion"))
        && text.lines().anyMatch(line -> startsWith(line, "kind"));
  }

  private static boolean startsWith(String line, String field) {
    return line.startsWith(field + ":") || line.stripLeading().startsWith("\"" + field + "\"");
  }

  /// Cuts before each line that starts a document. Directives and comments stay with the document
  /// after them.
  private List<Part> yamlParts(int from) {
    String text = file.text();
    var parts = new ArrayList<Part>();
    int start = from;
    boolean content = false;
    for (int at = from; at < text.length(); ) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline + 1;
      if (startsDocument(text, at)) {
        if (content) {
          parts.add(part(start, at));
          start = at;
        }
        content = isContent(text, at + 3, end);
      } else if (!content) {
        content = isContent(text, at, end);
      }
      at = end;
    }
    if (content) parts.add(part(start, text.length()));
    return parts;
  }

  private Part part(int start, int end) {
    return new Part(start, end, file.lineAt(start) - 1);
  }

  private static boolean startsDocument(String text, int at) {
    if (!text.startsWith("---", at)) return false;
    return at + 3 >= text.length() || Character.isWhitespace(text.charAt(at + 3));
  }

  private static boolean isContent(String text, int from, int to) {
    if (from < to && text.charAt(from) == '%') return false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '#') return false;
      if (!Character.isWhitespace(c) && c != '\uFEFF') return true;
    }
    return false;
  }
}
