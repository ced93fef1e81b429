package io.svcaudit.source;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of a mapping, seen as a map.
final class Entries extends AbstractMap<String, Mapping.Entry> {
  private final Mapping mapping;
  private final Shape shape;

  Entries(Mapping mapping, Shape shape) {
    this.mapping = mapping;
    this.shape = shape;
  }

  @Override
  public int size() {
    return shape.size();
  }

  @Override
  public Mapping.@Nullable Entry get(@Nullable Object name) {
    return name instanceof String key ? mapping.entry(key) : null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String key && mapping.indexOf(key) >= 0;
  }

  @Override
  public Set<Map.Entry<String, Mapping.Entry>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return shape.size();
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
        return next < shape.size();
      }

      @Override
      public Map.Entry<String, Mapping.Entry> next() {
        if (!hasNext()) throw new NoSuchElementException();
        var entry = Map.entry(shape.name(next), mapping.entryAt(next));
        next++;
        return entry;
      }
    };
  }
}
