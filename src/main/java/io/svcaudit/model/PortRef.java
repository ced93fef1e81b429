package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Span;
import io.svcaudit.source.Spot;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A port given by number or by name (the API's `IntOrString`).
public sealed interface PortRef {
  Spot spot();

  /// Where it is written.
  default Span span() {
    return spot().span();
  }

  /// The number or the name as it stands in a manifest, without quotes.
  String written();

  record Numbered(long number, Spot spot) implements PortRef {
    @Override
    public String written() {
      return Long.toString(number);
    }

    @Override
    public String toString() {
      return written();
    }
  }

  record Named(String name, Spot spot) implements PortRef {
    @Override
    public String written() {
      return name;
    }

    @Override
    public String toString() {
      return "\"" + name + "\"";
    }
  }

  /// Null if the field is absent, null, empty, 0 or of no fitting type: for a `targetPort` all of
  /// these mean the Service port itself.
  static @Nullable PortRef of(Mapping node, String field) {
    Scalar scalar = node.scalar(field);
    if (scalar == null) return null;
    if (scalar.isString())
      return scalar.text().isEmpty() ? null : new Named(scalar.text(), scalar.spot());
    OptionalLong number = scalar.integer();
    if (number.isEmpty() || number.getAsLong() == 0) return null;
    return new Numbered(number.getAsLong(), scalar.spot());
  }
}
