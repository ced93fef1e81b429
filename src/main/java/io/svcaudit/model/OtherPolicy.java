package io.svcaudit.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A policy of a kind whose rules the model does not understand, though a network plugin may obey
/// it: what it decides about a connection is unknown.
///
/// @param clusterWide whether it may be about the Pods of every namespace
public record OtherPolicy(KubeObject object, boolean clusterWide) {
  /// The kinds.
  public static final List<KubeKind> KINDS = KubeKind.OTHER_POLICIES;

  /// Calico's API server shows the NetworkPolicies of Kubernetes among its own, under this prefix.
  private static final String SHOWN_BY_CALICO = "knp.default.";

  /// Null if it is no such policy.
  static @Nullable OtherPolicy of(KubeObject object) {
    for (KubeKind kind : KINDS)
      if (kind.kind().equals(object.kind()) && kind.group().equals(object.ref().group()))
        return object.name().startsWith(SHOWN_BY_CALICO)
            ? null
            : new OtherPolicy(object, !kind.namespaced());
    return null;
  }

  /// Whether it may be about Pods of a namespace.
  public boolean concerns(String namespace) {
    return clusterWide || object.namespace().equals(namespace);
  }
}
