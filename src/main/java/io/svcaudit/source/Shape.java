package io.svcaudit.source;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of a mapping's fields and where they stand, without the values: what the objects of a
/// cluster that were made alike have in common, as their places are marks.
final class Shape {
  static final Shape EMPTY = new Shape(new String[0], new long[0], null);

  /// A cache that forgets, like that of [Words].
  private static final Shape[] SEEN = new Shape[1 << 12];

  private final String[] names;
  private final long[] keys;
  private final @Nullable Map<String, Integer> index;

  /// @param names each once, in the order of the text
  /// @param keys where the names stand
  /// @param index the positions of the names, if there are many
  Shape(String[] names, long[] keys, @Nullable Map<String, Integer> index) {
    this.names = names;
    this.keys = keys;
    this.index = index;
  }

  /// The shape of so many fields; one that was seen before if it is the same.
  static Shape shared(String[] names, long[] keys, int size, @Nullable Map<String, Integer> index) {
    int hash = size;
    for (int i = 0; i < size; i++)
      hash = 31 * (31 * hash + names[i].hashCode()) + Place.start(keys[i]);
    int slot = (hash ^ (hash >>> 12)) & (SEEN.length - 1);
    Shape seen = SEEN[slot];
    if (seen != null && seen.has(names, keys, size)) return seen;
    var made = new Shape(Words.share(Arrays.copyOf(names, size)), Arrays.copyOf(keys, size), index);
    SEEN[slot] = made;
    return made;
  }

  private boolean has(String[] names, long[] keys, int size) {
    return Arrays.equals(this.keys, 0, this.keys.length, keys, 0, size)
        && Arrays.equals(this.names, 0, this.names.length, names, 0, size);
  }

  int size() {
    return names.length;
  }

  String name(int at) {
    return names[at];
  }

  /// Where a name stands, packed.
  long key(int at) {
    return keys[at];
  }

  /// -1 if there is no field of that name.
  int indexOf(String name) {
    if (index != null) return index.getOrDefault(name, -1);
    for (int i = 0; i < names.length; i++) if (names[i].equals(name)) return i;
    return -1;
  }

  boolean hasSameNames(Shape other) {
    return names == other.names || Arrays.equals(names, other.names);
  }
}
