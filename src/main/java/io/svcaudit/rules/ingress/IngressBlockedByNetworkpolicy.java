package io.svcaudit.rules.ingress;

import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import io.svcaudit.topology.entry.Front;
import io.svcaudit.topology.entry.Fronts;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Match;
import io.svcaudit.topology.policy.Protocol;
import io.svcaudit.topology.policy.Reachability;
import io.svcaudit.topology.policy.Side;
import io.svcaudit.topology.trace.Hop;
import io.svcaudit.topology.trace.PolicyHop;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Routes whose proxy the NetworkPolicies of the Pods behind them do not admit: requests time out
/// at the proxy.
public final class IngressBlockedByNetworkpolicy implements Rule {
  /// Pods that a proxy does not reach.
  private record Blocked(Workload pods, Protocol protocol, int port, Reachability between) {}

  @Override
  public String name() {
    return "ingress-blocked-by-networkpolicy";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.INGRESSES,
        Resource.GATEWAYS,
        Resource.ROUTES,
        Resource.CUSTOM_ROUTES,
        Resource.SERVICES,
        Resource.WORKLOADS,
        Resource.NETWORK_POLICIES,
        Resource.NAMESPACES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.networkPolicies().isEmpty()) return;
    var entries = topology.entryPoints();
    var fronts = new Fronts(topology);
    for (Service service : topology.services()) {
      var seen = new HashSet<String>();
      for (Routed route : entries.routesTo(service)) {
        Front front = fronts.of(route);
        if (front.ends().isEmpty() || route.ports().isEmpty()) continue;
        ServicePort port = route.ports().getFirst();
        if (!seen.add(route.object().ref() + " " + port.key())) continue;
        blocked(topology, service, port, front)
            .ifPresent(blocked -> report(topology, route, front, blocked, out));
      }
    }
  }

  /// Empty unless all Pods behind the Service are surely closed to the proxy.
  private static Optional<Blocked> blocked(
      Topology topology, Service service, ServicePort port, Front front) {
    Optional<Protocol> protocol = Protocol.of(port.protocol());
    if (protocol.isEmpty()) return Optional.empty();
    Blocked first = null;
    for (Workload pods : topology.selection(service).lasting()) {
      if (!(Topology.target(port, pods) instanceof Target.Resolved(long number, var _, var _))
          || number < 1
          || number > 65535) return Optional.empty();
      for (End end : front.ends()) {
        Reachability between = topology.policies().between(end, new End.Pods(pods));
        if (between.ingress().admits(protocol.get(), (int) number) != Match.NO
            || admitsNobody(between.ingress())) return Optional.empty();
        if (first == null) first = new Blocked(pods, protocol.get(), (int) number, between);
      }
    }
    return Optional.ofNullable(first);
  }

  /// Then the proxy is not the point.
  private static boolean admitsNobody(Side ingress) {
    return ingress.isolation().policies().stream()
        .allMatch(policy -> policy.rules(Direction.INGRESS).isEmpty());
  }

  private static void report(
      Topology topology, Routed route, Front front, Blocked blocked, Findings out) {
    Hop hop =
        new PolicyHop(blocked.protocol(), blocked.port())
            .of(
                blocked.between(),
                Direction.INGRESS,
                blocked.pods().object().name(),
                front.ends().getFirst());
    var report =
        out.report(
                route.object(),
                route.field(),
                route.spot().span(),
                "leads to %s %d of %s"
                    .formatted(
                        blocked.protocol(), blocked.port(), blocked.pods().ref().kindAndName()),
                "%s leads to %s, whose Pods do not admit %s"
                    .formatted(route.object().ref(), route.service().ref(), front.name()))
            .confidence(confidence(topology, route, front, blocked.between().ingress()))
            .help(hop.help());
    for (Hop.Place place : hop.places())
      report.related(place.spot().span(), hop.said(), place.object());
  }

  /// A proxy that was not read may run elsewhere; but hardly among the Pods that it serves.
  private static Confidence confidence(Topology topology, Routed route, Front front, Side ingress) {
    if (topology.mayHoldMore(route.object())) return Confidence.MEDIUM;
    boolean insular =
        ingress.isolation().policies().stream()
            .flatMap(policy -> policy.rules(Direction.INGRESS).stream())
            .flatMap(rule -> rule.peers().stream())
            .allMatch(peer -> peer instanceof Peer.Pods pods && pods.namespaces().isEmpty());
    return front.read() || insular ? Confidence.HIGH : Confidence.MEDIUM;
  }
}
