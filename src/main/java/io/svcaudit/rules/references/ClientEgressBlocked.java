package io.svcaudit.rules.references;

import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Match;
import io.svcaudit.topology.policy.Protocol;
import io.svcaudit.topology.policy.Reachability;
import io.svcaudit.topology.reference.Reference;
import io.svcaudit.topology.trace.Hop;
import io.svcaudit.topology.trace.PolicyHop;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A workload that is given the address of a Service which its own NetworkPolicies do not let it
/// reach (kubernetes.io, Network Policies: both ends must allow a connection).
public final class ClientEgressBlocked implements Rule {
  /// A call that is looked at once, however often the address stands there.
  private record Call(Workload from, Service to, ServicePort port) {}

  /// What stops a connection.
  private record Refusal(Workload pods, long port, Protocol protocol, Reachability between) {}

  @Override
  public String name() {
    return "client-egress-blocked";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.SERVICES,
        Resource.WORKLOADS,
        Resource.CONFIG_MAPS,
        Resource.NETWORK_POLICIES,
        Resource.NAMESPACES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.networkPolicies().isEmpty()) return;
    var seen = new HashSet<Call>();
    for (Reference reference : topology.references().all()) {
      ServicePort port = reference.called();
      Service service = reference.service();
      if (port == null || service == null) continue;
      if (seen.add(new Call(reference.from(), service, port)))
        refusal(topology, reference.from(), service, port)
            .ifPresent(refusal -> report(reference, service, refusal, out));
    }
  }

  /// Empty unless all Pods behind the Service are surely out of reach.
  private static Optional<Refusal> refusal(
      Topology topology, Workload from, Service service, ServicePort port) {
    Optional<Protocol> protocol = Protocol.of(port.protocol());
    List<Workload> behind = topology.selection(service).lasting();
    if (protocol.isEmpty()) return Optional.empty();
    Refusal first = null;
    for (Workload pods : behind) {
      if (!(Topology.target(port, pods) instanceof Target.Resolved(long number, var _, var _)))
        return Optional.empty();
      if (number < 1 || number > 65535) return Optional.empty();
      Reachability between = topology.policies().between(new End.Pods(from), new End.Pods(pods));
      if (between.egress().admits(protocol.get(), (int) number) != Match.NO)
        return Optional.empty();
      if (first == null) first = new Refusal(pods, number, protocol.get(), between);
    }
    return Optional.ofNullable(first);
  }

  private static void report(Reference reference, Service service, Refusal refusal, Findings out) {
    Workload from = reference.from();
    Hop hop =
        new PolicyHop(refusal.protocol(), (int) refusal.port())
            .of(
                refusal.between(),
                Direction.EGRESS,
                from.object().name(),
                new End.Pods(refusal.pods()));
    var report =
        out.report(
                from.object(),
                reference.path(),
                reference.span(),
                "leads to %s %d of %s"
                    .formatted(
                        refusal.protocol(), refusal.port(), refusal.pods().ref().kindAndName()),
                "%s is given %s, but its NetworkPolicies do not let it connect there"
                    .formatted(from.ref(), service.ref()))
            .help(hop.help());
    for (Hop.Place place : hop.places())
      report.related(place.spot().span(), hop.said(), place.object());
  }
}
