package io.svcaudit.source;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of a mapping while it is read. Most of what a run keeps in memory are small mappings:
/// three arrays instead of a hash table and an object for each field.
final class Fields {
  /// Up to here looking through the names is as fast as hashing.
  private static final int FEW = 12;

  private String[] names = new String[8];
  private long[] keys = new long[8];
  private Node[] values = new Node[8];
  private int size;
  private @Nullable Map<String, Integer> index;

  /// Makes it ready for the fields of another mapping.
  Fields cleared() {
    size = 0;
    index = null;
    return this;
  }

  private int indexOf(String name) {
    if (index != null) return index.getOrDefault(name, -1);
    for (int i = 0; i < size; i++) if (names[i].equals(name)) return i;
    return -1;
  }

  /// Sets a field; one that is there already keeps its position.
  ///
  /// @return the place of the earlier key of that name, or [Place#NONE]
  long put(String name, long key, Node value) {
    int at = indexOf(name);
    long before = at < 0 ? Place.NONE : keys[at];
    if (at < 0) at = add(name);
    keys[at] = key;
    values[at] = value;
    return before;
  }

  private int add(String name) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      keys = Arrays.copyOf(keys, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    names[size] = name;
    if (index != null) index.put(name, size);
    else if (size == FEW) index = index(Arrays.copyOf(names, size + 1));
    return size++;
  }

  private static Map<String, Integer> index(String[] names) {
    Map<String, Integer> index = HashMap.newHashMap(names.length);
    for (int i = 0; i < names.length; i++) index.put(names[i], i);
    return index;
  }

  void putAll(Mapping other) {
    other.forEach(this::put);
  }

  /// The mapping that these are the fields of.
  Mapping mapping(SourceFile file, long place) {
    var shape =
        new Shape(Words.share(Arrays.copyOf(names, size)), Arrays.copyOf(keys, size), index);
    return new Mapping(file, place, shape, Arrays.copyOf(values, size));
  }

  /// The same for an object of a cluster.
  Mapping liveMapping(SourceFile file, long place) {
    Shape shape = Shape.shared(names, keys, size, index);
    return new Mapping(file, place, shape, Arrays.copyOf(values, size));
  }
}
