package io.svcaudit.model;

import java.util.Optional;

/// A Node of a cluster.
///
/// @param zone its label `topology.kubernetes.io/zone`; empty if it has none
/// @param ready whether its condition `Ready` is `True`
public record ClusterNode(KubeObject object, Optional<String> zone, boolean ready) {
  static ClusterNode of(KubeObject object) {
    return new ClusterNode(
        object,
        object.metadata().text("labels", "topology.kubernetes.io/zone").filter(z -> !z.isEmpty()),
        Condition.isTrue(object.node().mapping("status"), "Ready"));
  }
}
