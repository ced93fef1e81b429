package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Match;
import io.svcaudit.topology.policy.Protocol;
import io.svcaudit.topology.reference.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A client that Pods behind a Service do not admit, though they admit others to the same port.
///
/// @param policy that isolates the Pods
/// @param target the Pods' port
record Excluded(
    Reference client,
    Service service,
    ServicePort port,
    Workload pods,
    long target,
    NetworkPolicy policy) {
  private record Call(Workload from, Service to, ServicePort port) {}

  /// All of them, one for each client and port of a Service; may be empty.
  static List<Excluded> in(Topology topology) {
    var all = new ArrayList<Excluded>();
    var seen = new HashSet<Call>();
    for (Reference reference : topology.references().all()) {
      Service service = reference.service();
      ServicePort port = reference.called();
      if (service == null || port == null) continue;
      if (seen.add(new Call(reference.from(), service, port)))
        of(topology, reference, service, port).ifPresent(all::add);
    }
    return all;
  }

  /// Empty unless all Pods behind the Service surely do not admit the client.
  private static Optional<Excluded> of(
      Topology topology, Reference reference, Service service, ServicePort port) {
    Optional<Protocol> protocol = Protocol.of(port.protocol());
    if (protocol.isEmpty()) return Optional.empty();
    Excluded first = null;
    for (Workload pods : topology.selection(service).lasting()) {
      Optional<Isolated> isolated = Isolated.of(topology, pods);
      if (isolated.isEmpty()
          || !(Topology.target(port, pods) instanceof Target.Resolved(long to, var _, var _))
          || !TranslatedPort.isPort(to)
          || !isolated.get().ports().contains(protocol.get(), (int) to)) return Optional.empty();
      var between = topology.policies().between(new End.Pods(reference.from()), new End.Pods(pods));
      if (between.ingress().admits(protocol.get(), (int) to) != Match.NO) return Optional.empty();
      if (first == null)
        first = new Excluded(reference, service, port, pods, to, isolated.get().closing());
    }
    return Optional.ofNullable(first);
  }
}
