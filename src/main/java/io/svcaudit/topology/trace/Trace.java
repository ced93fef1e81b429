package io.svcaudit.topology.trace;

import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.List;

/// How a connection goes.
///
/// @param from who connects: `web`, `internet`
/// @param to what is connected to: `api:8080`
/// @param hops in the order of the way, up to where it is known; at least one
public record Trace(String from, String to, List<Hop> hops) {
  public Trace {
    hops = List.copyOf(hops);
  }

  /// Whether the connection arrives.
  public Verdict verdict() {
    if (hops.stream().anyMatch(hop -> hop.verdict() == Verdict.NO)) return Verdict.NO;
    return hops.stream().allMatch(hop -> hop.verdict() == Verdict.OK)
        ? Verdict.OK
        : Verdict.UNKNOWN;
  }
}
