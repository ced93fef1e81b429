package io.svcaudit.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    RENDERED
  }

  private final String name;
  private final String directory;
  private final String text;
  private final Origin origin;
  private final int[] lineStarts;

  /// Whether every character is one UTF-16 unit, so that columns need no counting.
  private final boolean simple;

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
    this.text = text;
    this.origin = origin;
    this.lineStarts = lineStarts(text);
    this.simple = text.codePointCount(0, text.length()) == text.length();
  }

  /// A carriage return alone ends a line too, as YAML has it.
  private static int[] lineStarts(String text) {
    int[] starts = new int[text.length() / 24 + 16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && (c != '\r' || text.startsWith("\n", i + 1))) continue;
      if (count == starts.length) starts = Arrays.copyOf(starts, count * 2);
      starts[count++] = i + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  public String name() {
    return name;
  }

  public String directory() {
    return directory;
  }

  public String text() {
    return text;
  }

  public Origin origin() {
    return origin;
  }

  /// The number of lines; a text that ends in a newline has one empty line more.
  public int lineCount() {
    return lineStarts.length;
  }

  /// The text of one line without its line break.
  ///
  /// @param line 1-based; must be at most [#lineCount()]
  public String line(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) end--;
    return text.substring(start, end);
  }

  /// The line of a position in the text, 1-based.
  int lineAt(int position) {
    int found = Arrays.binarySearch(lineStarts, position);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /// The offset of a line and column, both 1-based, the column in code points.
  int offset(int line, int column) {
    int start = lineStarts[line - 1];
    return simple ? start + column - 1 : text.offsetByCodePoints(start, column - 1);
  }

  /// What a packed [Place] stands for. A place without any character is shown one column wide.
  Span span(long place) {
    int start = Place.start(place);
    int end = Place.end(place);
    int line = lineAt(start);
    int endLine = end < lineEnd(line) ? line : lineAt(end);
    int column = column(line, start);
    return new Span(this, line, column, endLine, end == start ? column + 1 : column(endLine, end));
  }

  private int lineEnd(int line) {
    return line < lineStarts.length ? lineStarts[line] : text.length() + 1;
  }

  private int column(int line, int offset) {
    int start = lineStarts[line - 1];
    return 1 + (simple ? offset - start : text.codePointCount(start, offset));
  }

  /// All lines that hold a string, as 1-based numbers in order.
  public List<Integer> linesWith(String needle) {
    var found = new ArrayList<Integer>();
    int line = 1;
    for (int i = text.indexOf(needle); i >= 0; i = text.indexOf(needle, i + needle.length())) {
      while (line < lineStarts.length && lineStarts[line] <= i) line++;
      if (found.isEmpty() || found.getLast() != line) found.add(line);
    }
    return found;
  }

  @Override
  public String toString() {
    return name;
  }
}
