package io.svcaudit.topology;

import io.svcaudit.topology.entry.EntryPoints;
import io.svcaudit.topology.kept.Once;

/// The ways into the cluster, found when they are first asked for.
final class Ways {
  private final Once<EntryPoints> entries = new Once<>();

  /// @param topology to find them in; nothing is told of what is read from it
  EntryPoints all(Topology topology) {
    return entries.get(() -> new EntryPoints(topology));
  }
}
