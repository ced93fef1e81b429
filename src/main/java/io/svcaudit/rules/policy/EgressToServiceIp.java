package io.svcaudit.rules.policy;

import io.svcaudit.model.Container;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Addresses;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An egress rule admits the address of a Service. Most network plugins judge a connection after it
/// was sent on to a Pod, and see the Pod's address and port.
public final class EgressToServiceIp implements Rule {
  /// Of network plugins that see the Service's address.
  private static final Set<String> SEEING = Set.of("aws-node", "kube-router");

  /// Caches on every node that answer at the address of the DNS Service.
  private static final Set<String> DNS_CACHES = Set.of("node-local-dns", "nodelocaldns");

  @Override
  public String name() {
    return "egress-to-service-ip";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.NETWORK_POLICIES, Resource.NAMESPACES, Resource.WORKLOADS, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    Map<Addresses, List<Service>> services = byAddress(topology.services());
    boolean cached = runs(topology, DNS_CACHES);
    if (runs(topology, SEEING)) return;
    for (NetworkPolicy policy : topology.networkPolicies())
      for (PolicyRule rule : PolicyRule.of(policy, Direction.EGRESS))
        for (Peer.Block block : rule.blocks())
          services.getOrDefault(Addresses.of(block), List.of()).stream()
              .filter(service -> topology.sameUnit(service.object(), policy.object()))
              .filter(service -> !(cached && isDns(service)))
              .filter(service -> !isAdmittedOtherwise(topology, policy, service, services))
              .findFirst()
              .ifPresent(service -> report(rule, block, service, out));
  }

  private static Map<Addresses, List<Service>> byAddress(List<Service> services) {
    var byAddress = new HashMap<Addresses, List<Service>>();
    for (Service service : services) {
      var texts = new ArrayList<>(Container.strings(service.spec(), "clusterIPs"));
      service.spec().text("clusterIP").filter(ip -> !texts.contains(ip)).ifPresent(texts::add);
      for (String text : texts)
        if (text.indexOf('/') < 0)
          Addresses.parse(text)
              .ifPresent(ip -> byAddress.computeIfAbsent(ip, _ -> new ArrayList<>()).add(service));
    }
    return byAddress;
  }

  private static boolean runs(Topology topology, Set<String> names) {
    return topology.workloads().stream()
        .anyMatch(workload ->
            workload.type() == Workload.Type.DAEMON_SET && names.contains(workload.ref().name()));
  }

  private static boolean isDns(Service service) {
    return service.ports().stream().anyMatch(port -> port.port() == 53);
  }

  /// Whether the policy has been written for both kinds of network plugins: it admits the Pods
  /// behind the Service as well, or, where no selector tells them, other addresses.
  private static boolean isAdmittedOtherwise(
      Topology topology,
      NetworkPolicy policy,
      Service service,
      Map<Addresses, List<Service>> services) {
    List<Workload> behind = topology.selection(service).workloads();
    for (PolicyRule rule : PolicyRule.of(policy, Direction.EGRESS)) {
      if (rule.rule().peers().isEmpty()) return true;
      for (Peer peer : rule.rule().peers()) {
        boolean admits =
            peer instanceof Peer.Block block
                ? !services.containsKey(Addresses.of(block)) && !service.selectsPods()
                : behind.stream()
                    .anyMatch(workload ->
                        topology.policies().meets(policy, peer, new End.Pods(workload))
                            != Match.NO);
        if (admits) return true;
      }
    }
    return false;
  }

  private static void report(PolicyRule rule, Peer.Block block, Service service, Findings out) {
    out.report(
            rule.policy().object(),
            rule.path(block),
            PolicyRule.place(block),
            "the address of " + service.ref(),
            ("%s admits the address of %s, but most network plugins see that of the Pod that a"
                    + " connection is sent on to")
                .formatted(rule.policy().object().ref(), service.ref()))
        .confidence(Confidence.MEDIUM)
        .help(
            service.selectsPods()
                ? "select the Pods behind it by podSelector and namespaceSelector, with their ports"
                : "admit the addresses and ports of its endpoints")
        .related(service.spec().spanOf("clusterIP"), "its clusterIP", service.object());
  }
}
