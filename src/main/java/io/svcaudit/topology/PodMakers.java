package io.svcaudit.topology;

import io.svcaudit.model.Container;
import io.svcaudit.model.KubeObject;
import io.svcaudit.source.Mapping;
import java.util.Set;

/// Custom resources whose controllers make Pods and Services that no manifest shows.
final class PodMakers {
  private static final Set<String> KUBERNETES =
      Set.of(
          "networking.k8s.io",
          "rbac.authorization.k8s.io",
          "storage.k8s.io",
          "apiextensions.k8s.io",
          "admissionregistration.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "scheduling.k8s.io",
          "apiregistration.k8s.io",
          "certificates.k8s.io",
          "flowcontrol.apiserver.k8s.io",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "events.k8s.io",
          "resource.k8s.io");

  /// API groups whose objects make no Pods and no Services. Every other group outside of
  /// Kubernetes' own may.
  private static final Set<String> HARMLESS =
      Set.of(
          "cert-manager.io",
          "acme.cert-manager.io",
          "networking.istio.io",
          "security.istio.io",
          "telemetry.istio.io",
          "extensions.istio.io",
          "gateway.networking.k8s.io",
          "gateway.networking.x-k8s.io",
          "traefik.io",
          "traefik.containo.us",
          "projectcontour.io",
          "external-secrets.io",
          "secrets-store.csi.x-k8s.io",
          "route.openshift.io",
          "security.openshift.io",
          "image.openshift.io",
          "snapshot.storage.k8s.io",
          "cilium.io",
          "crd.projectcalico.org",
          "projectcalico.org",
          "policy.networking.k8s.io",
          "policy.linkerd.io",
          "linkerd.io",
          "split.smi-spec.io",
          "networking.gke.io",
          "cloud.google.com",
          "elbv2.k8s.aws",
          "keda.sh",
          "autoscaling.k8s.io",
          "metallb.io",
          "kyverno.io",
          "templates.gatekeeper.sh",
          "constraints.gatekeeper.sh",
          "kustomize.config.k8s.io",
          "audit.k8s.io",
          "kubeadm.k8s.io",
          "kind.x-k8s.io",
          "skaffold",
          "grafana.integreatly.org",
          "configuration.konghq.com",
          "karpenter.sh",
          "karpenter.k8s.aws",
          "fluentbit.fluent.io",
          "externaldns.k8s.io",
          "metrics.k8s.io",
          "node.k8s.io",
          "trust.cert-manager.io");

  /// Kinds of groups that have makers among others.
  private static final Set<String> HARMLESS_KINDS =
      Set.of(
          "ServiceMonitor",
          "PodMonitor",
          "PrometheusRule",
          "Probe",
          "ScrapeConfig",
          "AlertmanagerConfig",
          "AppProject",
          "AnalysisTemplate",
          "ClusterAnalysisTemplate",
          "SealedSecret",
          "PodMonitoring",
          "ClusterPodMonitoring",
          "Rules",
          "Rollout",
          "DeploymentConfig",
          "CloneSet",
          "StatefulSet",
          "DaemonSet",
          "GitRepository",
          "HelmRepository",
          "BackendConfig",
          "FrontendConfig",
          "ManagedCertificate");

  private PodMakers() {}

  static boolean mayMakePods(KubeObject object) {
    String group = object.ref().group();
    if (group.isEmpty() || !group.contains(".")) return false;
    if (HARMLESS.contains(group) || HARMLESS_KINDS.contains(object.kind())) return false;
    return !KUBERNETES.contains(group);
  }

  /// Whether an object lets a program make workloads or Services itself, as an operator does: a
  /// Role or ClusterRole (rbac.authorization.k8s.io/v1 PolicyRule).
  static boolean letsMake(KubeObject object) {
    if (!object.ref().group().equals("rbac.authorization.k8s.io")) return false;
    return object.node().mappings("rules").stream()
        .anyMatch(rule -> has(rule, "verbs", MAKING) && has(rule, "resources", MADE));
  }

  private static final Set<String> MAKING = Set.of("*", "create");
  private static final Set<String> MADE = Set.of("*", "services", "deployments", "statefulsets");

  private static boolean has(Mapping rule, String field, Set<String> words) {
    return Container.strings(rule, field).stream().anyMatch(words::contains);
  }
}
