package io.svcaudit.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text by its lines.
///
/// @param starts the offset of each line
/// @param simple whether every character is one UTF-16 unit, so that columns need no counting
/// @param marks the offset of each mark of a live object; empty for a text that somebody wrote, in
///   which a [Place] holds offsets itself
/// @param fields the path of the field that each line of a live object shows; empty for other texts
record Lines(String text, int[] starts, boolean simple, int[] marks, List<FieldPath> fields) {
  private static final int[] NO_MARKS = new int[0];

  static Lines of(String text) {
    return of(text, starts(text), NO_MARKS, List.of());
  }

  static Lines of(String text, int[] starts, int[] marks, List<FieldPath> fields) {
    boolean simple = text.codePointCount(0, text.length()) == text.length();
    return new Lines(text, starts, simple, marks, fields);
  }

  /// A carriage return alone ends a line too, as YAML has it.
  private static int[] starts(String text) {
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

  int count() {
    return starts.length;
  }

  String line(int line) {
    int start = starts[line - 1];
    int end = line < starts.length ? starts[line] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) end--;
    return text.substring(start, end);
  }

  String fieldAt(int line) {
    return line <= fields.size() ? fields.get(line - 1).toString() : "";
  }

  int lineAt(int position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found + 1 : -found - 1;
  }

  int offset(int line, int column) {
    int start = starts[line - 1];
    return simple ? start + column - 1 : text.offsetByCodePoints(start, column - 1);
  }

  /// The offset that half a [Place] stands for.
  int position(int half) {
    return marks.length == 0 ? half : marks[half];
  }

  /// Where a line ends, its line break included.
  int end(int line) {
    return line < starts.length ? starts[line] : text.length() + 1;
  }

  int column(int line, int offset) {
    int start = starts[line - 1];
    return 1 + (simple ? offset - start : text.codePointCount(start, offset));
  }

  List<Integer> with(String needle) {
    var found = new ArrayList<Integer>();
    int line = 1;
    for (int i = text.indexOf(needle); i >= 0; i = text.indexOf(needle, i + needle.length())) {
      while (line < starts.length && starts[line] <= i) line++;
      if (found.isEmpty() || found.getLast() != line) found.add(line);
    }
    return found;
  }
}
