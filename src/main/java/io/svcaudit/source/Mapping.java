package io.svcaudit.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A mapping. Its accessors read leniently: what is absent, null or of another type is simply not
/// there, so that one wrong field does not hide the rest of an object.
public final class Mapping implements Node {
  /// A field.
  public record Entry(SourceFile file, long keyPlace, Node value) {
    /// Where the field's name stands.
    public Span key() {
      return file.span(keyPlace);
    }

    /// The place of the name and the value together.
    public Span span() {
      return file.span(place());
    }

    /// The same, not worked out yet.
    public Spot spot() {
      return new Spot(file, place());
    }

    private long place() {
      if (value.file() != file) return keyPlace;
      long place = value.place();
      return Place.start(place) > Place.start(keyPlace) ? Place.from(keyPlace, place) : keyPlace;
    }
  }

  /// Whether another mapping has the same names with the same values in the same order.
  boolean hasSameFields(Mapping other) {
    if (!shape.hasSameNames(other.shape)) return false;
    for (int i = 0; i < values.length; i++)
      if (!Alike.same(values[i], other.values[i])) return false;
    return true;
  }

  interface FieldConsumer {
    void accept(String name, long key, Node value);
  }

  private static final Node[] NO_VALUES = new Node[0];

  private final SourceFile file;
  private final long place;
  private final Shape shape;
  private final Node[] values;

  /// @param values of the fields, in the order of their names
  Mapping(SourceFile file, long place, Shape shape, Node[] values) {
    this.file = file;
    this.place = place;
    this.shape = shape;
    this.values = values;
  }

  /// The same with the values of a mapping that says the same: they need not be kept twice.
  Mapping withValuesOf(Mapping other) {
    return new Mapping(file, place, shape, other.values);
  }

  static Mapping empty(SourceFile file, long place) {
    return new Mapping(file, place, Shape.EMPTY, NO_VALUES);
  }

  @Override
  public SourceFile file() {
    return file;
  }

  @Override
  public long place() {
    return place;
  }

  int indexOf(String name) {
    return shape.indexOf(name);
  }

  private @Nullable Node value(String name) {
    int at = indexOf(name);
    return at < 0 ? null : values[at];
  }

  Entry entryAt(int at) {
    return new Entry(file, shape.key(at), values[at]);
  }

  void forEach(FieldConsumer consumer) {
    for (int i = 0; i < values.length; i++) consumer.accept(shape.name(i), shape.key(i), values[i]);
  }

  /// The fields, keyed by name, in the order of the text; the last of equal keys wins, as kubectl
  /// has it.
  public Map<String, Entry> entries() {
    return new Entries(this, shape);
  }

  public boolean isEmpty() {
    return values.length == 0;
  }

  public @Nullable Entry entry(String key) {
    int at = indexOf(key);
    return at < 0 ? null : entryAt(at);
  }

  /// The value of a field; null when it is not there.
  public @Nullable Node get(String key) {
    return value(key);
  }

  /// The value at a path of field names; null when it, or a mapping on the way, is not there.
  public @Nullable Node get(String... path) {
    Node at = this;
    for (String key : path) {
      if (!(at instanceof Mapping mapping)) return null;
      at = mapping.value(key);
      if (at == null) return null;
    }
    return at;
  }

  /// The mapping under a key; an empty one standing where it would if there is none.
  public Mapping mapping(String key) {
    int index = indexOf(key);
    if (index < 0) return empty(file, place);
    return values[index] instanceof Mapping there ? there : empty(file, entryAt(index).place());
  }

  /// The mapping at a path; an empty one standing where the deepest existing part stands if there
  /// is none.
  public Mapping mapping(String... path) {
    Mapping at = this;
    for (String key : path) {
      if (at.isEmpty()) return at;
      at = at.mapping(key);
    }
    return at;
  }

  /// The items of the list under a key; empty if there is no list.
  public List<Node> items(String key) {
    return value(key) instanceof Sequence sequence ? sequence.items() : List.of();
  }

  /// The mappings among the items of the list under a key.
  public List<Mapping> mappings(String key) {
    List<Node> items = items(key);
    if (items.isEmpty()) return List.of();
    var mappings = new ArrayList<Mapping>(items.size());
    for (Node item : items) if (item instanceof Mapping mapping) mappings.add(mapping);
    return Collections.unmodifiableList(mappings);
  }

  /// The scalar under a key, if there is one that is not null.
  public @Nullable Scalar scalar(String key) {
    return value(key) instanceof Scalar scalar && !scalar.isNull() ? scalar : null;
  }

  /// The scalar at a path, if there is one that is not null.
  public @Nullable Scalar scalar(String... path) {
    return get(path) instanceof Scalar scalar && !scalar.isNull() ? scalar : null;
  }

  /// The text of the scalar under a key: of a number or boolean too, as JSON writes it.
  public Optional<String> text(String key) {
    Scalar scalar = scalar(key);
    return scalar == null ? Optional.empty() : Optional.of(scalar.text());
  }

  /// The same under a path.
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
    Node value = value(key);
    return value != null && !(value instanceof Scalar scalar && scalar.isNull());
  }

  /// The place of a field (name and value), or of the whole mapping if it is not there.
  public Span spanOf(String key) {
    Entry entry = entry(key);
    return entry == null ? span() : entry.span();
  }

  /// The same, not worked out yet.
  public Spot spotOf(String key) {
    int at = indexOf(key);
    return at < 0 ? spot() : entryAt(at).spot();
  }

  @Override
  public String typeName() {
    return "a mapping";
  }
}
