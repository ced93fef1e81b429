package io.svcaudit.rules.api;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// How values are read before it is known whether they are right.
public final class Values {
  private Values() {}

  /// The string under a field; null if there is none, or one that is filled in later.
  static @Nullable String string(Mapping at, String field) {
    Scalar scalar = at.scalar(field);
    return scalar != null && scalar.isString() && !isPlaceholder(scalar.text())
        ? scalar.text()
        : null;
  }

  /// How a path names an item of a list: by its name, its port, or its text; by its index where an
  /// earlier item is called the same.
  static String key(List<Node> items, int index) {
    String key = key(items.get(index));
    for (int i = 0; i < index; i++) if (key(items.get(i)).equals(key)) return "#" + index;
    return key.isEmpty() ? "#" + index : key;
  }

  private static String key(Node item) {
    return switch (item) {
      case Mapping mapping ->
          mapping.text("name").filter(n -> !n.isEmpty()).or(() -> mapping.text("port")).orElse("");
      case Scalar scalar -> scalar.text();
      case Sequence _ -> "";
    };
  }

  /// Whether a text is filled in before it is applied: `${PORT}`, `$(NAME)`, `{{ x }}`, `<host>`,
  /// `__NAME__`, `@NAME@`, `%NAME%`, `#{NAME}#`.
  public static boolean isPlaceholder(String text) {
    return text.startsWith("$")
        || text.contains("${")
        || text.contains("$(")
        || text.contains("{{")
        || text.contains("#{")
        || encloses(text, "%", "%")
        || encloses(text, "<", ">")
        || encloses(text, "__", "__")
        || encloses(text, "@", "@");
  }

  /// Whether a value is a number that the API's 32 bits hold.
  static boolean isInt32(Scalar scalar) {
    OptionalLong number = scalar.integer();
    return number.isPresent() && number.getAsLong() == (int) number.getAsLong();
  }

  /// Whether a text is a number that was put in quotes.
  static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean encloses(String text, String start, String end) {
    int first = text.indexOf(start);
    return first >= 0 && text.indexOf(end, first + start.length() + 1) >= 0;
  }
}
