package io.svcaudit.topology.trace;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.NetworkPolicy.Rule;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a policy's rules admit, in words.
final class PeerText {
  private PeerText() {}

  /// `app=gateway`, `everybody`, `app=gateway on TCP 8080`.
  static String of(Rule rule) {
    String peers =
        rule.peers().isEmpty()
            ? "everybody"
            : rule.peers().stream().map(PeerText::of).collect(Collectors.joining(", "));
    return rule.ports().isEmpty() ? peers : peers + " on " + ports(rule.ports());
  }

  private static String ports(List<Port> ports) {
    return ports.stream().map(PeerText::of).collect(Collectors.joining(", "));
  }

  private static String of(Port port) {
    return switch (port) {
      case Port.Every(var _, String protocol) -> "all of " + protocol;
      case Port.Range(var _, String protocol, long first, long last) ->
          protocol + " " + (first == last ? "" + first : first + "-" + last);
      case Port.Named(var _, String protocol, String name) -> "%s \"%s\"".formatted(protocol, name);
    };
  }

  private static String of(Peer peer) {
    return switch (peer) {
      case Peer.Block(var _, String cidr, var excepts) ->
          excepts.isEmpty() ? cidr : "%s without %s".formatted(cidr, String.join(", ", excepts));
      case Peer.Pods(var _, var namespaces, var pods) -> {
        String labels = pods.map(PeerText::of).filter(text -> !text.isEmpty()).orElse("all Pods");
        if (namespaces.isEmpty()) yield labels.equals("all Pods") ? labels + " beside it" : labels;
        yield labels + " of " + namespaces(namespaces.get());
      }
    };
  }

  private static String namespaces(LabelSelector selector) {
    if (selector.requirements().isEmpty()) return "all namespaces";
    boolean named =
        selector.requirements().size() == 1
            && selector.requirements().getFirst().key().equals(Namespace.NAME_LABEL);
    if (named && selector.requirements().getFirst() instanceof Requirement.In(var _, var names))
      return (names.size() == 1 ? "namespace " : "namespaces ")
          + String.join(", ", new TreeSet<>(names));
    return "namespaces " + of(selector);
  }

  /// As `kubectl -l` takes it; empty for the selector that selects everything.
  static String of(LabelSelector selector) {
    return selector.requirements().stream().map(PeerText::of).collect(Collectors.joining(","));
  }

  private static String of(Requirement requirement) {
    return switch (requirement) {
      case Requirement.In(String key, var values) when values.size() == 1 ->
          key + "=" + values.iterator().next();
      case Requirement.In(String key, var values) ->
          "%s in (%s)".formatted(key, String.join(",", new TreeSet<>(values)));
      case Requirement.NotIn(String key, var values) when values.size() == 1 ->
          key + "!=" + values.iterator().next();
      case Requirement.NotIn(String key, var values) ->
          "%s notin (%s)".formatted(key, String.join(",", new TreeSet<>(values)));
      case Requirement.Exists(String key) -> key;
      case Requirement.DoesNotExist(String key) -> "!" + key;
    };
  }
}
