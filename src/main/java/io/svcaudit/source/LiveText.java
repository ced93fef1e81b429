package io.svcaudit.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes an object of a cluster as YAML, the way `kubectl get -o yaml` shows it, and notes where
/// each of its values lands: the places of such an object are not offsets but marks, numbered in
/// the order of reading.
final class LiveText {
  /// What tells the items of a list apart, the best first.
  private static final List<String> ITEM_KEYS =
      List.of("name", "port", "containerPort", "type", "key", "host", "path", "ip");

  /// Words that YAML 1.1 takes for something else than a string.
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private static final int LONGEST_WORD = 5;

  /// The characters of ASCII that mean nothing to YAML within a value.
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (char c = 0; c < PLAIN.length; c++)
      PLAIN[c] = Character.isLetterOrDigit(c) || " -_./:=@+~%^*#".indexOf(c) >= 0;
  }

  private final StringBuilder text = new StringBuilder();
  private final List<FieldPath> fields = new ArrayList<>();
  private int[] ends = new int[64];
  private final SourceFile file;
  private final int[] marks;

  private LiveText(Mapping root) {
    this.file = root.file();
    this.marks = new int[Place.end(root.place()) + 1];
  }

  static Lines of(Mapping root) {
    var written = new LiveText(root);
    written.start(root);
    written.mapping(root, 0, null);
    written.end(root);
    return Lines.of(
        written.text.toString(), written.starts(), written.marks, List.copyOf(written.fields));
  }

  private void mapping(Mapping mapping, int indent, @Nullable FieldPath of) {
    boolean[] first = {true};
    mapping.forEach((name, key, value) -> {
      if (!first[0]) indent(indent);
      first[0] = false;
      mark(mapping.file(), Place.start(key));
      text.append(quotedIfNeeded(name));
      mark(mapping.file(), Place.end(key));
      text.append(':');
      value(value, indent, new FieldPath.Name(of, name));
    });
  }

  private void value(Node value, int indent, FieldPath path) {
    switch (value) {
      case Scalar scalar -> {
        text.append(' ');
        scalar(scalar);
        line(path);
      }
      case Mapping mapping when mapping.isEmpty() -> inline(mapping, " {}", path);
      case Sequence sequence when sequence.items().isEmpty() -> inline(sequence, " []", path);
      case Mapping mapping -> {
        line(path);
        indent(indent + 2);
        start(mapping);
        mapping(mapping, indent + 2, path);
        end(mapping);
      }
      case Sequence sequence -> {
        line(path);
        indent(indent);
        start(sequence);
        sequence(sequence, indent, path);
        end(sequence);
      }
    }
  }

  private void inline(Node empty, String sign, FieldPath path) {
    start(empty);
    text.append(sign);
    end(empty);
    line(path);
  }

  private void sequence(Sequence sequence, int indent, FieldPath path) {
    int index = 0;
    for (Node item : sequence.items()) {
      if (index > 0) indent(indent);
      var field = new FieldPath.Item(path, key(item, index++));
      text.append('-');
      if (item instanceof Mapping mapping && !mapping.isEmpty()) {
        text.append(' ');
        start(mapping);
        mapping(mapping, indent + 2, field);
        end(mapping);
      } else {
        value(item, indent, field);
      }
    }
  }

  private static String key(Node item, int index) {
    if (item instanceof Mapping mapping)
      for (String key : ITEM_KEYS) {
        Scalar scalar = mapping.scalar(key);
        if (scalar != null) return scalar.text();
      }
    return Integer.toString(index);
  }

  private void scalar(Scalar scalar) {
    start(scalar);
    text.append(scalar.isString() ? quotedIfNeeded(scalar.text()) : scalar.text());
    end(scalar);
  }

  private static String quotedIfNeeded(String value) {
    if (isPlain(value)) return value;
    var quoted = new StringBuilder("\"");
    for (char c : value.toCharArray())
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') quoted.append("\\x%02x".formatted((int) c));
          else quoted.append(c);
        }
      }
    return quoted.append('"').toString();
  }

  private static boolean isPlain(String value) {
    if (value.isEmpty() || isWord(value)) return false;
    char first = value.charAt(0);
    if (!Character.isLetter(first) && first != '/') return false;
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < PLAIN.length ? !PLAIN[c] : !Character.isLetterOrDigit(c)) return false;
      // A hash behind a blank starts a comment, a colon before one ends a key.
      if (c == ' ' || c == ':') {
        char next = i + 1 < value.length() ? value.charAt(i + 1) : ' ';
        if (next == ' ' || c == ' ' && next == '#') return false;
      }
    }
    return true;
  }

  private static boolean isWord(String value) {
    return value.length() <= LONGEST_WORD && WORDS.contains(value.toLowerCase(Locale.ROOT));
  }

  private void indent(int indent) {
    text.repeat(' ', indent);
  }

  private void line(FieldPath path) {
    text.append('\n');
    if (fields.size() == ends.length) ends = Arrays.copyOf(ends, 2 * ends.length);
    ends[fields.size()] = text.length();
    fields.add(path);
  }

  /// Where the lines start; the last one is empty.
  private int[] starts() {
    int[] starts = new int[fields.size() + 1];
    System.arraycopy(ends, 0, starts, 1, fields.size());
    return starts;
  }

  private void start(Node node) {
    mark(node.file(), Place.start(node.place()));
  }

  private void end(Node node) {
    boolean atLineStart = !text.isEmpty() && text.charAt(text.length() - 1) == '\n';
    mark(node.file(), Place.end(node.place()), text.length() - (atLineStart ? 1 : 0));
  }

  private void mark(SourceFile of, int mark) {
    mark(of, mark, text.length());
  }

  /// A part that objects share has its places in the first of them.
  private void mark(SourceFile of, int mark, int offset) {
    if (of == file) marks[mark] = offset;
  }
}
