package io.svcaudit.rules.policy;

import io.svcaudit.model.Workload;
import io.svcaudit.rules.Development;
import io.svcaudit.rules.policy.Stores.Store;
import io.svcaudit.topology.Topology;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Optional;

/// Finds the data stores among workloads that no policy isolates.
final class OpenStores {
  private final Stores stores;
  private final IdentityHashMap<Workload, Optional<Store>> known = new IdentityHashMap<>();

  OpenStores(Topology topology) {
    stores = new Stores(topology);
  }

  /// What a workload surely keeps, the best known of its ports; empty if it is no private data
  /// store, if it is published, which is the greater evil, or where only developers work.
  Optional<Store> of(Workload workload) {
    return known.computeIfAbsent(workload, this::find);
  }

  private Optional<Store> find(Workload workload) {
    if (Development.holds(workload.object())) return Optional.empty();
    return stores.of(workload).stream()
        .filter(store -> store.what().isStrong())
        .max(Comparator.comparingInt(store -> store.what().score()));
  }
}
