package io.svcaudit.source;

import org.jspecify.annotations.Nullable;

/// Where a value stands in an object, written when somebody asks: `spec.ports[http].targetPort`.
sealed interface FieldPath {
  /// @param of null for a field of the object itself
  record Name(@Nullable FieldPath of, String name) implements FieldPath {
    @Override
    public String toString() {
      return of == null ? name : of + "." + name;
    }
  }

  /// @param key what tells the item apart: its name, port, …, or its index
  record Item(FieldPath of, String key) implements FieldPath {
    @Override
    public String toString() {
      return of + "[" + key + "]";
    }
  }
}
