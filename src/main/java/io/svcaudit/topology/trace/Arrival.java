package io.svcaudit.topology.trace;

import io.svcaudit.model.Workload;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a connection arrives at the Pods of one workload.
///
/// @param workload null where no Pods are known
/// @param hops in the order of the way; empty if there is nothing that could stop it
/// @param fault what keeps these Pods from being reached by anybody, a clause; empty if nothing
///   does
public record Arrival(@Nullable Workload workload, List<Hop> hops, String fault) {
  public Arrival {
    hops = List.copyOf(hops);
  }

  public Verdict verdict() {
    return new Way(hops).verdict();
  }

  /// What stops it, or what is not known of it; empty if it works.
  public String why() {
    Verdict verdict = verdict();
    if (verdict == Verdict.OK) return "";
    return hops.stream()
        .filter(hop -> hop.verdict() == verdict)
        .map(Hop::said)
        .findFirst()
        .orElse("");
  }
}
