package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One item of a Service's `spec.ports`.
///
/// @param name empty if it has none
/// @param port 0 if it is not a number
/// @param protocol `TCP` if it is not written
/// @param targetPort null if it is not written; the target is then the number of the port
public record ServicePort(
    Mapping node,
    String name,
    long port,
    String protocol,
    @Nullable PortRef targetPort,
    OptionalLong nodePort,
    String appProtocol) {

  static ServicePort of(Mapping node) {
    var port = node.scalar("port");
    var nodePort = node.scalar("nodePort");
    OptionalLong published = nodePort == null ? OptionalLong.empty() : nodePort.integer();
    return new ServicePort(
        node,
        node.text("name").orElse(""),
        port == null ? 0 : port.integer().orElse(0),
        node.text("protocol").filter(p -> !p.isEmpty()).orElse("TCP"),
        PortRef.of(node, "targetPort"),
        published.isPresent() && published.getAsLong() == 0 ? OptionalLong.empty() : published,
        node.text("appProtocol").orElse(""));
  }

  /// The port that the Pods are asked for: `targetPort`, or the port's own number.
  public PortRef target() {
    return targetPort != null ? targetPort : new PortRef.Numbered(port, node.spotOf("port"));
  }

  /// The name, or the number where there is no name: how a path of fields names this item.
  public String key() {
    return name.isEmpty() ? Long.toString(port) : name;
  }

  public Span span() {
    return node.span();
  }

  /// `port 80`, or `port http (80)`.
  public String describe() {
    return name.isEmpty() ? "port " + port : "port %s (%d)".formatted(name, port);
  }
}
