package io.svcaudit.check;

import io.svcaudit.source.Manifests;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import io.svcaudit.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Objects as plain maps and lists, so that checks can change them as a client would and read them
/// again.
@NullMarked
final class Tree {
  private Tree() {}

  /// Maps, lists, strings, longs, doubles, booleans and null.
  static @Nullable Object plain(@Nullable Node node) {
    return switch (node) {
      case null -> null;
      case Mapping mapping -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        mapping.entries().forEach((key, entry) -> map.put(key, plain(entry.value())));
        yield map;
      }
      case Sequence sequence -> {
        var list = new ArrayList<@Nullable Object>();
        for (Node item : sequence.items()) list.add(plain(item));
        yield list;
      }
      case Scalar scalar ->
          switch (scalar.type()) {
            case STRING -> scalar.text();
            case NUMBER ->
                scalar.integer().isPresent()
                    ? (Object) scalar.integer().getAsLong()
                    : (Object) Double.valueOf(scalar.text());
            case BOOLEAN -> scalar.isTrue();
            case NULL -> null;
          };
    };
  }

  /// The map under a key, which is made if it is not there.
  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> map(Map<String, @Nullable Object> in, String key) {
    if (!(in.get(key) instanceof Map<?, ?>)) in.put(key, new LinkedHashMap<String, Object>());
    return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(in.get(key));
  }

  /// RFC 7396.
  static void merge(Map<String, @Nullable Object> into, Map<?, ?> patch) {
    patch.forEach((key, value) -> {
      String name = String.valueOf(key);
      if (value == null) into.remove(name);
      else if (value instanceof Map<?, ?> inner) merge(map(into, name), inner);
      else into.put(name, value);
    });
  }

  /// Reads a plain object as a manifest.
  static Mapping read(Map<String, @Nullable Object> object) {
    var file = new SourceFile("object.json", ".", json(object), SourceFile.Origin.NAMED);
    return (Mapping) Manifests.read(file).documents().getFirst().root();
  }

  static String json(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> {
        var parts = new ArrayList<String>();
        map.forEach((key, item) -> parts.add(json(String.valueOf(key)) + ": " + json(item)));
        yield "{" + String.join(", ", parts) + "}";
      }
      case List<?> list -> list.stream().map(Tree::json).toList().toString();
      case String text ->
          "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
      default -> value.toString();
    };
  }
}
