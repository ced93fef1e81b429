package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A Gateway of gateway.networking.k8s.io, or a ListenerSet, which adds listeners to one.
///
/// @param listeners may be empty
public record Gateway(KubeObject object, List<Listener> listeners) {
  /// The API group of Gateway API.
  public static final String GROUP = "gateway.networking.k8s.io";

  /// From which namespaces a listener takes routes (`allowedRoutes.namespaces.from`).
  public enum From {
    SAME,
    ALL,
    SELECTOR,
    NONE
  }

  /// An item of `spec.listeners`.
  ///
  /// @param name empty if it is not written
  /// @param hostname lower case; empty for every host
  /// @param port 0 if it is not a number
  /// @param protocol upper case where the API names it (`HTTP`, `HTTPS`, `TLS`, `TCP`, `UDP`), else
  ///   as it is written; empty if it is not written
  /// @param from `SAME` if it is not written
  /// @param namespaces what a namespace must be like where `from` is `SELECTOR`
  /// @param kinds the routes that it takes as `kind.group`; empty for those of its protocol
  public record Listener(
      Mapping node,
      String name,
      String hostname,
      long port,
      String protocol,
      From from,
      LabelSelector namespaces,
      Set<String> kinds) {
    private static final Set<String> PROTOCOLS = Set.of("HTTP", "HTTPS", "TLS", "TCP", "UDP");

    static Listener of(Mapping node) {
      var port = node.scalar("port");
      String protocol = node.text("protocol").orElse("");
      String upper = protocol.toUpperCase(Locale.ROOT);
      Mapping allowed = node.mapping("allowedRoutes");
      var kinds = new ArrayList<String>();
      for (Mapping kind : allowed.mappings("kinds"))
        kinds.add(kind.text("kind").orElse("") + "." + kind.text("group").orElse(GROUP));
      return new Listener(
          node,
          node.text("name").orElse(""),
          node.text("hostname").orElse("").toLowerCase(Locale.ROOT),
          port == null ? 0 : port.integer().orElse(0),
          PROTOCOLS.contains(upper) ? upper : protocol,
          from(allowed.text("namespaces", "from").orElse("Same")),
          LabelSelector.of(allowed.mapping("namespaces", "selector")),
          Set.copyOf(kinds));
    }

    private static From from(String written) {
      return switch (written) {
        case "All" -> From.ALL;
        case "Selector" -> From.SELECTOR;
        case "None" -> From.NONE;
        // The API server rejects every other word.
        default -> From.SAME;
      };
    }

    /// Whether its protocol and its `allowedRoutes.kinds` take routes of a type. What protocols
    /// outside of the API take is not known, so it counts as taken.
    public boolean takes(Route.Type type) {
      if (!kinds.isEmpty() && !kinds.contains(type.kind() + "." + GROUP)) return false;
      return switch (protocol) {
        case "HTTP", "HTTPS" -> type == Route.Type.HTTP || type == Route.Type.GRPC;
        case "TLS" -> type == Route.Type.TLS || (type == Route.Type.TCP && !isPassthrough());
        case "TCP" -> type == Route.Type.TCP;
        case "UDP" -> type == Route.Type.UDP;
        default -> true;
      };
    }

    public boolean isPassthrough() {
      return node.text("tls", "mode").orElse("").equals("Passthrough");
    }

    /// Where its name stands, or all of it.
    public Span span() {
      return node.spanOf("name");
    }

    /// How a path of fields names it.
    public String key() {
      return name.isEmpty() ? Long.toString(port) : name;
    }
  }

  static Gateway of(KubeObject object) {
    return new Gateway(
        object, object.spec().mappings("listeners").stream().map(Listener::of).toList());
  }

  public ObjectRef ref() {
    return object.ref();
  }

  /// Whether it adds listeners to a Gateway, and is none itself.
  public boolean isListenerSet() {
    return object.kind().equals("ListenerSet");
  }

  /// The name of its GatewayClass; empty for a ListenerSet.
  public Optional<String> className() {
    return object.spec().text("gatewayClassName");
  }

  /// The certificates of a listener; Secrets unless another kind is written.
  public List<Reference> certificates(Listener listener) {
    return listener.node().mapping("tls").mappings("certificateRefs").stream()
        .map(node -> Reference.of(object, node, "", "Secret"))
        .toList();
  }
}
