package io.svcaudit.rules.exposure;

import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint;
import io.svcaudit.topology.entry.EntryPoint.LoadBalancer;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The Services that routes and load balancers lead to: they show how the application of a
/// namespace is published.
final class OtherWays {
  /// @param entry the first by which connections come in
  record Way(Service service, EntryPoint entry) {}

  private record Place(int unit, String namespace) {
    static Place of(Topology topology, Service service) {
      return new Place(topology.unit(service.object()), service.ref().namespace());
    }
  }

  private final Topology topology;
  private final Map<Place, List<Way>> ways = new HashMap<>();

  OtherWays(Topology topology) {
    this.topology = topology;
    for (Service service : topology.services())
      topology.entryPoints().to(service).stream()
          .filter(entry -> entry instanceof Routed || entry instanceof LoadBalancer)
          .findFirst()
          .ifPresent(entry ->
              ways.computeIfAbsent(Place.of(topology, service), _ -> new ArrayList<>())
                  .add(new Way(service, entry)));
  }

  /// Those to other Pods of the same namespace and unit, one for each Service; may be empty.
  List<Way> beside(Service service) {
    List<Workload> own = topology.selection(service).workloads();
    return ways.getOrDefault(Place.of(topology, service), List.of()).stream()
        .filter(
            way -> topology.selection(way.service()).workloads().stream().noneMatch(own::contains))
        .toList();
  }
}
