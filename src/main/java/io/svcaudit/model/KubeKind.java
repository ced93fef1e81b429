package io.svcaudit.model;

import java.util.List;

/// A kind as an API server serves it.
///
/// @param group empty for the core group
/// @param versions those that the model understands, the best first
/// @param plural as its path says it: `deployments`
/// @param builtIn whether every cluster has it
/// @param madeByControllers whether only the owner matters of one that a controller made
public record KubeKind(
    String group,
    List<String> versions,
    String plural,
    String kind,
    boolean namespaced,
    boolean builtIn,
    boolean madeByControllers) {

  static final KubeKind SERVICE = core("services", "Service");
  static final KubeKind POD = core("pods", "Pod");
  static final KubeKind REPLICATION_CONTROLLER =
      core("replicationcontrollers", "ReplicationController");

  /// What everything stands in; nothing reads it but to find the others.
  public static final KubeKind NAMESPACE =
      new KubeKind("", List.of("v1"), "namespaces", "Namespace", false, true, false);

  static final KubeKind NODE = new KubeKind("", List.of("v1"), "nodes", "Node", false, true, false);
  static final KubeKind DEPLOYMENT = builtIn("apps", "v1", "deployments", "Deployment");
  static final KubeKind REPLICA_SET =
      new KubeKind("apps", List.of("v1"), "replicasets", "ReplicaSet", true, true, true);
  static final KubeKind STATEFUL_SET = builtIn("apps", "v1", "statefulsets", "StatefulSet");
  static final KubeKind DAEMON_SET = builtIn("apps", "v1", "daemonsets", "DaemonSet");
  static final KubeKind JOB = new KubeKind("batch", List.of("v1"), "jobs", "Job", true, true, true);
  static final KubeKind CRON_JOB = builtIn("batch", "v1", "cronjobs", "CronJob");
  static final KubeKind ENDPOINT_SLICE =
      builtIn("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice");
  static final KubeKind INGRESS = builtIn("networking.k8s.io", "v1", "ingresses", "Ingress");
  static final KubeKind INGRESS_CLASS =
      new KubeKind(
          "networking.k8s.io", List.of("v1"), "ingressclasses", "IngressClass", false, true, false);
  static final KubeKind NETWORK_POLICY =
      builtIn("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy");
  static final KubeKind POD_DISRUPTION_BUDGET =
      builtIn("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget");
  static final KubeKind HORIZONTAL_POD_AUTOSCALER =
      new KubeKind(
          "autoscaling",
          List.of("v2", "v1"),
          "horizontalpodautoscalers",
          "HorizontalPodAutoscaler",
          true,
          true,
          false);
  static final KubeKind SCALED_OBJECT =
      custom("keda.sh", "v1alpha1", "scaledobjects", "ScaledObject");
  static final KubeKind ROLLOUT = custom("argoproj.io", "v1alpha1", "rollouts", "Rollout");
  static final KubeKind DEPLOYMENT_CONFIG =
      custom("apps.openshift.io", "v1", "deploymentconfigs", "DeploymentConfig");
  static final KubeKind KNATIVE_SERVICE =
      custom("serving.knative.dev", "v1", "services", "Service");
  static final KubeKind CLONE_SET = custom("apps.kruise.io", "v1alpha1", "clonesets", "CloneSet");

  private static KubeKind core(String plural, String kind) {
    return builtIn("", "v1", plural, kind);
  }

  private static KubeKind builtIn(String group, String version, String plural, String kind) {
    return new KubeKind(group, List.of(version), plural, kind, true, true, false);
  }

  private static KubeKind custom(String group, String version, String plural, String kind) {
    return new KubeKind(group, List.of(version), plural, kind, true, false, false);
  }

  /// `Kind.group`, as an observation names it.
  public String qualified() {
    return kind + "." + group;
  }

  /// As kubectl names it: `deployments.apps`.
  @Override
  public String toString() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
