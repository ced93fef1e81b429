package io.svcaudit.topology.trace;

import io.svcaudit.source.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One end of a connection as a user writes it: `[NAMESPACE/][KIND/]NAME[:PORT]`.
///
/// @param namespace empty if it is not written
/// @param kind `Deployment`, `Service`; empty if it is not written
/// @param port number or name; empty if it is not written
record Address(String namespace, String kind, String name, Optional<String> port) {
  /// What kubectl takes for a kind, in lower case.
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("po", "Pod"),
          Map.entry("pod", "Pod"),
          Map.entry("deploy", "Deployment"),
          Map.entry("deployment", "Deployment"),
          Map.entry("rs", "ReplicaSet"),
          Map.entry("replicaset", "ReplicaSet"),
          Map.entry("rc", "ReplicationController"),
          Map.entry("replicationcontroller", "ReplicationController"),
          Map.entry("sts", "StatefulSet"),
          Map.entry("statefulset", "StatefulSet"),
          Map.entry("ds", "DaemonSet"),
          Map.entry("daemonset", "DaemonSet"),
          Map.entry("job", "Job"),
          Map.entry("cj", "CronJob"),
          Map.entry("cronjob", "CronJob"),
          Map.entry("rollout", "Rollout"),
          Map.entry("svc", "Service"),
          Map.entry("service", "Service"),
          Map.entry("ns", "Namespace"),
          Map.entry("namespace", "Namespace"));

  /// Kinds that are no workloads.
  static final Set<String> OTHERS = Set.of("Service", "Namespace");

  static Address parse(String text) throws UsageException {
    int colon = text.lastIndexOf(':');
    Optional<String> port = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
    List<String> parts = List.of((colon < 0 ? text : text.substring(0, colon)).split("/", -1));
    if (parts.stream().anyMatch(String::isEmpty) || port.filter(String::isEmpty).isPresent())
      throw misspelt(text);
    return switch (parts.size()) {
      case 1 -> new Address("", "", parts.getFirst(), port);
      case 2 -> {
        String kind = kind(parts.getFirst());
        yield kind.isEmpty()
            ? new Address(parts.getFirst(), "", parts.getLast(), port)
            : new Address("", kind, parts.getLast(), port);
      }
      case 3 -> {
        String kind = kind(parts.get(1));
        if (kind.isEmpty()) throw misspelt(text);
        yield new Address(parts.getFirst(), kind, parts.getLast(), port);
      }
      default -> throw misspelt(text);
    };
  }

  private static String kind(String written) {
    String name = written.toLowerCase(Locale.ROOT);
    String known = KINDS.get(name);
    if (known == null && name.endsWith("s"))
      known = KINDS.get(name.substring(0, name.length() - 1));
    return known == null ? "" : known;
  }

  private static UsageException misspelt(String text) {
    return new UsageException(
        "cannot read \"%s\"; write it like web, deploy/web, shop/deploy/web or svc/api:8080"
            .formatted(text));
  }

  /// As messages say it.
  @Override
  public String toString() {
    return (kind.isEmpty() ? "" : kind + " ") + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
