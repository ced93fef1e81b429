package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Isolation;
import io.svcaudit.topology.policy.Match;
import io.svcaudit.topology.policy.Protocol;
import io.svcaudit.topology.policy.Resolvers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Pods that may connect out by NetworkPolicies which do not admit DNS: names do not resolve, and
/// what is admitted is never reached.
public final class EgressForgetsDns implements Rule {
  private static final int MAX_SHOWN = 3;

  /// Where the API server listens, which Pods know by its address.
  private static final Set<Long> API_SERVER = Set.of(443L, 6443L);

  @Override
  public String name() {
    return "egress-forgets-dns";
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
    var byPolicy = new LinkedHashMap<NetworkPolicy, List<Workload>>();
    var resolvers = Resolvers.of(topology);
    for (Workload workload : topology.workloads()) {
      Isolation isolation = topology.policies().isolation(workload, Direction.EGRESS);
      if (isolation.holds() != Match.YES || Resolvers.asksOthers(workload)) continue;
      if (resolvers.admits(topology, workload)) continue;
      isolation.policies().stream()
          .filter(policy -> policy.egress().stream().anyMatch(EgressForgetsDns::needsNames))
          .findFirst()
          .ifPresent(
              policy -> byPolicy.computeIfAbsent(policy, _ -> new ArrayList<>()).add(workload));
    }
    byPolicy.forEach((policy, workloads) -> report(topology, policy, workloads, out));
  }

  /// Addresses need no names, unless all are admitted.
  private static boolean needsNames(NetworkPolicy.Rule rule) {
    return rule.peers().isEmpty()
        || rule.peers().stream()
            .anyMatch(peer ->
                switch (peer) {
                  case Peer.Pods _ -> true;
                  case Peer.Block(var _, String cidr, var _) -> cidr.endsWith("/0");
                });
  }

  private static void report(
      Topology topology, NetworkPolicy policy, List<Workload> workloads, Findings out) {
    String names =
        workloads.stream()
            .limit(MAX_SHOWN)
            .map(workload -> workload.ref().kindAndName())
            .collect(Collectors.joining(", "));
    if (workloads.size() > MAX_SHOWN)
      names += " and %d more".formatted(workloads.size() - MAX_SHOWN);
    var report =
        out.report(
                policy.object(),
                "spec.egress",
                policy.object().spec().spanOf("egress"),
                "no rule admits UDP 53 to the DNS Pods",
                "%s lets %s connect out, but not ask the cluster's DNS"
                    .formatted(policy.object().ref(), names))
            .confidence(confidence(topology, policy))
            .cause(Cause.noDns(topology, policy))
            .help(
                "admit UDP and TCP 53 to the Pods k8s-app: kube-dns of the namespace"
                    + " kubernetes.io/metadata.name: kube-system");
    for (PolicyRule rule : PolicyRule.of(policy, Direction.EGRESS))
      for (Port port : rule.rule().ports()) relate(report, rule, port);
  }

  /// A rule that was meant for DNS.
  private static void relate(Findings.Report report, PolicyRule rule, Port port) {
    if (!(port instanceof Port.Range(var _, String protocol, long first, long last))) return;
    if (first > 53 || last < 53) return;
    if (!protocol.equals(Protocol.UDP.name())) {
      boolean alone = !rule.admits(Protocol.UDP.name(), 53);
      if (alone) report.related(port.node().span(), "is for %s only".formatted(protocol), null);
    } else if (!rule.rule().peers().isEmpty()) {
      report.related(
          rule.rule().peers().getFirst().node().span(),
          "does not mean the DNS Pods: they are in namespace kube-system",
          null);
    }
  }

  private static Confidence confidence(Topology topology, NetworkPolicy policy) {
    boolean onlyApiServer =
        policy.egress().stream()
            .filter(EgressForgetsDns::needsNames)
            .allMatch(rule ->
                !rule.ports().isEmpty()
                    && rule.ports().stream()
                        .allMatch(port ->
                            port instanceof Port.Range range
                                && range.first() == range.last()
                                && API_SERVER.contains(range.first())));
    boolean unsure = onlyApiServer || topology.mayHoldMore(policy.object());
    return unsure ? Confidence.MEDIUM : Confidence.HIGH;
  }
}
