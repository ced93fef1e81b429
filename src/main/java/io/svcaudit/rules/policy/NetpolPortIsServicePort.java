package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Match;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A rule of a NetworkPolicy that names the port of a Service. Connections to a Service reach the
/// Pods on the target port, and policies see that one: the rule admits nothing that is needed.
public final class NetpolPortIsServicePort implements Rule {
  /// So many workloads on the side that connects tell enough.
  private static final int MOST_SOURCES = 20;

  @Override
  public String name() {
    return "netpol-port-is-service-port";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.NETWORK_POLICIES, Resource.WORKLOADS, Resource.NAMESPACES, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (NetworkPolicy policy : topology.networkPolicies())
      for (PolicyRule rule : PolicyRule.of(policy)) {
        if (rule.rule().ports().stream().noneMatch(Port.Range.class::isInstance)) continue;
        List<Workload> destinations = destinations(topology, rule);
        for (Port port : rule.rule().ports())
          mistaken(topology, rule, port, destinations)
              .ifPresent(translated -> report(topology, rule, port, translated, out));
      }
  }

  /// The Pods whose ports a rule is about; of the rules for what goes out only those to Pods, since
  /// one to everywhere is mostly for what is outside.
  static List<Workload> destinations(Topology topology, PolicyRule rule) {
    NetworkPolicy policy = rule.policy();
    return switch (rule.direction()) {
      case INGRESS -> topology.selection(policy).workloads();
      case EGRESS -> {
        var all = new LinkedHashSet<Workload>();
        for (Peer peer : rule.rule().peers())
          if (peer instanceof Peer.Pods pods)
            for (Workload workload : topology.selection(policy, pods).workloads())
              if (topology.policies().meets(policy, pods, new End.Pods(workload)) == Match.YES)
                all.add(workload);
        yield List.copyOf(all);
      }
    };
  }

  /// If for some of the Pods the number is that of a Service, and for none of them another one that
  /// means something.
  private static Optional<TranslatedPort> mistaken(
      Topology topology, PolicyRule rule, Port port, List<Workload> destinations) {
    Optional<TranslatedPort> first = Optional.empty();
    for (Workload pods : destinations) {
      Optional<TranslatedPort> translated = TranslatedPort.namedBy(port, pods, topology);
      if (translated.isEmpty()) {
        if (destinations.size() > 1 && listens(pods, port)) return Optional.empty();
        continue;
      }
      boolean admitted =
          switch (rule.direction()) {
            case INGRESS -> isAdmitted(topology, pods, translated.get());
            case EGRESS -> isAdmitted(topology, rule.policy(), pods, translated.get());
          };
      if (admitted) return Optional.empty();
      if (first.isEmpty()) first = translated;
    }
    return first;
  }

  private static boolean listens(Workload pods, Port port) {
    return port instanceof Port.Range(var _, String protocol, long first, var _)
        && pods.template()
            .ports()
            .anyMatch(each -> each.number() == first && each.protocol().equals(protocol));
  }

  private static boolean isAdmitted(Topology topology, Workload pods, TranslatedPort port) {
    return Isolated.of(topology, pods)
        .map(isolated -> isolated.ports().contains(port.protocol(), port.target()))
        .orElse(true);
  }

  private static boolean isAdmitted(
      Topology topology, NetworkPolicy policy, Workload to, TranslatedPort port) {
    List<Workload> sources =
        topology.selection(policy).workloads().stream()
            .filter(source ->
                topology.policies().isolation(source, Direction.EGRESS).policies().contains(policy))
            .limit(MOST_SOURCES)
            .toList();
    return sources.isEmpty()
        || sources.stream()
            .anyMatch(from ->
                topology
                    .policies()
                    .between(new End.Pods(from), new End.Pods(to))
                    .egress()
                    .possible()
                    .contains(port.protocol(), port.target()));
  }

  private static void report(
      Topology topology, PolicyRule rule, Port port, TranslatedPort translated, Findings out) {
    NetworkPolicy policy = rule.policy();
    var report =
        out.report(
                policy.object(),
                "%s.ports[%d]".formatted(rule.path(), translated.port().port()),
                port.node().spanOf("port"),
                "the port of a Service, which policies do not see",
                "%s admits port %d of %s, not port %d of its Pods, where the connections arrive"
                    .formatted(
                        policy.object().ref(),
                        translated.port().port(),
                        translated.service().ref(),
                        translated.target()))
            .confidence(confidence(topology, policy, translated))
            .help("write port: " + translated.target());
    translated.relate(report);
  }

  private static Confidence confidence(
      Topology topology, NetworkPolicy policy, TranslatedPort translated) {
    if (!topology.together(policy.object(), translated.service().object())) return Confidence.LOW;
    return topology.mayHoldMore(policy.object()) ? Confidence.MEDIUM : Confidence.HIGH;
  }
}
