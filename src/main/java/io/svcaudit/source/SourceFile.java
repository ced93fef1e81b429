package io.svcaudit.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text that manifests were read from, kept so that a report can show its lines.
public final class SourceFile {
  /// How the text came into the run; it decides what may be concluded from what is not there.
  public enum Origin {
    /// The user named this very file (`-f x.yaml`, `x.yaml`), or it came on standard input: it is
    /// meant to be applied as it is.
    NAMED,
    /// Found by walking a directory or expanding a glob: it may be a patch or a sample.
    WALKED,
    /// The output of kustomize or helm.
    RENDERED,
    /// An object of a cluster: no file has it.
    LIVE
  }

  private final String directory;
  private final Origin origin;
  private @Nullable String name;
  private final @Nullable Lines lines;
  private final @Nullable LiveTexts texts;
  private @Nullable Mapping object;

  /// Keeps a text.
  ///
  /// @param name what users see and SARIF links to: the path relative to the working directory,
  ///   with forward slashes; `-` for standard input; rendered text is named after what was
  ///   rendered, like `overlays/prod (kustomize)` or `charts/shop/templates/service.yaml (helm)`:
  ///   no file has its lines
  /// @param directory the folder that the text belongs to, same form, `.` for the working directory
  public SourceFile(String name, String directory, String text, Origin origin) {
    this.name = name;
    this.directory = directory;
    this.origin = origin;
    this.lines = Lines.of(text);
    this.texts = null;
  }

  private SourceFile(String cluster, LiveTexts texts) {
    this.directory = cluster;
    this.origin = Origin.LIVE;
    this.lines = null;
    this.texts = texts;
  }

  /// The place of an object of a cluster, which [#shows] names. Its text is the YAML of what was
  /// kept of it, written when somebody asks: most objects give no reason to.
  ///
  /// @param cluster the context that it was read through
  /// @param texts of the objects that were read with it
  static SourceFile live(String cluster, LiveTexts texts) {
    return new SourceFile(cluster, texts);
  }

  /// Says which object this is; once, before anything is asked.
  void shows(Mapping root) {
    object = root;
  }

  private Mapping object() {
    if (object == null) throw new IllegalStateException("the object was not read yet");
    return object;
  }

  private Lines lines() {
    if (lines != null) return lines;
    if (texts == null) throw new IllegalStateException("neither written nor read");
    return texts.of(this, object());
  }

  /// The path; for an object of a cluster its kind, namespace and name, as messages say it.
  public String name() {
    if (name == null) name = nameOf(object());
    return name;
  }

  private static String nameOf(Mapping object) {
    String within = object.text("metadata", "namespace").map(n -> n + "/").orElse("");
    String kind = object.text("kind").orElse("");
    return kind + " " + within + object.text("metadata", "name").orElse("");
  }

  public String directory() {
    return directory;
  }

  public String text() {
    return lines().text();
  }

  public boolean isLive() {
    return origin == Origin.LIVE;
  }

  public Origin origin() {
    return origin;
  }

  /// The number of lines; a text that ends in a newline has one empty line more.
  public int lineCount() {
    return lines().count();
  }

  /// The text of one line without its line break.
  ///
  /// @param line 1-based; must be at most [#lineCount()]
  public String line(int line) {
    return lines().line(line);
  }

  /// The path of the field that a line of a live object shows (`spec.ports[http].targetPort`);
  /// empty for the lines of a text that somebody wrote.
  ///
  /// @param line 1-based
  public String fieldAt(int line) {
    return lines().fieldAt(line);
  }

  /// The line of a position in the text, 1-based.
  int lineAt(int position) {
    return lines().lineAt(position);
  }

  /// The offset of a line and column, both 1-based, the column in code points.
  int offset(int line, int column) {
    return lines().offset(line, column);
  }

  /// What a packed [Place] stands for. A place without any character is shown one column wide.
  Span span(long place) {
    Lines text = lines();
    int start = text.position(Place.start(place));
    int end = text.position(Place.end(place));
    int line = text.lineAt(start);
    int endLine = end < text.end(line) ? line : text.lineAt(end);
    int column = text.column(line, start);
    return new Span(
        this, line, column, endLine, end == start ? column + 1 : text.column(endLine, end));
  }

  /// The place of a part of a value: the occurrence of the part within the place of the whole that
  /// is the same one as in the value. The whole place if quotes, escapes or a variable hide it.
  Span spanWithin(long place, String value, int start, int end) {
    Lines text = lines();
    int from = text.position(Place.start(place));
    int to = text.position(Place.end(place));
    String part = value.substring(start, end);
    if (part.isEmpty()) return span(place);
    int at = from - 1;
    for (int i = value.indexOf(part); ; i = value.indexOf(part, i + 1)) {
      at = text.text().indexOf(part, at + 1);
      if (at < 0 || at + part.length() > to) return span(place);
      if (i == start) break;
    }
    int line = text.lineAt(at);
    int column = text.column(line, at);
    return new Span(this, line, column, line, column + part.codePointCount(0, part.length()));
  }

  /// All lines that hold a string, as 1-based numbers in order; none of a live object, where nobody
  /// writes comments.
  public List<Integer> linesWith(String needle) {
    return isLive() ? List.of() : lines().with(needle);
  }

  @Override
  public String toString() {
    return name();
  }
}
