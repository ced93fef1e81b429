package io.svcaudit.model;

import org.jspecify.annotations.Nullable;

/// A Service as Istio names it: `api` (in the namespace of the rule), `api.shop`,
/// `api.shop.svc.cluster.local`.
record IstioHost(String name, String namespace) {
  /// Null if it is a host outside of the cluster.
  ///
  /// @param namespace that of the rule
  static @Nullable IstioHost of(String written, String namespace) {
    String[] labels = written.split("\\.", -1);
    if (labels.length == 1) return new IstioHost(written, namespace);
    boolean isInside = labels.length == 2 || labels[2].equals("svc");
    return isInside ? new IstioHost(labels[0], labels[1]) : null;
  }
}
