package io.svcaudit.suggest.service;

import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Destination;
import io.svcaudit.topology.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What clients are configured with and no Service answers: it says what Services are called.
final class Wanted {
  /// @param from who is configured with it, and where: `Deployment web in env API_URL`
  record Port(long number, String from) {}

  private final TreeMap<String, List<Port>> byName = new TreeMap<>();
  private final Topology topology;

  Wanted(Topology topology) {
    this.topology = topology;
    for (Reference reference : topology.references().all())
      switch (reference.destination()) {
        case Destination.Absent(var wanted, var _, var _) ->
            byName
                .computeIfAbsent(wanted.namespace() + "/" + wanted.name(), _ -> new ArrayList<>())
                .add(port(reference));
        case Destination.Found _,
            Destination.Unknown _,
            Destination.Itself _,
            Destination.Numeric _ -> {}
      }
  }

  private static Port port(Reference reference) {
    return new Port(
        Math.max(0, reference.address().port()),
        "%s in %s".formatted(reference.from().object().ref().kindAndName(), reference.where()));
  }

  /// The ports that a Service is asked for that is called like a workload, or a number of 0 where
  /// none is written; empty if nobody asks for one.
  List<Port> of(Workload workload) {
    return of(workload, workload.object().name());
  }

  List<Port> of(Workload workload, String service) {
    return byName.getOrDefault(workload.object().namespace() + "/" + service, List.of());
  }

  /// Whether a workload is configured with the address of another one.
  boolean calls(Workload workload) {
    return topology.references().of(workload).stream()
        .anyMatch(r ->
            r.destination() instanceof Destination.Absent
                || r.destination() instanceof Destination.Found(var _, var _, var _, var _, var own)
                    && !own);
  }
}
