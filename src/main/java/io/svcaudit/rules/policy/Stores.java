package io.svcaudit.rules.policy;

import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Backends;
import io.svcaudit.topology.backend.Classification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;

/// The ports of workloads that lead to private data stores. Without a Service nothing is known of a
/// port.
final class Stores {
  private final Topology topology;
  private final IdentityHashMap<Workload, List<Store>> known = new IdentityHashMap<>();

  /// @param number the port of the Pods
  /// @param name under which they declare it; empty if they do not
  record Store(Workload workload, long number, String name, String protocol, Classification what) {
    private boolean isAdmittedBy(PolicyRule rule) {
      return rule.admits(protocol, number)
          || rule.rule().ports().stream()
              .anyMatch(port ->
                  port instanceof io.svcaudit.model.NetworkPolicy.Port.Named named
                      && named.name().equals(name)
                      && named.protocol().equals(protocol));
    }
  }

  Stores(Topology topology) {
    this.topology = topology;
  }

  /// Those among the ports of some workloads that a rule is about; may be empty.
  List<Store> admittedBy(PolicyRule rule, List<Workload> workloads) {
    return workloads.stream()
        .flatMap(workload -> of(workload).stream())
        .filter(store -> store.isAdmittedBy(rule))
        .toList();
  }

  /// Those of one workload; may be empty.
  List<Store> of(Workload workload) {
    return known.computeIfAbsent(workload, this::find);
  }

  private List<Store> find(Workload workload) {
    if (workload.template().hostNetwork()) return List.of();
    var stores = new ArrayList<Store>();
    var published = new HashSet<Long>();
    for (Service service : topology.servicesSelecting(workload))
      for (ServicePort port : service.ports())
        if (Topology.target(port, workload)
            instanceof Target.Resolved(long number, var _, var declared)) {
          if (isPublished(service)) published.add(number);
          Classification what = Backends.behind(port, workload);
          if (what != null && what.kind().isPrivateStore()) {
            String name = declared == null ? "" : declared.name();
            stores.add(new Store(workload, number, name, port.protocol(), what));
          }
        }
    stores.removeIf(store -> published.contains(store.number()));
    return List.copyOf(stores);
  }

  /// Clients from outside come with whatever address: their policy has to be open.
  private boolean isPublished(Service service) {
    return service.isNodePortOrLoadBalancer() || !topology.routesTo(service).isEmpty();
  }
}
