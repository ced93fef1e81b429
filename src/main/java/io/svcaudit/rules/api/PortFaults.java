package io.svcaudit.rules.api;

import io.svcaudit.model.PortRef;
import io.svcaudit.model.Service.Type;
import io.svcaudit.model.ServicePort;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Faults in `spec.ports` (core/v1 ServicePort). The names of several ports and quoted numbers have
/// rules of their own.
final class PortFaults {
  private static final Set<String> PROTOCOLS = Set.of("", "TCP", "UDP", "SCTP");
  private static final String RANGE = "must be from 1 to 65535";

  private PortFaults() {}

  static void check(Candidate candidate) {
    Mapping spec = candidate.spec();
    List<Node> items = spec.items("ports");
    boolean headless = candidate.service().headless() && candidate.is(Type.CLUSTER_IP);
    boolean mayHaveNone = headless || !candidate.isNot(Type.EXTERNAL_NAME);
    boolean none = !spec.has("ports") || spec.get("ports") instanceof Sequence;
    if (items.isEmpty() && none && !mayHaveNone) missing(candidate);
    var seen = new HashMap<String, ServicePort>();
    for (ServicePort port : candidate.service().ports()) {
      String path = "spec.ports[%s]".formatted(Values.key(items, items.indexOf(port.node())));
      one(candidate, port, path, items.size() == 1);
      ServicePort first = seen.putIfAbsent(port.port() + "/" + port.protocol(), port);
      if (first != null && port.port() > 0)
        candidate
            .faults()
            .field(
                port.node(),
                path,
                "port",
                "already taken",
                "is a second port %d with protocol %s".formatted(port.port(), port.protocol()))
            .related(first.node().spanOf("port"), "the first", null)
            .help("remove one of the two, or give it another number");
    }
  }

  private static void missing(Candidate candidate) {
    var object = candidate.service().object();
    boolean written = candidate.spec().entry("ports") != null;
    candidate
        .faults()
        .add(
            "spec.ports",
            written ? candidate.spec().spanOf("ports") : object.nameSpan(),
            "no ports",
            "must have at least one port")
        .help("write ports, or clusterIP: None for a Service that only gives Pods DNS names");
  }

  private static void one(Candidate candidate, ServicePort port, String path, boolean only) {
    Faults faults = candidate.faults();
    Mapping node = port.node();
    Scalar number = node.scalar("port");
    if (!node.has("port")) faults.field(node, path, "port", "no port", "must be written");
    else if (number != null && Values.isInt32(number) && !isPort(port.port()))
      faults.field(node, path, "port", RANGE, RANGE);
    target(faults, port, path);
    String name = Values.string(node, "name");
    String reason = !only || name == null || name.isEmpty() ? null : Names.label1123(name);
    if (reason != null) faults.field(node, path, "name", "not a port's name", reason);
    String protocol = Values.string(node, "protocol");
    if (protocol != null && !PROTOCOLS.contains(protocol))
      faults
          .field(node, path, "protocol", "no such protocol", "must be TCP, UDP or SCTP")
          .help(protocolHelp(protocol));
    String application = Values.string(node, "appProtocol");
    reason = application == null ? null : Names.qualified(application);
    if (reason != null) faults.field(node, path, "appProtocol", "not a protocol's name", reason);
    if (port.nodePort().isPresent() && candidate.is(Type.CLUSTER_IP))
      faults
          .field(
              node, path, "nodePort", "the type is ClusterIP", "is not allowed with type ClusterIP")
          .help("remove nodePort; or write type: NodePort if every node shall open it");
  }

  private static String protocolHelp(String protocol) {
    String upper = protocol.toUpperCase(Locale.ROOT);
    return PROTOCOLS.contains(upper)
        ? "write protocol: " + upper
        : "write protocol: TCP, and appProtocol for what runs over it";
  }

  private static void target(Faults faults, ServicePort port, String path) {
    switch (port.targetPort()) {
      case null -> {}
      case PortRef.Numbered(long number, var _) -> {
        if (number == (int) number && !isPort(number))
          faults.field(port.node(), path, "targetPort", RANGE, RANGE);
      }
      case PortRef.Named(String name, var _) -> {
        String reason = Values.isPlaceholder(name) ? null : Names.portName(name);
        if (reason != null && !Values.isNumber(name))
          faults.field(port.node(), path, "targetPort", "not a port's name", reason);
      }
    }
  }

  private static boolean isPort(long number) {
    return number >= 1 && number <= 65535;
  }
}
