package io.svcaudit.topology;

import io.svcaudit.topology.entry.EntryPoints;
import org.jspecify.annotations.Nullable;

/// The ways into the cluster, found when they are first asked for.
final class Ways {
  private @Nullable EntryPoints entries;

  /// @param topology to find them in; nothing is told of what is read from it
  EntryPoints all(Topology topology) {
    EntryPoints known = entries;
    if (known == null) entries = known = new EntryPoints(topology);
    return known;
  }
}
