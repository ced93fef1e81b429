package io.svcaudit.topology.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Whether a connection is allowed, read off the documentation of networking.k8s.io/v1 field by
/// field for one connection at a time, in a world of which everything is known.
public record ByTheBook(List<Plain.Policy> policies) {
  private static final Map<String, byte[]> BITS = new ConcurrentHashMap<>();

  /// An end of which everything is known.
  ///
  /// @param namespace null for an address outside of the cluster
  /// @param name of the Pod
  /// @param address null for a Pod whose address blocks are not compared with
  public record Known(
      @Nullable String namespace,
      String name,
      Map<String, String> namespaceLabels,
      Map<String, String> labels,
      List<Plain.NamedPort> ports,
      @Nullable String address) {
    boolean isPod() {
      return namespace != null;
    }
  }

  /// "A connection from a source pod to a destination pod must be allowed by both the egress policy
  /// on the source pod and the ingress policy on the destination pod"; "a Pod cannot block access
  /// to itself".
  public boolean allows(Known from, Known to, String protocol, int port) {
    if (from.isPod() && from.name().equals(to.name())) return true;
    return egressAllows(from, to, protocol, port) && ingressAllows(from, to, protocol, port);
  }

  /// NetworkPolicySpec.egress: allowed if no policy selects the Pod, or if a rule matches.
  private boolean egressAllows(Known from, Known to, String protocol, int port) {
    boolean isolated = false;
    for (Plain.Policy policy : policies) {
      if (!selects(policy, from)) continue;
      List<Plain.Rule> rules = policy.egress() == null ? List.of() : policy.egress();
      // "policies that contain an egress section are assumed to affect egress"
      boolean affects =
          policy.types() == null || policy.types().isEmpty()
              ? !rules.isEmpty()
              : policy.types().contains("Egress");
      if (!affects) continue;
      isolated = true;
      for (Plain.Rule rule : rules)
        if (matches(policy, rule, to) && portMatches(rule, to, protocol, port)) return true;
    }
    return !isolated;
  }

  private boolean ingressAllows(Known from, Known to, String protocol, int port) {
    boolean isolated = false;
    for (Plain.Policy policy : policies) {
      if (!selects(policy, to)) continue;
      // "all policies (whether or not they contain an ingress section) are assumed to affect
      // ingress"
      boolean affects =
          policy.types() == null || policy.types().isEmpty() || policy.types().contains("Ingress");
      if (!affects) continue;
      isolated = true;
      if (policy.ingress() != null)
        for (Plain.Rule rule : policy.ingress())
          if (matches(policy, rule, from) && portMatches(rule, to, protocol, port)) return true;
    }
    return !isolated;
  }

  private static boolean selects(Plain.Policy policy, Known end) {
    return policy.namespace().equals(end.namespace()) && meets(policy.pods(), end.labels());
  }

  /// "If this field is empty or missing, this rule matches all sources".
  private static boolean matches(Plain.Policy policy, Plain.Rule rule, Known other) {
    if (rule.peers() == null || rule.peers().isEmpty()) return true;
    for (Plain.Peer peer : rule.peers()) if (matches(policy, peer, other)) return true;
    return false;
  }

  private static boolean matches(Plain.Policy policy, Plain.Peer peer, Known other) {
    if (peer instanceof Plain.Peer.Block(var cidr, var excepts)) {
      String address = other.address();
      if (address == null || !isIn(address, cidr)) return false;
      for (String except : excepts) if (isIn(address, except)) return false;
      return true;
    }
    if (!(peer instanceof Plain.Peer.Pods(var namespaces, var pods)) || !other.isPod())
      return false;
    boolean inNamespace =
        namespaces == null
            ? policy.namespace().equals(other.namespace())
            : meets(namespaces, other.namespaceLabels());
    return inNamespace && (pods == null || meets(pods, other.labels()));
  }

  /// "If this field is empty or missing, this rule matches all ports".
  private static boolean portMatches(Plain.Rule rule, Known to, String protocol, int port) {
    if (rule.ports() == null || rule.ports().isEmpty()) return true;
    for (Plain.Port each : rule.ports()) {
      String of = each.protocol() == null ? "TCP" : each.protocol();
      if (!of.equals(protocol)) continue;
      if (each.port() == null) return true;
      if (each.port() instanceof Integer first) {
        int last = each.endPort() == null ? first : each.endPort();
        if (first <= port && port <= last) return true;
      }
      if (each.port() instanceof String name && number(to, name, protocol) == port) return true;
    }
    return false;
  }

  /// Zero if the Pod declares no such port.
  private static int number(Known pod, String name, String protocol) {
    for (Plain.NamedPort port : pod.ports()) {
      String of = port.protocol() == null ? "TCP" : port.protocol();
      if (port.name().equals(name) && of.equals(protocol)) return port.number();
    }
    return 0;
  }

  /// kubernetes.io, Labels and Selectors.
  private static boolean meets(Plain.Selector selector, Map<String, String> labels) {
    for (Map.Entry<String, String> pair : selector.labels().entrySet())
      if (!pair.getValue().equals(labels.get(pair.getKey()))) return false;
    for (Plain.Expression each : selector.expressions()) {
      boolean has = labels.containsKey(each.key());
      boolean among = has && each.values().contains(labels.get(each.key()));
      boolean met =
          switch (each.operator()) {
            case "In" -> among;
            case "NotIn" -> !among;
            case "Exists" -> has;
            case "DoesNotExist" -> !has;
            default -> throw new IllegalArgumentException(each.operator());
          };
      if (!met) return false;
    }
    return true;
  }

  /// Bit by bit.
  static boolean isIn(String address, String cidr) {
    int slash = cidr.indexOf('/');
    byte[] bits = bits(address);
    byte[] network = bits(cidr.substring(0, slash));
    if (bits.length != network.length) return false;
    for (int i = 0; i < Integer.parseInt(cidr.substring(slash + 1)); i++)
      if (((bits[i / 8] ^ network[i / 8]) & (0x80 >> (i % 8))) != 0) return false;
    return true;
  }

  private static byte[] bits(String address) {
    return BITS.computeIfAbsent(address, text -> InetAddress.ofLiteral(text).getAddress());
  }
}
