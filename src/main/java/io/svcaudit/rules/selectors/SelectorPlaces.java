package io.svcaudit.rules.selectors;

import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rules of selectors point at.
final class SelectorPlaces {
  private SelectorPlaces() {}

  /// The only pair of a selector, or its first line.
  static Span of(Service service) {
    var pairs = service.selector().all().values();
    return pairs.size() == 1 ? pairs.iterator().next().span() : service.selectorSpan();
  }

  /// A label that a workload's Pods have and those of the others have not; null if there is none.
  static @Nullable Label distinguishing(Workload workload, List<Workload> others) {
    for (Label label : workload.labels().all().values()) {
      boolean shared =
          others.stream()
              .anyMatch(other -> label.value().equals(other.labels().value(label.key())));
      if (!shared && !label.key().contains("version") && !label.key().contains("chart"))
        return label;
    }
    return null;
  }
}
