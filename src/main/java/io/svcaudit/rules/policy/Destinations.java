package io.svcaudit.rules.policy;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The Pods that the rules of NetworkPolicies admit connections to, by the ports that they declare.
final class Destinations {
  private record Declared(ContainerPort port, Workload workload) {}

  private final Topology topology;
  private final SelectedWorkloads selected;
  private final Map<Long, List<Declared>> byNumber = new HashMap<>();

  Destinations(Topology topology) {
    this.topology = topology;
    selected = SelectedWorkloads.of(topology);
    for (Workload workload : topology.workloads())
      workload
          .template()
          .ports()
          .forEach(port ->
              byNumber
                  .computeIfAbsent(port.number(), _ -> new ArrayList<>())
                  .add(new Declared(port, workload)));
  }

  /// The ports of a number that Pods declare to which a rule surely admits connections; empty if
  /// none does, or the rule is about everyone.
  List<ContainerPort> declaring(PolicyRule rule, long number) {
    return switch (rule.direction()) {
      case INGRESS ->
          selected.by(rule.policy()).stream()
              .flatMap(workload -> workload.template().ports())
              .filter(port -> port.number() == number)
              .toList();
      case EGRESS ->
          rule.rule().peers().isEmpty()
              ? List.of()
              : byNumber.getOrDefault(number, List.of()).stream()
                  .filter(declared -> isDestination(rule, declared.workload()))
                  .map(Declared::port)
                  .toList();
    };
  }

  private boolean isDestination(PolicyRule rule, Workload workload) {
    return topology.sameUnit(workload.object(), rule.policy().object())
        && rule.rule().peers().stream()
            .anyMatch(peer ->
                topology.policies().meets(rule.policy(), peer, new End.Pods(workload))
                    == Match.YES);
  }
}
