package io.svcaudit.suggest.policy;

import io.svcaudit.topology.policy.Protocol;
import java.util.Comparator;
import java.util.Optional;

/// A port of Pods.
///
/// @param number from 1 to 65535
public record SuggestedPort(Protocol protocol, int number) implements Comparable<SuggestedPort> {
  private static final Comparator<SuggestedPort> ORDER =
      Comparator.comparing(SuggestedPort::protocol).thenComparingInt(SuggestedPort::number);

  static SuggestedPort tcp(int number) {
    return new SuggestedPort(Protocol.TCP, number);
  }

  /// Empty if there is no such port or protocol.
  static Optional<SuggestedPort> of(String protocol, long number) {
    if (number < 1 || number > 65_535) return Optional.empty();
    return Protocol.of(protocol).map(known -> new SuggestedPort(known, (int) number));
  }

  @Override
  public int compareTo(SuggestedPort other) {
    return ORDER.compare(this, other);
  }
}
