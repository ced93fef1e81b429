package io.svcaudit.topology.trace;

import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.List;

/// How a connection goes.
///
/// @param from who connects: `web`, `internet`
/// @param to what is connected to: `api:8080`
/// @param ways one within the cluster, from outside as many as there are; at least one
public record Trace(String from, String to, List<Way> ways) {
  public Trace {
    ways = List.copyOf(ways);
  }

  static Trace of(Client client, String to, List<Hop> hops) {
    return new Trace(client.name(), to, List.of(new Way(hops)));
  }

  /// Whether the connection arrives, be it by one way only.
  public Verdict verdict() {
    if (ways.stream().anyMatch(way -> way.verdict() == Verdict.OK)) return Verdict.OK;
    return ways.stream().allMatch(way -> way.verdict() == Verdict.NO)
        ? Verdict.NO
        : Verdict.UNKNOWN;
  }
}
