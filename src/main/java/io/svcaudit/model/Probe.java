package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A probe of a container with the API's defaults filled in (core/v1 Probe; 0 counts as not
/// written).
///
/// @param handler null if none is written
/// @param initialDelaySeconds default 0
/// @param timeoutSeconds default 1
/// @param periodSeconds default 10
/// @param successThreshold default 1
/// @param failureThreshold default 3
public record Probe(
    Mapping node,
    @Nullable Handler handler,
    long initialDelaySeconds,
    long timeoutSeconds,
    long periodSeconds,
    long successThreshold,
    long failureThreshold) {

  /// What is done.
  public sealed interface Handler {
    /// @param port null if it is not written
    /// @param host empty for the Pod's own address
    record HttpGet(String scheme, String host, @Nullable PortRef port, String path)
        implements Handler {}

    /// @param port null if it is not written
    record TcpSocket(String host, @Nullable PortRef port) implements Handler {}

    /// @param port null if it is not written
    record Grpc(@Nullable PortRef port, String service) implements Handler {}

    record Exec(List<String> command) implements Handler {}

    /// The path of the port's field in the probe, or of the command.
    default String field() {
      return switch (this) {
        case HttpGet _ -> "httpGet.port";
        case TcpSocket _ -> "tcpSocket.port";
        case Grpc _ -> "grpc.port";
        case Exec _ -> "exec";
      };
    }

    /// The port that the probe asks; null for a command.
    default @Nullable PortRef portRef() {
      return switch (this) {
        case HttpGet http -> http.port();
        case TcpSocket tcp -> tcp.port();
        case Grpc grpc -> grpc.port();
        case Exec _ -> null;
      };
    }
  }

  static @Nullable Probe of(Mapping container, String field) {
    if (!(container.get(field) instanceof Mapping node)) return null;
    return new Probe(
        node,
        handler(node),
        number(node, "initialDelaySeconds", 0),
        number(node, "timeoutSeconds", 1),
        number(node, "periodSeconds", 10),
        number(node, "successThreshold", 1),
        number(node, "failureThreshold", 3));
  }

  private static @Nullable Handler handler(Mapping node) {
    if (node.get("httpGet") instanceof Mapping http)
      return new Handler.HttpGet(
          http.text("scheme").orElse("HTTP"),
          http.text("host").orElse(""),
          PortRef.of(http, "port"),
          http.text("path").orElse("/"));
    if (node.get("tcpSocket") instanceof Mapping tcp)
      return new Handler.TcpSocket(tcp.text("host").orElse(""), PortRef.of(tcp, "port"));
    if (node.get("grpc") instanceof Mapping grpc)
      return new Handler.Grpc(PortRef.of(grpc, "port"), grpc.text("service").orElse(""));
    if (node.get("exec") instanceof Mapping exec)
      return new Handler.Exec(Container.strings(exec, "command"));
    return null;
  }

  private static long number(Mapping node, String field, long otherwise) {
    var scalar = node.scalar(field);
    long value = scalar == null ? 0 : scalar.integer().orElse(0);
    return value == 0 ? otherwise : value;
  }

  /// Whether two probes ask the same question, places aside.
  public boolean asksTheSameAs(Probe other) {
    return question().equals(other.question());
  }

  private String question() {
    return switch (handler) {
      case null -> "";
      case Handler.HttpGet h ->
          "http %s %s %s %s".formatted(h.scheme(), h.host(), h.port(), h.path());
      case Handler.TcpSocket t -> "tcp %s %s".formatted(t.host(), t.port());
      case Handler.Grpc g -> "grpc %s %s".formatted(g.port(), g.service());
      case Handler.Exec e -> "exec " + e.command();
    };
  }

  /// Seconds of failing until the probe counts as failed, the initial delay aside.
  public long secondsToFail() {
    return periodSeconds * failureThreshold;
  }
}
