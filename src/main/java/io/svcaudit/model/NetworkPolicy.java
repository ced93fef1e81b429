package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.List;

/// A networking.k8s.io/v1 NetworkPolicy.
///
/// @param pods which Pods of its namespace it isolates; an empty selector means all
/// @param isolatesIngress whether connections to them need a rule
/// @param isolatesEgress whether connections from them need a rule
public record NetworkPolicy(
    KubeObject object, LabelSelector pods, boolean isolatesIngress, boolean isolatesEgress) {

  /// Without `policyTypes` a policy is about ingress, and about egress if it has rules for it
  /// (NetworkPolicySpec.policyTypes).
  static NetworkPolicy of(KubeObject object) {
    Mapping spec = object.spec();
    List<String> types = Container.strings(spec, "policyTypes");
    boolean egress = types.isEmpty() ? !spec.items("egress").isEmpty() : types.contains("Egress");
    return new NetworkPolicy(
        object,
        LabelSelector.of(spec.mapping("podSelector")),
        types.isEmpty() || types.contains("Ingress"),
        egress);
  }

  /// Whether it isolates a Pod for connections to it.
  public boolean isolates(LivePod pod) {
    return isolatesIngress
        && object.namespace().equals(pod.object().namespace())
        && pods.matches(pod.labels());
  }
}
