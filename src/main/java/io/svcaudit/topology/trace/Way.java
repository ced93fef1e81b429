package io.svcaudit.topology.trace;

import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.List;

/// One way of a connection.
///
/// @param hops in the order of the way, up to where it is known; at least one
public record Way(List<Hop> hops) {
  public Way {
    hops = List.copyOf(hops);
  }

  /// Whether the connection arrives: past every hop.
  public Verdict verdict() {
    if (hops.stream().anyMatch(hop -> hop.verdict() == Verdict.NO)) return Verdict.NO;
    return hops.stream().allMatch(hop -> hop.verdict() == Verdict.OK)
        ? Verdict.OK
        : Verdict.UNKNOWN;
  }
}
