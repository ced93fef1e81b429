package io.svcaudit.topology.reference;

import io.svcaudit.topology.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Where addresses that lead nowhere are surely mistakes, and not parts that are installed apart:
/// in a cluster, and beside enough others that lead to Services.
public final class Settled {
  private static final int ENOUGH = 3;

  private final Topology topology;
  private final Map<Integer, Set<String>> found = new HashMap<>();

  private Settled(Topology topology) {
    this.topology = topology;
  }

  public static Settled of(Topology topology) {
    var settled = new Settled(topology);
    for (Reference reference : topology.references().all())
      if (reference.destination() instanceof Destination.Found there && !there.own())
        settled
            .found
            .computeIfAbsent(topology.unit(reference.from().object()), _ -> new HashSet<>())
            .add(there.service().object().name());
    return settled;
  }

  /// Whether an address stands in such a place.
  public boolean is(Reference reference) {
    if (topology.live().at().isPresent()) return true;
    if (topology.hasOperator(reference.from().object())) return false;
    int unit = topology.unit(reference.from().object());
    return found.getOrDefault(unit, Set.of()).size() >= ENOUGH;
  }
}
