package io.svcaudit.topology.intent;

import io.svcaudit.source.Span;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is wrong in a configuration, each thing with its place.
public final class Problems {
  private final List<String> found = new ArrayList<>();

  /// @param sentence what is wrong and what to write instead
  public void add(Span place, String sentence) {
    found.add(place + ": " + sentence);
  }

  /// A key that means nothing.
  ///
  /// @param known those that do
  public void unknownKey(Span place, String key, List<String> known) {
    add(place, "unknown key \"%s\"; %s".formatted(key, suggestion(key, known)));
  }

  /// What may have been meant.
  static String suggestion(String written, List<String> known) {
    return known.stream()
        .filter(name -> EditDistance.between(name, written) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(name -> EditDistance.between(name, written)))
        .map("did you mean \"%s\"?"::formatted)
        .orElseGet(() -> "there is " + String.join(", ", known));
  }

  /// @throws UsageException if anything is wrong
  public void raise() throws UsageException {
    if (!found.isEmpty()) throw new UsageException(found);
  }
}
