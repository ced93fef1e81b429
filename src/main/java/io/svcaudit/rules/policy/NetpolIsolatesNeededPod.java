package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// NetworkPolicies that admit nobody to a port that a Service leads to, so that the Service can be
/// reached from nowhere, its Pods' own nodes aside; and those that admit some, but not a workload
/// which is given the Service's address.
public final class NetpolIsolatesNeededPod implements Rule {
  private static final int MAX_SHOWN = 5;

  /// A port of a Service that nobody reaches.
  private record Closed(Service service, ServicePort port, long target, Workload pods) {
    String describe() {
      return "%s %d".formatted(port.protocol(), target);
    }
  }

  @Override
  public String name() {
    return "netpol-isolates-needed-pod";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.NETWORK_POLICIES,
        Resource.WORKLOADS,
        Resource.NAMESPACES,
        Resource.SERVICES,
        Resource.CONFIG_MAPS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    var byPolicy = new LinkedHashMap<NetworkPolicy, List<Closed>>();
    for (Service service : topology.services()) {
      List<Isolated> all = isolated(topology, service);
      if (all.isEmpty()) continue;
      for (ServicePort port : service.ports())
        closed(topology, service, port, all)
            .ifPresent(closed ->
                byPolicy
                    .computeIfAbsent(all.getFirst().closing(), _ -> new ArrayList<>())
                    .add(closed));
    }
    byPolicy.forEach((policy, closed) -> report(topology, policy, closed, out));
    var excluded = new LinkedHashMap<NetworkPolicy, List<Excluded>>();
    for (Excluded each : Excluded.in(topology))
      excluded.computeIfAbsent(each.policy(), _ -> new ArrayList<>()).add(each);
    excluded.forEach((policy, clients) -> reportClients(topology, policy, clients, out));
  }

  /// The Pods behind a Service; empty if some of them are or may be open.
  private static List<Isolated> isolated(Topology topology, Service service) {
    var isolated = new ArrayList<Isolated>();
    for (Workload workload : topology.selection(service).lasting()) {
      Optional<Isolated> each = Isolated.of(topology, workload);
      if (each.isEmpty()) return List.of();
      isolated.add(each.get());
    }
    return isolated;
  }

  /// Empty if somebody may reach it, or another rule says why nobody does.
  private static Optional<Closed> closed(
      Topology topology, Service service, ServicePort port, List<Isolated> all) {
    Optional<Protocol> protocol = Protocol.of(port.protocol());
    if (protocol.isEmpty()) return Optional.empty();
    Closed closed = null;
    for (Isolated each : all) {
      if (!(Topology.target(port, each.workload()) instanceof Target.Resolved(long to, var _, var _)
          && TranslatedPort.isPort(to))) return Optional.empty();
      if (each.ports().contains(protocol.get(), (int) to)) return Optional.empty();
      if (isMistaken(topology, each, port)) return Optional.empty();
      if (closed == null) closed = new Closed(service, port, to, each.workload());
    }
    return Optional.ofNullable(closed);
  }

  /// Whether a rule names the Service's port, or a port by a name that the Pods do not have.
  private static boolean isMistaken(Topology topology, Isolated pods, ServicePort port) {
    return pods.policies().stream()
        .flatMap(policy -> PolicyRule.of(policy, Direction.INGRESS).stream())
        .flatMap(rule -> rule.rule().ports().stream())
        .anyMatch(each ->
            switch (each) {
              case Port.Range(var _, var _, long first, var _) ->
                  first == port.port()
                      && TranslatedPort.namedBy(each, pods.workload(), topology).isPresent();
              case Port.Named named ->
                  !NetpolNamedPortUnresolved.mayHave(topology, pods.workload(), named);
              case Port.Every _ -> false;
            });
  }

  private static void report(
      Topology topology, NetworkPolicy policy, List<Closed> closed, Findings out) {
    Closed first = closed.getFirst();
    long services = closed.stream().map(Closed::service).distinct().count();
    var report =
        out.report(
                policy.object(),
                "spec.ingress",
                place(policy),
                policy.ingress().isEmpty()
                    ? "admits nobody"
                    : "admits nobody to " + first.describe(),
                "%s lets nobody reach %s%s: no rule admits %s to its Pods"
                    .formatted(
                        policy.object().ref(),
                        first.service().ref(),
                        services > 1 ? " and %d more".formatted(services - 1) : "",
                        first.describe()))
            .confidence(confidence(topology, policy, closed))
            .help(
                "admit %s in an ingress rule to those who use the Service"
                    .formatted(first.describe()));
    closed.stream()
        .limit(MAX_SHOWN)
        .forEach(each ->
            report.related(
                each.port().node().spanOf("port"),
                "%s leads to %d of the Pods".formatted(each.port().describe(), each.target()),
                each.service().object()));
  }

  private static void reportClients(
      Topology topology, NetworkPolicy policy, List<Excluded> clients, Findings out) {
    Excluded first = clients.getFirst();
    Workload from = first.client().from();
    String more = clients.size() > 1 ? " and %d more".formatted(clients.size() - 1) : "";
    boolean together =
        clients.stream()
            .allMatch(each ->
                topology.sameUnit(policy.object(), each.client().from().object())
                    && topology.sameUnit(policy.object(), each.pods().object()));
    var report =
        out.report(
                policy.object(),
                "spec.ingress.from",
                place(policy),
                "does not admit them",
                "%s keeps %s%s from %s, which it is configured to call"
                    .formatted(policy.object().ref(), from.ref(), more, first.service().ref()))
            .confidence(
                together && !topology.mayHoldMore(policy.object())
                    ? Confidence.HIGH
                    : Confidence.MEDIUM)
            .help(
                "admit the Pods of %s to %s %d"
                    .formatted(from.ref().kindAndName(), first.port().protocol(), first.target()));
    clients.stream()
        .limit(MAX_SHOWN)
        .forEach(each ->
            report.related(
                each.client().span(),
                "leads to %s, %s %d of its Pods"
                    .formatted(
                        each.service().ref().kindAndName(), each.port().protocol(), each.target()),
                each.client().holder()));
  }

  private static Span place(NetworkPolicy policy) {
    Mapping spec = policy.object().spec();
    for (String field : List.of("ingress", "policyTypes", "podSelector"))
      if (spec.entry(field) != null) return spec.spanOf(field);
    return policy.object().nameSpan();
  }

  /// Who closes a whole namespace opens it for some in other policies, which may be elsewhere. The
  /// Service of a StatefulSet may be there for the names only.
  private static Confidence confidence(
      Topology topology, NetworkPolicy policy, List<Closed> closed) {
    boolean namesOnly = closed.stream().allMatch(each -> each.service().headless());
    boolean live = topology.live().at().isPresent();
    if (Isolated.isForAll(policy) || namesOnly) return live ? Confidence.MEDIUM : Confidence.LOW;
    boolean together =
        closed.stream()
            .allMatch(each ->
                topology.together(policy.object(), each.service().object())
                    && topology.together(policy.object(), each.pods().object()));
    if (!together) return Confidence.LOW;
    return topology.mayHoldMore(policy.object()) ? Confidence.MEDIUM : Confidence.HIGH;
  }
}
