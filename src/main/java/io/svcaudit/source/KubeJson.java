package io.svcaudit.source;

import io.svcaudit.source.Document.DuplicateKey;
import java.util.ArrayList;
import java.util.List;

/// Reads JSON texts that follow one another, keeping places. kubectl has a JSON parser of its own
/// for texts that start with `{`: `\/` and surrogate escapes are fine there and in YAML they are
/// not.
final class KubeJson {
  private final SourceFile file;
  private final String text;
  private final List<DuplicateKey> duplicates = new ArrayList<>();
  private int at;

  KubeJson(SourceFile file) {
    this.file = file;
    this.text = file.text();
  }

  /// Moves to the next text; lines of dashes between texts are passed over.
  boolean hasNext() {
    skipSpace();
    while (text.startsWith("---", at)) {
      at += 3;
      skipSpace();
    }
    return at < text.length();
  }

  /// Where the next text starts.
  int position() {
    return at;
  }

  Document next(int index) throws Broken {
    duplicates.clear();
    Node root = value(0);
    return new Document(file, index, root, duplicates);
  }

  private Node value(int depth) throws Broken {
    if (depth > KubeYaml.MAX_DEPTH)
      throw broken("nested more than " + KubeYaml.MAX_DEPTH + " levels deep");
    skipSpace();
    return switch (peek()) {
      case '{' -> mapping(depth);
      case '[' -> sequence(depth);
      case '"' -> string();
      default -> literal();
    };
  }

  private Mapping mapping(int depth) throws Broken {
    int start = at++;
    var fields = new Fields();
    skipSpace();
    boolean more = peek() != '}';
    while (more) {
      skipSpace();
      if (peek() != '"') throw broken("expected a field name in double quotes");
      Scalar key = string();
      expect(':');
      Node value = value(depth + 1);
      long before = fields.put(key.text(), key.place(), value);
      if (before != Place.NONE)
        duplicates.add(new DuplicateKey(key.text(), key.span(), file.span(before)));
      more = another('}');
    }
    at++;
    return fields.mapping(file, Place.of(start, at));
  }

  private Sequence sequence(int depth) throws Broken {
    int start = at++;
    var items = new ArrayList<Node>();
    skipSpace();
    boolean more = peek() != ']';
    while (more) {
      items.add(value(depth + 1));
      more = another(']');
    }
    at++;
    return new Sequence(file, Place.of(start, at), items);
  }

  /// Whether a comma comes next, which is consumed, and not the end, which is not.
  private boolean another(char end) throws Broken {
    skipSpace();
    if (peek() == end) return false;
    expect(',');
    return true;
  }

  private void expect(char c) throws Broken {
    skipSpace();
    if (peek() != c) throw broken("expected '" + c + "'");
    at++;
  }

  private Scalar string() throws Broken {
    int quote = at++;
    int start = at;
    StringBuilder unescaped = null;
    for (char c = peek(); c != '"'; c = peek()) {
      if (c < ' ') throw broken("found a line break or tab in a string; write it as \\n or \\t");
      if (c == '\\') {
        if (unescaped == null) unescaped = new StringBuilder();
        unescaped.append(text, start, at);
        unescaped.append(escape());
        start = at;
      } else {
        at++;
      }
    }
    String value =
        unescaped == null
            ? text.substring(start, at)
            : unescaped.append(text, start, at).toString();
    at++;
    return new Scalar(file, Place.of(quote, at), Scalar.Type.STRING, value);
  }

  private String escape() throws Broken {
    at++;
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> String.valueOf(c);
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'u' -> codePoint();
      default -> {
        at--;
        throw broken("unknown escape \\" + c);
      }
    };
  }

  /// A surrogate without its other half becomes U+FFFD, as Go has it.
  private String codePoint() throws Broken {
    char first = (char) hex4();
    if (!Character.isSurrogate(first)) return String.valueOf(first);
    if (Character.isHighSurrogate(first) && text.startsWith("\\u", at)) {
      int before = at;
      at += 2;
      char second = (char) hex4();
      if (Character.isLowSurrogate(second)) return "" + first + second;
      at = before;
    }
    return "\uFFFD";
  }

  private int hex4() throws Broken {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) throw broken("\\u needs four hexadecimal digits");
      value = value * 16 + digit;
      at++;
    }
    return value;
  }

  private Scalar literal() throws Broken {
    int start = at;
    while (at < text.length() && isLiteral(text.charAt(at))) at++;
    String word = text.substring(start, at);
    long place = Place.of(start, at);
    return switch (word) {
      case "true", "false" -> new Scalar(file, place, Scalar.Type.BOOLEAN, word);
      case "null" -> new Scalar(file, place, Scalar.Type.NULL, word);
      default -> {
        if (!JsonNumbers.isNumber(word)) {
          at = start;
          throw broken("expected a value in JSON");
        }
        String number = JsonNumbers.value(word, file.span(place));
        yield new Scalar(file, place, Scalar.Type.NUMBER, number);
      }
    };
  }

  private static boolean isLiteral(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
  }

  private void skipSpace() {
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return;
    }
  }

  private char peek() throws Broken {
    if (at < text.length()) return text.charAt(at);
    throw broken("the text ends too early; a bracket or quote is not closed");
  }

  private Broken broken(String sentence) {
    return new Broken(sentence, file.span(Place.of(at, at)));
  }
}
