package io.svcaudit.topology.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An end that policies are about.
///
/// @param view what is known of its labels
/// @param labels that one or the other of its Pods has; empty for a Pod that was not read
/// @param beside from where its surroundings are looked up
/// @param workload null for a Pod that was not read
record Governed(
    String namespace,
    LabelView view,
    List<Labels> labels,
    KubeObject beside,
    @Nullable Workload workload) {

  boolean isOnHostNetwork() {
    return workload != null && workload.template().hostNetwork();
  }

  /// Why nothing is known of it if it is on the host's network.
  String onHostNetwork() {
    String name = workload == null ? "it" : workload.ref().toString();
    return name + " is on the network of its node, where few network plugins apply policies";
  }
}
