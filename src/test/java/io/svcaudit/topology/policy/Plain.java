package io.svcaudit.topology.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A small cluster in plain records, and its manifests. Null stands for what is not written.
///
/// @param addresses outside of the cluster
public record Plain(
    List<Namespace> namespaces, List<Pod> pods, List<Policy> policies, List<String> addresses) {

  /// @param written whether a manifest shows it
  public record Namespace(String name, Map<String, String> labels, boolean written) {}

  public record Pod(
      String namespace, String name, Map<String, String> labels, List<NamedPort> ports) {}

  public record NamedPort(String name, int number, @Nullable String protocol) {}

  public record Policy(
      String namespace,
      String name,
      Selector pods,
      @Nullable List<String> types,
      @Nullable List<Rule> ingress,
      @Nullable List<Rule> egress) {}

  public record Rule(@Nullable List<Peer> peers, @Nullable List<Port> ports) {}

  public sealed interface Peer {
    record Pods(@Nullable Selector namespaces, @Nullable Selector pods) implements Peer {}

    record Block(String cidr, List<String> excepts) implements Peer {}
  }

  /// @param port a number, a name or null
  public record Port(@Nullable Object port, @Nullable Integer endPort, @Nullable String protocol) {}

  public record Selector(Map<String, String> labels, List<Expression> expressions) {}

  /// @param values empty for `Exists` and `DoesNotExist`
  public record Expression(String key, String operator, List<String> values) {}

  String yaml() {
    var text = new StringBuilder();
    for (Namespace namespace : namespaces)
      if (namespace.written())
        document(
            text,
            "v1",
            "Namespace",
            map("name", namespace.name(), "labels", namespace.labels()),
            null);
    for (Pod pod : pods) {
      List<Object> ports = new ArrayList<>();
      for (NamedPort port : pod.ports())
        ports.add(
            map("name", port.name(), "containerPort", port.number(), "protocol", port.protocol()));
      document(
          text,
          "v1",
          "Pod",
          map("name", pod.name(), "namespace", pod.namespace(), "labels", pod.labels()),
          map("containers", List.of(map("name", "c", "image", "c", "ports", ports))));
    }
    for (Policy policy : policies)
      document(
          text,
          "networking.k8s.io/v1",
          "NetworkPolicy",
          map("name", policy.name(), "namespace", policy.namespace()),
          map(
              "podSelector",
              selector(policy.pods()),
              "policyTypes",
              policy.types(),
              "ingress",
              rules(policy.ingress(), "from"),
              "egress",
              rules(policy.egress(), "to")));
    return text.toString();
  }

  private static @Nullable Object rules(@Nullable List<Rule> rules, String field) {
    if (rules == null) return null;
    return rules.stream()
        .map(rule -> map(field, peers(rule.peers()), "ports", ports(rule.ports())))
        .toList();
  }

  private static @Nullable Object peers(@Nullable List<Peer> peers) {
    if (peers == null) return null;
    return peers.stream()
        .map(peer ->
            switch (peer) {
              case Peer.Pods(var namespaces, var pods) ->
                  map("namespaceSelector", selector(namespaces), "podSelector", selector(pods));
              case Peer.Block(var cidr, var excepts) ->
                  map("ipBlock", map("cidr", cidr, "except", excepts));
            })
        .toList();
  }

  private static @Nullable Object ports(@Nullable List<Port> ports) {
    if (ports == null) return null;
    return ports.stream()
        .map(port ->
            map("port", port.port(), "endPort", port.endPort(), "protocol", port.protocol()))
        .toList();
  }

  private static @Nullable Object selector(@Nullable Selector selector) {
    if (selector == null) return null;
    List<Object> expressions = new ArrayList<>();
    for (Expression each : selector.expressions())
      expressions.add(
          map(
              "key",
              each.key(),
              "operator",
              each.operator(),
              "values",
              each.values().isEmpty() ? null : each.values()));
    return map(
        "matchLabels",
        selector.labels().isEmpty() ? null : selector.labels(),
        "matchExpressions",
        expressions.isEmpty() ? null : expressions);
  }

  private static Map<String, Object> map(@Nullable Object... fields) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < fields.length; i += 2) {
      Object value = fields[i + 1];
      if (value != null) map.put(String.valueOf(fields[i]), value);
    }
    return map;
  }

  private static void document(
      StringBuilder text,
      String apiVersion,
      String kind,
      Map<String, Object> metadata,
      @Nullable Map<String, Object> spec) {
    text.append("apiVersion: ").append(apiVersion).append("\nkind: ").append(kind);
    text.append("\nmetadata: ").append(flow(metadata)).append('\n');
    if (spec != null) {
      text.append("spec:\n");
      spec.forEach((key, value) -> field(text, key, value));
    }
    text.append("---\n");
  }

  private static void field(StringBuilder text, String key, Object value) {
    text.append("  ").append(key).append(':');
    if (value instanceof List<?> list && !list.isEmpty()) {
      text.append('\n');
      for (Object item : list) text.append("  - ").append(flow(item)).append('\n');
    } else {
      text.append(' ').append(flow(value)).append('\n');
    }
  }

  private static String flow(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var parts = new ArrayList<String>();
        map.forEach((key, item) -> parts.add(key + ": " + flow(item)));
        yield "{" + String.join(", ", parts) + "}";
      }
      case List<?> list -> list.stream().map(Plain::flow).toList().toString();
      case String word -> word.contains(":") ? "\"" + word + "\"" : word;
      case null -> "null";
      default -> value.toString();
    };
  }
}
