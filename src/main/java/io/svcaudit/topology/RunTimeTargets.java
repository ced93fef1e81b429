package io.svcaudit.topology;

import io.svcaudit.model.Labels;
import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Services whose Pods only show at run time: software that labels its own Pods (the leader of a
/// database, an active Vault), and Pods of other clusters.
final class RunTimeTargets {
  /// Starts of annotations and labels by which a Service spans clusters.
  private static final List<String> SPANNING =
      List.of(
          "service.cilium.io/global",
          "io.cilium/global-service",
          "multicluster.x-k8s.io/",
          "multicluster.kubernetes.io/",
          "mirror.linkerd.io/",
          "multicluster.linkerd.io/",
          "networking.gke.io/exported",
          "submariner.io/",
          "lighthouse.submariner.io/");

  /// Words that tell a Pod's part among equals.
  private static final Set<String> ROLES =
      Set.of(
          "leader",
          "follower",
          "master",
          "slave",
          "primary",
          "secondary",
          "replica",
          "standby",
          "active",
          "passive",
          "true",
          "false");

  private static final List<String> ROLE_KEYS =
      List.of("role", "leader", "active", "primary", "master");

  private RunTimeTargets() {}

  static boolean otherClusters(Service service) {
    return spans(service, "annotations") || spans(service, "labels");
  }

  private static boolean spans(Service service, String field) {
    for (String key : service.object().metadata().mapping(field).entries().keySet())
      for (String start : SPANNING) if (key.startsWith(start)) return true;
    return service.object().annotation("control-plane.alpha.kubernetes.io/leader").isPresent();
  }

  /// A selector without the pairs that tell a Pod's part among equals.
  static Labels withoutRoles(Labels selector) {
    var rest = new LinkedHashMap<String, Label>();
    for (Label label : selector.all().values()) if (!isRole(label)) rest.put(label.key(), label);
    return new Labels(rest);
  }

  /// Whether a pair tells a Pod's part among equals, which changes while it runs.
  static boolean isRole(Label label) {
    String key = label.key().toLowerCase(Locale.ROOT);
    return ROLES.contains(label.value().toLowerCase(Locale.ROOT))
        || ROLE_KEYS.stream().anyMatch(key::contains);
  }
}
