package io.svcaudit.rules.api;

import static io.svcaudit.rules.api.Shape.fields;

import io.svcaudit.model.Address;
import io.svcaudit.model.KubeObject;
import io.svcaudit.rules.api.Shape.Fields;
import io.svcaudit.rules.api.Shape.ListOf;
import io.svcaudit.rules.api.Shape.Plain;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Faults of a networking.k8s.io/v1 NetworkPolicy. `endPort`, `except` and quoted numbers have
/// rules of their own.
final class NetworkPolicyFaults {
  private static final Fields PEER =
      fields(SelectorFaults.SHAPE, "podSelector", "namespaceSelector")
          .with(fields(Plain.STRING, "cidr").with(Shape.STRINGS, "except"), "ipBlock");
  private static final Fields PORT =
      fields(Plain.STRING, "protocol")
          .with(Plain.INTEGER_OR_STRING, "port")
          .with(Plain.INTEGER, "endPort");
  private static final Fields RULE = fields(new ListOf(PORT), "ports");

  static final Fields SHAPE =
      Shape.object(
          fields(SelectorFaults.SHAPE, "podSelector")
              .with(new ListOf(RULE.with(new ListOf(PEER), "from")), "ingress")
              .with(new ListOf(RULE.with(new ListOf(PEER), "to")), "egress")
              .with(Shape.STRINGS, "policyTypes"));

  private static final Set<String> PROTOCOLS = Set.of("", "TCP", "UDP", "SCTP");
  private static final String RANGE = "must be from 1 to 65535";

  private final Faults faults;

  private NetworkPolicyFaults(Faults faults) {
    this.faults = faults;
  }

  static void check(KubeObject policy, Faults faults) {
    MetadataFaults.checkNamedFreely(policy, faults);
    SelectorFaults.check(policy.spec(), "spec", "podSelector", faults);
    var rules = new NetworkPolicyFaults(faults);
    rules.types(policy.spec());
    rules.rules(policy.spec(), "ingress", "from");
    rules.rules(policy.spec(), "egress", "to");
  }

  private void types(Mapping spec) {
    List<Node> types = spec.items("policyTypes");
    if (types.size() > 2)
      faults.field(spec, "spec", "policyTypes", "too many", "must have at most two items");
    for (Node type : types) {
      if (!(type instanceof Scalar scalar) || !scalar.isString()) continue;
      String text = scalar.text();
      if (Values.isPlaceholder(text) || Set.of("Ingress", "Egress").contains(text)) continue;
      var report =
          faults.add(
              "spec.policyTypes[%s]".formatted(text),
              scalar.span(),
              "no such type",
              "must be Ingress or Egress, not \"%s\"".formatted(text));
      for (String known : List.of("Ingress", "Egress"))
        if (known.equalsIgnoreCase(text)) report.help("write " + known);
    }
  }

  private void rules(Mapping spec, String direction, String peers) {
    List<Node> rules = spec.items(direction);
    for (int i = 0; i < rules.size(); i++) {
      if (!(rules.get(i) instanceof Mapping rule)) continue;
      String path = "spec.%s[#%d]".formatted(direction, i);
      List<Node> ports = rule.items("ports");
      for (int j = 0; j < ports.size(); j++)
        if (ports.get(j) instanceof Mapping port)
          port(port, "%s.ports[%s]".formatted(path, Values.key(ports, j)));
      List<Node> all = rule.items(peers);
      for (int j = 0; j < all.size(); j++) peer(all.get(j), "%s.%s[#%d]".formatted(path, peers, j));
    }
  }

  private void port(Mapping port, String path) {
    String protocol = Values.string(port, "protocol");
    if (protocol != null && !PROTOCOLS.contains(protocol)) {
      var report =
          faults.field(port, path, "protocol", "no such protocol", "must be TCP, UDP or SCTP");
      String upper = protocol.toUpperCase(Locale.ROOT);
      if (PROTOCOLS.contains(upper)) report.help("write protocol: " + upper);
    }
    Scalar number = port.scalar("port");
    if (number == null) return;
    if (!number.isString()) {
      boolean inRange =
          number.integer().isPresent()
              && number.integer().getAsLong() >= 1
              && number.integer().getAsLong() <= 65535;
      if (Values.isInt32(number) && !inRange) faults.field(port, path, "port", RANGE, RANGE);
      return;
    }
    String name = Values.string(port, "port");
    String reason = name == null || Values.isNumber(name) ? null : Names.portName(name);
    if (reason != null) faults.field(port, path, "port", "not a port's name", reason);
  }

  private void peer(Node node, String path) {
    if (!(node instanceof Mapping peer)) {
      if (node instanceof Scalar scalar && scalar.isNull())
        faults.add(path, node.span(), "names nobody", "must name a peer");
      return;
    }
    boolean selects = peer.has("podSelector") || peer.has("namespaceSelector");
    boolean blank = peer.entries().values().stream().allMatch(e -> isNull(e.value()));
    if (blank)
      faults
          .add(path, peer.span(), "names nobody", "must name a peer")
          .help(
              "write podSelector: {} for every Pod of the namespace, or remove the list for"
                  + " everyone");
    if (selects && peer.has("ipBlock"))
      faults
          .field(
              peer,
              path,
              "ipBlock",
              "beside a selector",
              "is not allowed beside podSelector or namespaceSelector")
          .help("make two items of it; each of them admits for itself");
    SelectorFaults.check(peer, path, "podSelector", faults);
    SelectorFaults.check(peer, path, "namespaceSelector", faults);
    if (peer.get("ipBlock") instanceof Mapping block) block(block, path + ".ipBlock");
  }

  private static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.isNull();
  }

  private void block(Mapping block, String path) {
    String cidr = Values.string(block, "cidr");
    if (cidr == null ? !block.has("cidr") : cidr.isEmpty()) {
      faults.field(block, path, "cidr", "no CIDR", "must be written");
      return;
    }
    if (cidr != null && !Address.isCidr(cidr))
      faults
          .field(block, path, "cidr", "no CIDR", "must be an address, a slash and a length")
          .help(help(cidr));
    for (Node item : block.items("except")) {
      if (!(item instanceof Scalar scalar) || !scalar.isString()) continue;
      String except = scalar.text();
      if (Values.isPlaceholder(except) || Address.isCidr(except)) continue;
      faults
          .add(
              "%s.except[%s]".formatted(path, except),
              scalar.span(),
              "no CIDR",
              "must be an address, a slash and a length")
          .help(help(except));
    }
  }

  private static String help(String text) {
    Address address = Address.parse(text);
    return address == null
        ? "write it like 10.0.0.0/8"
        : "write %s/%d for this one address".formatted(text, address.isIpv6() ? 128 : 32);
  }
}
