package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A networking.k8s.io/v1 NetworkPolicy.
///
/// @param pods which Pods of its namespace it isolates; an empty selector means all
/// @param isolatesIngress whether connections to them need a rule
/// @param isolatesEgress whether connections from them need a rule
/// @param ingress what may come in, in the order of the text; may be empty, which admits nothing
/// @param egress what may go out; counts only if `isolatesEgress`
public record NetworkPolicy(
    KubeObject object,
    LabelSelector pods,
    boolean isolatesIngress,
    boolean isolatesEgress,
    List<Rule> ingress,
    List<Rule> egress) {

  /// Which way a connection goes, seen from the Pod that a policy isolates.
  public enum Direction {
    EGRESS,
    INGRESS
  }

  /// What a policy admits (NetworkPolicyIngressRule, NetworkPolicyEgressRule).
  ///
  /// @param peers `from` or `to`: one of them must be met; an empty list is met by everyone
  /// @param ports one of them must be met; an empty list is met by every port of every protocol
  public record Rule(Mapping node, List<Peer> peers, List<Port> ports) {
    static Rule of(Mapping node, Direction direction) {
      String peers = direction == Direction.INGRESS ? "from" : "to";
      return new Rule(
          node,
          structs(node, peers).stream().map(Peer::of).toList(),
          structs(node, "ports").stream().map(Port::of).toList());
    }

    /// Where it is written.
    public Spot spot() {
      return node.spot();
    }
  }

  /// Who is admitted (NetworkPolicyPeer).
  public sealed interface Peer {
    Mapping node();

    /// Where it is written.
    default Spot spot() {
      return node().spot();
    }

    /// Pods by their labels and those of their namespaces. Without both selectors, which the API
    /// server rejects, it is met by nobody.
    ///
    /// @param namespaces if it is not written, the policy's own namespace is meant
    /// @param pods if it is not written, all Pods of those namespaces are meant
    record Pods(Mapping node, Optional<LabelSelector> namespaces, Optional<LabelSelector> pods)
        implements Peer {}

    /// Addresses (IPBlock).
    ///
    /// @param cidr as it is written; empty if it is not
    /// @param excepts CIDRs within it that are left out; may be empty
    record Block(Mapping node, String cidr, List<String> excepts) implements Peer {}

    private static Peer of(Mapping node) {
      if (node.has("ipBlock")) {
        Mapping block = node.mapping("ipBlock");
        return new Block(node, block.text("cidr").orElse(""), Container.strings(block, "except"));
      }
      return new Pods(node, selector(node, "namespaceSelector"), selector(node, "podSelector"));
    }

    private static Optional<LabelSelector> selector(Mapping node, String field) {
      return node.has(field)
          ? Optional.of(LabelSelector.of(node.mapping(field)))
          : Optional.empty();
    }
  }

  /// A port of the destination Pod (NetworkPolicyPort), not of a Service.
  public sealed interface Port {
    Mapping node();

    /// `TCP` if it is not written.
    String protocol();

    /// Where it is written.
    default Spot spot() {
      return node().spot();
    }

    /// Every port of the protocol: `port` is not written.
    record Every(Mapping node, String protocol) implements Port {}

    /// @param first 0 if it is no whole number
    /// @param last `endPort`, included; the first if it is not written
    record Range(Mapping node, String protocol, long first, long last) implements Port {}

    /// A port that the destination Pod declares under a name, with the same protocol.
    record Named(Mapping node, String protocol, String name) implements Port {}

    private static Port of(Mapping node) {
      String protocol = node.text("protocol").filter(p -> !p.isEmpty()).orElse("TCP");
      Scalar port = node.scalar("port");
      if (port == null) return new Every(node, protocol);
      if (port.isString()) return new Named(node, protocol, port.text());
      long first = port.integer().orElse(0);
      Scalar end = node.scalar("endPort");
      OptionalLong last = end == null ? OptionalLong.empty() : end.integer();
      return new Range(node, protocol, first, last.orElse(first));
    }
  }

  public NetworkPolicy {
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
  }

  /// Without `policyTypes` a policy is about ingress, and about egress if it has rules for it
  /// (NetworkPolicySpec.policyTypes).
  static NetworkPolicy of(KubeObject object) {
    Mapping spec = object.spec();
    List<String> types = Container.strings(spec, "policyTypes");
    boolean egress = types.isEmpty() ? !spec.items("egress").isEmpty() : types.contains("Egress");
    return new NetworkPolicy(
        object,
        LabelSelector.of(spec.mapping("podSelector")),
        types.isEmpty() || types.contains("Ingress"),
        egress,
        rules(spec, "ingress", Direction.INGRESS),
        rules(spec, "egress", Direction.EGRESS));
  }

  private static List<Rule> rules(Mapping spec, String field, Direction direction) {
    return structs(spec, field).stream().map(node -> Rule.of(node, direction)).toList();
  }

  /// The mappings of a list. A null item is an empty one, as the API server decodes it.
  private static List<Mapping> structs(Mapping node, String field) {
    var structs = new ArrayList<Mapping>();
    for (Node item : node.items(field))
      if (item instanceof Mapping mapping) structs.add(mapping);
      else if (item instanceof Scalar scalar && scalar.isNull()) structs.add(node.mapping(field));
    return List.copyOf(structs);
  }

  /// Whether it isolates a Pod for connections to it.
  public boolean isolates(LivePod pod) {
    return isolatesIngress
        && object.namespace().equals(pod.object().namespace())
        && pods.matches(pod.labels());
  }

  /// Whether the connections of its Pods that go one way need a rule.
  public boolean isolates(Direction direction) {
    return switch (direction) {
      case EGRESS -> isolatesEgress;
      case INGRESS -> isolatesIngress;
    };
  }

  /// What it admits of the connections that go one way; may be empty.
  public List<Rule> rules(Direction direction) {
    return switch (direction) {
      case EGRESS -> egress;
      case INGRESS -> ingress;
    };
  }
}
