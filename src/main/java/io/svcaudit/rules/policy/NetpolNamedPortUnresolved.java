package io.svcaudit.rules.policy;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.ports.ServicePods;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A port that a NetworkPolicy names and no Pod that it is about has. The name is looked up in the
/// Pod that is connected to, with the protocol; an address has no names.
public final class NetpolNamedPortUnresolved implements Rule {
  private static final int MAX_SHOWN = 3;

  @Override
  public String name() {
    return "netpol-named-port-unresolved";
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
      for (PolicyRule rule : PolicyRule.of(policy))
        for (Port port : rule.rule().ports())
          if (port instanceof Port.Named named
              && named.name().chars().anyMatch(Character::isLetter))
            check(topology, rule, named, out);
  }

  private static void check(Topology topology, PolicyRule rule, Port.Named port, Findings out) {
    boolean onlyBlocks =
        rule.direction() == Direction.EGRESS
            && !rule.rule().peers().isEmpty()
            && rule.blocks().size() == rule.rule().peers().size();
    if (onlyBlocks) {
      report(rule, port, "an address has no port of this name", out)
          .help("write the number of the port");
      return;
    }
    List<Workload> pods = lookedUpIn(topology, rule);
    if (pods.isEmpty() || pods.stream().anyMatch(each -> mayHave(topology, each, port))) return;
    var report =
        report(
                rule,
                port,
                "no container has a %s port of this name".formatted(port.protocol()),
                out)
            .confidence(confidence(topology, rule, port, pods))
            .help(help(pods, port));
    for (Workload each : pods.subList(0, Math.min(MAX_SHOWN, pods.size()))) relate(report, each);
    servicePort(topology, pods, port)
        .ifPresent(service ->
            report.related(
                service.object().nameSpan(),
                "has a port of this name, which policies do not see",
                service.object()));
  }

  /// Empty if they are not all known.
  static List<Workload> lookedUpIn(Topology topology, PolicyRule rule) {
    NetworkPolicy policy = rule.policy();
    if (rule.direction() == Direction.INGRESS) return topology.selection(policy).lasting();
    var all = new ArrayList<Workload>();
    for (Peer peer : rule.rule().peers())
      switch (peer) {
        case Peer.Block _ -> {
          // An address has no names.
        }
        case Peer.Pods pods -> {
          if (!(topology.selection(policy, pods) instanceof Selection.Selected selected)
              || pods.pods().isEmpty()) return List.of();
          all.addAll(selected.workloads());
        }
      }
    return all;
  }

  static boolean mayHave(Topology topology, Workload pods, Port.Named port) {
    return !pods.template().isComplete()
        || pods.type() == Workload.Type.KNATIVE_SERVICE
        || ServicePods.isInjected(port.name())
        || declared(topology, pods)
            .anyMatch(
                each -> each.name().equals(port.name()) && each.protocol().equals(port.protocol()));
  }

  /// With what admission added to the Pods of a cluster.
  private static Stream<ContainerPort> declared(Topology topology, Workload pods) {
    return Stream.concat(pods.template().ports(), topology.livePorts(pods));
  }

  private static Findings.Report report(
      PolicyRule rule, Port.Named port, String label, Findings out) {
    boolean only = rule.rule().ports().size() == 1;
    return out.report(
            rule.policy().object(),
            "%s.ports[%s]".formatted(rule.path(), port.name()),
            port.node().spanOf("port"),
            label,
            "%s admits nothing by port \"%s\": no Pod that it leads to has it"
                .formatted(rule.policy().object().ref(), port.name()))
        .severity(only ? Severity.HIGH : Severity.MEDIUM);
  }

  private static Confidence confidence(
      Topology topology, PolicyRule rule, Port.Named port, List<Workload> pods) {
    if (pods.stream().anyMatch(ServicePods::isInjected)) return Confidence.LOW;
    boolean explained =
        near(pods, port).isPresent() || servicePort(topology, pods, port).isPresent();
    boolean together =
        pods.stream().allMatch(each -> topology.together(each.object(), rule.policy().object()))
            && !topology.mayHoldMore(rule.policy().object());
    if (together) return Confidence.HIGH;
    return explained ? Confidence.MEDIUM : Confidence.LOW;
  }

  private static Optional<ContainerPort> near(List<Workload> pods, Port.Named port) {
    return pods.stream()
        .flatMap(each -> each.template().ports())
        .filter(each -> !each.name().isEmpty())
        .filter(each ->
            each.name().equals(port.name())
                || each.name().equalsIgnoreCase(port.name())
                || EditDistance.isNear(each.name(), port.name()))
        .findFirst();
  }

  private static Optional<Service> servicePort(
      Topology topology, List<Workload> pods, Port.Named port) {
    return pods.stream()
        .flatMap(each -> topology.servicesSelecting(each).stream())
        .filter(
            service -> service.ports().stream().anyMatch(each -> each.name().equals(port.name())))
        .findFirst();
  }

  private static String help(List<Workload> pods, Port.Named port) {
    Optional<ContainerPort> near = near(pods, port);
    if (near.isPresent())
      return near.get().name().equals(port.name())
          ? "write protocol: " + near.get().protocol()
          : "write port: " + near.get().name();
    return "name a port that the Pods declare, or write its number";
  }

  private static void relate(Findings.Report report, Workload pods) {
    var container = pods.template().containers().getFirst();
    String declared =
        pods.template().ports().map(ContainerPort::describe).collect(Collectors.joining(", "));
    report.related(
        container.node().has("ports") ? container.node().spanOf("ports") : container.nameSpan(),
        declared.isEmpty() ? "declares no port" : "declares " + declared,
        pods.object());
  }
}
