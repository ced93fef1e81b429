package io.svcaudit.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A mapping. Its accessors read leniently: what is absent, null or of another type is simply not
/// there, so that one wrong field does not hide the rest of an object.
///
/// @param entries keyed by the field's name, in the order of the text; the last of equal keys wins,
///   as kubectl has it
public record Mapping(Span span, Map<String, Entry> entries) implements Node {
  /// A field.
  ///
  /// @param key where the field's name stands
  public record Entry(Span key, Node value) {
    /// The place of the name and the value together.
    public Span span() {
      return value.span().file() == key.file() && value.span().compareTo(key) > 0
          ? key.to(value.span())
          : key;
    }
  }

  public Mapping {
    entries = Fields.copyOf(entries);
  }

  public @Nullable Entry entry(String key) {
    return entries.get(key);
  }

  /// The value at a path of field names; null when it, or a mapping on the way, is not there.
  public @Nullable Node get(String... path) {
    Node at = this;
    for (String key : path) {
      if (!(at instanceof Mapping mapping)) return null;
      Entry entry = mapping.entries.get(key);
      if (entry == null) return null;
      at = entry.value();
    }
    return at;
  }

  /// The mapping at a path; an empty one standing where the deepest existing part stands if there
  /// is none.
  public Mapping mapping(String... path) {
    Mapping at = this;
    for (String key : path) {
      Entry entry = at.entries.get(key);
      if (entry != null && entry.value() instanceof Mapping next) at = next;
      else return new Mapping(entry == null ? at.span : entry.span(), Map.of());
    }
    return at;
  }

  /// The items of the list under a key; empty if there is no list.
  public List<Node> items(String key) {
    return get(key) instanceof Sequence sequence ? sequence.items() : List.of();
  }

  /// The mappings among the items of the list under a key.
  public List<Mapping> mappings(String key) {
    return items(key).stream().filter(Mapping.class::isInstance).map(Mapping.class::cast).toList();
  }

  /// The scalar under a key, if there is one that is not null.
  public @Nullable Scalar scalar(String... path) {
    return get(path) instanceof Scalar scalar && !scalar.isNull() ? scalar : null;
  }

  /// The text of the scalar under a path: of a number or boolean too, as JSON writes it.
  public Optional<String> text(String... path) {
    Scalar scalar = scalar(path);
    return scalar == null ? Optional.empty() : Optional.of(scalar.text());
  }

  /// Whether the field is there and `true`.
  public boolean isTrue(String... path) {
    Scalar scalar = scalar(path);
    return scalar != null && scalar.isTrue();
  }

  /// Whether the field is written and not null.
  public boolean has(String key) {
    Node value = get(key);
    return value != null && !(value instanceof Scalar scalar && scalar.isNull());
  }

  /// The place of a field (name and value), or of the whole mapping if it is not there.
  public Span spanOf(String key) {
    Entry entry = entries.get(key);
    return entry == null ? span : entry.span();
  }

  @Override
  public String typeName() {
    return "a mapping";
  }
}
