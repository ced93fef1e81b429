package io.svcaudit.rules.policy;

import io.svcaudit.model.Container;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Whether the network plugin of a cluster applies NetworkPolicies: without one that does, they
/// have no effect (kubernetes.io, Network Policies, Prerequisites).
final class Enforcement {
  /// Parts of the names of images that apply them, beside flannel too.
  private static final List<String> APPLYING =
      List.of(
          "calico",
          "cilium",
          "antrea",
          "kube-router",
          "weave",
          "canal",
          "ovn",
          "network-polic",
          "kindnet");

  private Enforcement() {}

  /// Whether a cluster shows flannel, and nothing beside it that applies policies. Never for
  /// manifests.
  static boolean isMissing(Topology topology) {
    if (topology.live().at().isEmpty()) return false;
    return images(topology).anyMatch(image -> image.contains("flannel"))
        && images(topology).noneMatch(image -> APPLYING.stream().anyMatch(image::contains));
  }

  private static Stream<String> images(Topology topology) {
    return topology.workloads().stream()
        .filter(workload -> workload.type() == Workload.Type.DAEMON_SET)
        .flatMap(workload -> workload.template().containers().stream())
        .map(Container::image)
        .map(image -> image.toLowerCase(Locale.ROOT));
  }
}
