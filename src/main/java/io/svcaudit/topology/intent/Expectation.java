package io.svcaudit.topology.intent;

import io.svcaudit.source.Spot;
import io.svcaudit.topology.trace.EndText;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// A connection, and whether it is to work.
///
/// @param reason as the user gave it; may be empty
/// @param spot where it is written
public record Expectation(EndText.From from, EndText.To to, Is expected, String reason, Spot spot) {
  /// What is to come of the connection.
  public enum Is {
    ALLOWED,
    DENIED;

    /// As the user writes it.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The namespaces that its ends name; may be empty.
  Set<String> namespaces() {
    var all = new TreeSet<>(from.namespaces());
    all.addAll(to.namespaces());
    return all;
  }

  /// As the user would write it, with what is expected left out.
  @Override
  public String toString() {
    return from + " → " + to;
  }
}
