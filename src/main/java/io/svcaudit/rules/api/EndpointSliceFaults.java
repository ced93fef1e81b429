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
import io.svcaudit.source.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Faults of a discovery.k8s.io/v1 EndpointSlice.
final class EndpointSliceFaults {
  private static final Fields NAMED = fields(Plain.STRING, "name");
  private static final Fields ENDPOINT =
      fields(Plain.STRING, "hostname", "nodeName", "zone")
          .with(Shape.STRINGS, "addresses")
          .with(fields(Plain.BOOLEAN, "ready", "serving", "terminating"), "conditions")
          .with(fields(new ListOf(NAMED), "forZones", "forNodes"), "hints")
          .with(Shape.LABELS, "deprecatedTopology")
          .with(Plain.ANYTHING, "targetRef");
  private static final Fields PORT =
      fields(Plain.STRING, "name", "protocol", "appProtocol").with(Plain.INTEGER, "port");

  static final Fields SHAPE =
      fields(Plain.STRING, "apiVersion", "kind", "addressType")
          .with(Shape.METADATA, "metadata")
          .with(new ListOf(ENDPOINT), "endpoints")
          .with(new ListOf(PORT), "ports");

  private static final List<String> TYPES = List.of("IPv4", "IPv6", "FQDN");
  private static final Set<String> PROTOCOLS = Set.of("", "TCP", "UDP", "SCTP");

  private static final int MAX_ENDPOINTS = 1000;
  private static final int MAX_ADDRESSES = 100;

  private final KubeObject slice;
  private final Faults faults;

  private EndpointSliceFaults(KubeObject slice, Faults faults) {
    this.slice = slice;
    this.faults = faults;
  }

  static void check(KubeObject slice, Faults faults) {
    MetadataFaults.checkNamedFreely(slice, faults);
    new EndpointSliceFaults(slice, faults).check();
  }

  private void check() {
    Mapping node = slice.node();
    String type = Values.string(node, "addressType");
    type(node, type);
    List<Node> endpoints = node.items("endpoints");
    if (endpoints.size() > MAX_ENDPOINTS)
      faults.field(
          node, "", "endpoints", "too many", "must have at most %d items".formatted(MAX_ENDPOINTS));
    for (int i = 0; i < endpoints.size(); i++)
      if (endpoints.get(i) instanceof Mapping endpoint)
        endpoint(endpoint, "endpoints[#%d]".formatted(i), type);
    ports(node.items("ports"));
  }

  private void type(Mapping node, @Nullable String type) {
    if (type == null ? !node.has("addressType") : type.isEmpty()) {
      faults
          .add("addressType", slice.nameSpan(), "no addressType", "must be written")
          .help("write addressType: IPv4 or addressType: IPv6");
      return;
    }
    if (type == null || TYPES.contains(type)) return;
    var report =
        faults.field(
            node,
            "",
            "addressType",
            "no such type",
            "must be IPv4, IPv6 or FQDN, not \"%s\"".formatted(type));
    for (String known : TYPES)
      if (known.equalsIgnoreCase(type)) report.help("write addressType: " + known);
  }

  private void endpoint(Mapping endpoint, String path, @Nullable String type) {
    List<Node> addresses = endpoint.items("addresses");
    if (addresses.isEmpty() && isList(endpoint, "addresses"))
      faults.field(endpoint, path, "addresses", "no address", "must have at least one address");
    if (addresses.size() > MAX_ADDRESSES)
      faults.field(
          endpoint,
          path,
          "addresses",
          "too many",
          "must have at most %d items".formatted(MAX_ADDRESSES));
    for (Node item : addresses) {
      if (!(item instanceof Scalar address) || !address.isString()) continue;
      if (type == null || Values.isPlaceholder(address.text())) continue;
      String reason = addressFault(address.text(), type);
      if (reason != null)
        faults.add(
            "%s.addresses[%s]".formatted(path, address.text()),
            address.span(),
            "not an address of this slice",
            reason);
    }
    String hostname = Values.string(endpoint, "hostname");
    String reason = hostname == null || hostname.isEmpty() ? null : Names.label1123(hostname);
    if (reason != null) faults.field(endpoint, path, "hostname", "not a label of DNS", reason);
  }

  /// Whether a field is absent, null or a list: decoding tells everything else.
  private static boolean isList(Mapping at, String field) {
    return !at.has(field) || at.get(field) instanceof Sequence;
  }

  private static @Nullable String addressFault(String text, String type) {
    if (type.equals("FQDN")) {
      boolean isRooted = text.length() > 1 && text.endsWith(".");
      return Names.subdomain(isRooted ? text.substring(0, text.length() - 1) : text);
    }
    if (!TYPES.contains(type)) return null;
    Address address = Address.parse(text);
    if (address == null) return "must be an IP address";
    if (address.isIpv6() != type.equals("IPv6")) return "must be an %s address".formatted(type);
    String special = address.special();
    return special == null ? null : "must not be " + special;
  }

  private void ports(List<Node> items) {
    var names = new HashMap<String, Mapping>();
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof Mapping port)) continue;
      String path = "ports[%s]".formatted(Values.key(items, i));
      String name = port.has("name") ? Values.string(port, "name") : "";
      if (name != null) name(names, port, name, path);
      String protocol = Values.string(port, "protocol");
      if (protocol == null || PROTOCOLS.contains(protocol)) continue;
      var report =
          faults.field(port, path, "protocol", "no such protocol", "must be TCP, UDP or SCTP");
      String upper = protocol.toUpperCase(Locale.ROOT);
      if (PROTOCOLS.contains(upper)) report.help("write protocol: " + upper);
    }
  }

  private void name(HashMap<String, Mapping> names, Mapping port, String name, String path) {
    String reason = name.isEmpty() ? null : Names.label1123(name);
    Mapping first = names.putIfAbsent(name, port);
    if (reason != null) faults.field(port, path, "name", "not a port's name", reason);
    else if (first != null)
      faults
          .field(
              port,
              path,
              "name",
              "taken",
              name.isEmpty()
                  ? "must be written where an earlier port has none"
                  : "is the name of an earlier port")
          .related(first.spanOf("name"), "the earlier one", null)
          .help("give each port the name that it has in the Service");
  }
}
