package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.NetworkPolicy.Rule;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Connections;
import io.svcaudit.topology.policy.Isolation;
import io.svcaudit.topology.policy.Match;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Pods that need a rule of some policy for what comes in.
///
/// @param policies those that surely isolate them; at least one
/// @param ports what may come in, whoever connects
record Isolated(Workload workload, List<NetworkPolicy> policies, Connections ports) {
  /// Ports on which the proxies of a service mesh take the connections that are meant for other
  /// ports: ztunnel of Istio, the inbound port of Linkerd.
  private static final Set<Long> TUNNELS = Set.of(15008L, 4143L);

  /// Empty if it is not sure that they are isolated.
  static Optional<Isolated> of(Topology topology, Workload workload) {
    Isolation isolation = topology.policies().isolation(workload, Direction.INGRESS);
    if (isolation.holds() != Match.YES) return Optional.empty();
    Connections ports =
        Stream.concat(isolation.policies().stream(), isolation.perhaps().stream())
            .flatMap(policy -> policy.ingress().stream())
            .map(rule -> ports(topology, rule, workload))
            .reduce(Connections.NONE, Connections::union);
    return Optional.of(new Isolated(workload, isolation.policies(), ports));
  }

  /// Of several policies the one that is most about these Pods.
  NetworkPolicy closing() {
    return policies.stream()
        .filter(policy -> !isForAll(policy))
        .findFirst()
        .orElse(policies.getFirst());
  }

  /// Whether it is about all Pods of its namespace.
  static boolean isForAll(NetworkPolicy policy) {
    return policy.pods().requirements().isEmpty();
  }

  private static Connections ports(Topology topology, Rule rule, Workload workload) {
    boolean tunnel =
        rule.ports().stream()
            .anyMatch(port ->
                port instanceof Port.Range(var _, var _, long first, long last)
                    && first == last
                    && TUNNELS.contains(first));
    return tunnel ? Connections.ALL : topology.policies().connections(rule, workload);
  }
}
