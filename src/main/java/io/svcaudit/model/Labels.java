package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Span;
import io.svcaudit.source.Spot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Labels, or an equality selector (a Service's `spec.selector`), each with its place.
///
/// @param all keyed by the label's key, in the order of the text; may be empty
public record Labels(Map<String, Label> all) {
  /// One pair; null values count as empty strings, as the API server stores them.
  ///
  /// @param spot the key and the value together
  public record Label(String key, String value, Spot spot) {
    public Span span() {
      return spot.span();
    }

    @Override
    public String toString() {
      return key + ": " + value;
    }
  }

  public static final Labels NONE = new Labels(Map.of());

  public static Labels of(Mapping node) {
    if (node.entries().isEmpty()) return NONE;
    var labels = new LinkedHashMap<String, Label>();
    node.entries()
        .forEach((key, entry) -> {
          if (entry.value() instanceof Scalar scalar)
            labels.put(key, new Label(key, scalar.isNull() ? "" : scalar.text(), entry.spot()));
        });
    return new Labels(labels);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  public @Nullable Label get(String key) {
    return all.get(key);
  }

  public @Nullable String value(String key) {
    Label label = all.get(key);
    return label == null ? null : label.value();
  }

  /// The values keyed by the labels' keys, without their places.
  public Map<String, String> pairs() {
    Map<String, String> pairs = HashMap.newHashMap(all.size());
    for (Label label : all.values()) pairs.put(label.key(), label.value());
    return pairs;
  }

  /// Whether these labels have every pair of a selector. An empty selector is matched by all
  /// labels; that a Service without selector selects nothing is the Service's affair.
  public boolean match(Labels selector) {
    for (Label wanted : selector.all.values())
      if (!wanted.value().equals(value(wanted.key()))) return false;
    return true;
  }
}
