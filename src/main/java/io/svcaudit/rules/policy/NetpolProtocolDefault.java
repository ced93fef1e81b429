package io.svcaudit.rules.policy;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A rule admits a port by TCP, mostly because no protocol is written, though UDP is spoken there
/// (NetworkPolicyPort.protocol: "If not specified, this field defaults to TCP").
public final class NetpolProtocolDefault implements Rule {
  /// What is served by UDP alone, or first of all, by its number.
  private static final Map<Long, String> BY_UDP =
      Map.ofEntries(
          Map.entry(53L, "DNS"),
          Map.entry(69L, "TFTP"),
          Map.entry(123L, "NTP"),
          Map.entry(161L, "SNMP"),
          Map.entry(162L, "SNMP traps"),
          Map.entry(500L, "IKE"),
          Map.entry(514L, "syslog"),
          Map.entry(4500L, "IPsec"),
          Map.entry(4789L, "VXLAN"),
          Map.entry(8125L, "StatsD"),
          Map.entry(8472L, "VXLAN"),
          Map.entry(51820L, "WireGuard"));

  /// As often by TCP.
  private static final long SYSLOG = 514;

  @Override
  public String name() {
    return "netpol-protocol-default";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.NETWORK_POLICIES, Resource.NAMESPACES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    var destinations = new Destinations(topology);
    for (NetworkPolicy policy : topology.networkPolicies())
      for (PolicyRule rule : PolicyRule.of(policy))
        for (Port port : rule.rule().ports())
          if (port instanceof Port.Range(var _, String protocol, long first, long last)
              && protocol.equals("TCP")
              && first == last) check(topology, destinations, rule, port, first, out);
  }

  private static void check(
      Topology topology,
      Destinations destinations,
      PolicyRule rule,
      Port port,
      long number,
      Findings out) {
    boolean written = port.node().has("protocol");
    String convention = written ? null : BY_UDP.get(number);
    List<ContainerPort> declared = destinations.declaring(rule, number);
    boolean byUdp =
        !declared.isEmpty() && declared.stream().allMatch(p -> p.protocol().equals("UDP"));
    if (!byUdp && (convention == null || !declared.isEmpty())) return;
    if (isAdmittedByUdp(topology, rule, number)) return;
    String spoken =
        byUdp ? "which its Pods declare as UDP" : "where %s speaks UDP".formatted(convention);
    var report =
        out.report(
                rule.policy().object(),
                "%s.ports[%d].protocol".formatted(rule.path(), number),
                written ? port.node().spanOf("protocol") : port.node().spanOf("port"),
                written ? "" : "TCP, as no protocol is written",
                "%s admits port %d by TCP only, %s"
                    .formatted(rule.policy().object().ref(), number, spoken))
            .confidence(confidence(byUdp, written, number))
            .help("write protocol: UDP");
    if (byUdp) report.related(declared.getFirst().node().span(), "declared as UDP", null);
  }

  private static Confidence confidence(boolean declared, boolean written, long number) {
    if (declared) return written ? Confidence.MEDIUM : Confidence.HIGH;
    return number == SYSLOG ? Confidence.LOW : Confidence.MEDIUM;
  }

  /// Whether this policy or another one of the namespace admits the port by UDP.
  private static boolean isAdmittedByUdp(Topology topology, PolicyRule rule, long number) {
    NetworkPolicy own = rule.policy();
    return topology.networkPolicies().stream()
        .filter(policy -> policy.object().namespace().equals(own.object().namespace()))
        .filter(policy -> topology.sameUnit(policy.object(), own.object()))
        .flatMap(policy -> PolicyRule.of(policy, rule.direction()).stream())
        .anyMatch(each -> each.admits("UDP", number));
  }
}
