package io.svcaudit.topology;

import io.svcaudit.model.Labels;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Things of one namespace by their labels, so that a selector is compared with few of them.
final class Labelled<T> {
  private final Map<String, List<T>> byPair = new HashMap<>();
  private final List<T> all = new ArrayList<>();

  void add(T thing, Mapping labels) {
    all.add(thing);
    labels
        .entries()
        .forEach((key, entry) -> {
          if (entry.value() instanceof Scalar value)
            byPair
                .computeIfAbsent(
                    key + "=" + (value.isNull() ? "" : value.text()), _ -> new ArrayList<>())
                .add(thing);
        });
  }

  /// Everything; may be empty.
  List<T> all() {
    return all;
  }

  /// Those with the pair of the selector that the fewest have; a pair whose key may come later
  /// narrows nothing.
  List<T> fewest(Labels selector, Predicate<String> later) {
    List<T> fewest = all;
    for (Labels.Label wanted : selector.all().values()) {
      if (later.test(wanted.key())) continue;
      List<T> having = byPair.getOrDefault(wanted.key() + "=" + wanted.value(), List.of());
      if (having.size() < fewest.size()) fewest = having;
    }
    return fewest;
  }
}
