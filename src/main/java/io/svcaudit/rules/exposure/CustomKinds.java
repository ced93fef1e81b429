package io.svcaudit.rules.exposure;

import io.svcaudit.model.KubeObject;
import java.util.Set;

/// Objects that may lead connections from outside to a Service.
final class CustomKinds {
  /// Groups outside of Kubernetes whose objects lead nobody anywhere.
  private static final Set<String> HARMLESS =
      Set.of(
          "cert-manager.io",
          "monitoring.coreos.com",
          "monitoring.googleapis.com",
          "security.istio.io",
          "telemetry.istio.io",
          "policy.linkerd.io",
          "keda.sh",
          "argoproj.io",
          "cilium.io",
          "projectcalico.org",
          "crd.projectcalico.org",
          "policy.networking.k8s.io",
          "autoscaling.k8s.io",
          "external-secrets.io",
          "kustomize.config.k8s.io");

  private static final Set<String> ROUTES = Set.of("networking.k8s.io", "extensions");

  private CustomKinds() {}

  /// Whether it is a route, or of a group that nobody here knows.
  static boolean mayRoute(KubeObject object) {
    String group = object.ref().group();
    if (ROUTES.contains(group)) return object.kind().equals("Ingress");
    return group.contains(".") && !HARMLESS.contains(group) && !isOfKubernetes(group);
  }

  private static boolean isOfKubernetes(String group) {
    return group.endsWith(".k8s.io") && !group.startsWith("gateway.");
  }
}
