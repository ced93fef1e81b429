package io.svcaudit.source;

/// A place in a text: lines and columns are 1-based, columns count code points, the end is
/// exclusive.
public record Span(SourceFile file, int line, int column, int endLine, int endColumn)
    implements Comparable<Span> {

  /// This place cut to its first line: what an editor underlines and code scanning shows.
  public Span firstLine() {
    if (endLine == line) return this;
    String text = file.line(line).stripTrailing();
    int end = text.codePointCount(0, text.length()) + 1;
    return new Span(file, line, column, line, Math.max(end, column + 1));
  }

  /// What stands there, on its first line.
  public String text() {
    Span first = firstLine();
    String text = file.line(line);
    int start = text.offsetByCodePoints(0, column - 1);
    int length = first.endColumn - column;
    return text.substring(start, text.offsetByCodePoints(start, length));
  }

  /// From the start of this place to the end of another in the same file.
  public Span to(Span other) {
    return new Span(file, line, column, other.endLine, other.endColumn);
  }

  @Override
  public int compareTo(Span other) {
    int byFile = file.name().compareTo(other.file.name());
    if (byFile != 0) return byFile;
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /// `file:line:column`, as compilers write it; the object and the field in a cluster.
  @Override
  public String toString() {
    if (file.isLive()) return (file.name() + " " + file.fieldAt(line)).stripTrailing();
    return file.name() + ":" + line + ":" + column;
  }
}
