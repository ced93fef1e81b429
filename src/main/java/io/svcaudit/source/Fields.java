package io.svcaudit.source;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The few fields of a mapping. Most of what a run keeps in memory are small mappings, and a hash
/// table for each would double that.
final class Fields extends AbstractMap<String, Mapping.Entry> {
  /// Up to here looking through the names is as fast as hashing.
  private static final int FEW = 12;

  private final String[] names;
  private final Mapping.Entry[] values;

  private Fields(Map<String, Mapping.Entry> fields) {
    names = fields.keySet().toArray(new String[0]);
    values = fields.values().toArray(new Mapping.Entry[0]);
  }

  /// An unmodifiable copy in the same order.
  static Map<String, Mapping.Entry> copyOf(Map<String, Mapping.Entry> fields) {
    if (fields instanceof Fields) return fields;
    if (fields.isEmpty()) return Map.of();
    return fields.size() <= FEW
        ? new Fields(fields)
        : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public Mapping.@Nullable Entry get(@Nullable Object name) {
    for (int i = 0; i < names.length; i++) if (names[i].equals(name)) return values[i];
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Map.Entry<String, Mapping.Entry>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.length;
      }

      @Override
      public Iterator<Map.Entry<String, Mapping.Entry>> iterator() {
        return entries();
      }
    };
  }

  private Iterator<Map.Entry<String, Mapping.Entry>> entries() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < names.length;
      }

      @Override
      public Map.Entry<String, Mapping.Entry> next() {
        if (!hasNext()) throw new NoSuchElementException();
        var entry = Map.entry(names[next], values[next]);
        next++;
        return entry;
      }
    };
  }
}
