package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.List;
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

  /// `spec.podCIDRs`, the ranges that its Pods get their addresses from if the network plugin takes
  /// them from the Node; may be empty.
  public List<String> podCidrs() {
    return Container.strings(object.spec(), "podCIDRs");
  }

  /// Whether Pods that ask for nothing special may come to it: it is not cordoned, not tainted and
  /// not of the control plane.
  public boolean takesAnyPod() {
    boolean tainted =
        object.spec().mappings("taints").stream()
            .anyMatch(taint -> !taint.text("effect").orElse("").equals("PreferNoSchedule"));
    Mapping labels = object.metadata().mapping("labels");
    return !tainted
        && !object.spec().isTrue("unschedulable")
        && !labels.has("node-role.kubernetes.io/control-plane")
        && !labels.has("node-role.kubernetes.io/master");
  }
}
