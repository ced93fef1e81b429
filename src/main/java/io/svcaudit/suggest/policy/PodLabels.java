package io.svcaudit.suggest.policy;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A selector of Pods, as narrow as it has to be.
///
/// @param labels `matchLabels`; may be empty
/// @param without keys that the Pods must not have (`DoesNotExist`); mostly empty
public record PodLabels(Map<String, String> labels, Collection<String> without) {
  /// Selects every Pod.
  static final PodLabels ALL = of(Map.of());

  public PodLabels {
    labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    without = java.util.Collections.unmodifiableSet(new TreeSet<>(without));
  }

  static PodLabels of(Map<String, String> labels) {
    return new PodLabels(labels, java.util.Set.of());
  }
}
