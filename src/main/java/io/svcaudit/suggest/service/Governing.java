package io.svcaudit.suggest.service;

import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.suggest.service.PodPorts.PodPort;
import io.svcaudit.suggest.service.Suggested.Port;
import io.svcaudit.suggest.service.Suggested.Type;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The Services that give the Pods of StatefulSets their names (kubernetes.io, StatefulSets,
/// "Stable Network ID").
final class Governing {
  /// Members of these find each other before they are ready (their manuals on Kubernetes).
  private static final Set<String> CLUSTERED =
      Set.of(
          "Cassandra",
          "CockroachDB",
          "Consul",
          "Elasticsearch",
          "etcd",
          "Kafka",
          "MongoDB",
          "OpenSearch",
          "RabbitMQ",
          "ScyllaDB",
          "ZooKeeper");

  private final Topology topology;
  private final Wanted wanted;
  private final Suggestions suggestions;
  private final Set<String> made = new HashSet<>();

  Governing(Topology topology, Wanted wanted, Suggestions suggestions) {
    this.topology = topology;
    this.wanted = wanted;
    this.suggestions = suggestions;
  }

  /// Suggests the one that a workload names, unless it is there as it has to be.
  ///
  /// @return whether it is suggested, now or for another StatefulSet before
  boolean suggest(Workload workload, List<PodPort> podPorts) {
    String name = workload.serviceName();
    if (name.isEmpty()) return false;
    if (made.contains(key(workload))) return true;
    var comments = new ArrayList<String>();
    comments.add(
        "%s: headless, so that each Pod has a name of its own (spec.serviceName of the StatefulSet)"
            .formatted(Suggestions.title(workload)));
    switch (topology.service(workload.object(), name)) {
      case Resolution.Found<Service>(Service there) -> {
        if (there.headless()) return false;
        comments.add(
            "Service %s is there, but has an address, which cannot be taken from it: delete it first"
                .formatted(name));
      }
      case Resolution.Unknown<Service>(String why) -> comments.add("not seen: " + why);
      case Resolution.Absent<Service> _ -> {}
    }
    List<Port> ports = new ServicePorts(workload, podPorts, true).asked(wanted.of(workload, name));
    List<Workload> governed = governed(workload);
    PodSelector selector = PodSelector.ofAll(topology, governed);
    if (ports.isEmpty() || selector.labels().isEmpty()) return false;
    if (governed.size() > 1)
      comments.add(
          "%d StatefulSets name it: it selects the Pods of all".formatted(governed.size()));
    boolean members = isClustered(workload, podPorts);
    if (members) comments.add("members are found before they are ready, to form a cluster");
    suggestions.add(workload, name, comments, Type.HEADLESS, members, selector, ports);
    return made.add(key(workload));
  }

  private String key(Workload workload) {
    int unit = topology.unit(workload.object());
    return "%d %s/%s".formatted(unit, workload.object().namespace(), workload.serviceName());
  }

  /// The StatefulSets that name the same Service; at least the one.
  private List<Workload> governed(Workload workload) {
    return topology
        .workloadsBeside(workload.object())
        .filter(other -> key(other).equals(key(workload)))
        .toList();
  }

  private static boolean isClustered(Workload workload, List<PodPort> ports) {
    return workload.replicas().orElse(1) > 1
        && ports.stream().anyMatch(p -> p.what() != null && CLUSTERED.contains(p.what().product()));
  }
}
