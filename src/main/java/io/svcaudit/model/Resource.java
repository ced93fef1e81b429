package io.svcaudit.model;

import java.util.List;

/// A group of kinds that a rule reads. A rule declares them, so that only what is needed is listed
/// from a cluster, and a report can say which rules a missing permission disabled.
public enum Resource {
  SERVICES,
  /// Pods and everything that makes them.
  WORKLOADS,
  /// Endpoints and EndpointSlices; of a cluster EndpointSlices alone, which hold both.
  ENDPOINTS,
  /// The Pods of a cluster with their status.
  PODS,
  NODES,
  INGRESSES,
  INGRESS_CLASSES,
  /// HorizontalPodAutoscalers and ScaledObjects.
  AUTOSCALERS,
  NETWORK_POLICIES,
  POD_DISRUPTION_BUDGETS,
  /// Whatever the run reads anyway.
  ANY;

  /// The kinds that are listed from a cluster for it.
  public List<KubeKind> kinds() {
    return switch (this) {
      case SERVICES -> List.of(KubeKind.SERVICE);
      case WORKLOADS ->
          List.of(
              KubeKind.POD,
              KubeKind.DEPLOYMENT,
              KubeKind.REPLICA_SET,
              KubeKind.STATEFUL_SET,
              KubeKind.DAEMON_SET,
              KubeKind.JOB,
              KubeKind.CRON_JOB,
              KubeKind.REPLICATION_CONTROLLER,
              KubeKind.ROLLOUT,
              KubeKind.DEPLOYMENT_CONFIG,
              KubeKind.KNATIVE_SERVICE,
              KubeKind.CLONE_SET);
      case ENDPOINTS -> List.of(KubeKind.ENDPOINT_SLICE);
      case PODS -> List.of(KubeKind.POD);
      case NODES -> List.of(KubeKind.NODE);
      case INGRESSES -> List.of(KubeKind.INGRESS);
      case INGRESS_CLASSES -> List.of(KubeKind.INGRESS_CLASS);
      case AUTOSCALERS -> List.of(KubeKind.HORIZONTAL_POD_AUTOSCALER, KubeKind.SCALED_OBJECT);
      case NETWORK_POLICIES -> List.of(KubeKind.NETWORK_POLICY);
      case POD_DISRUPTION_BUDGETS -> List.of(KubeKind.POD_DISRUPTION_BUDGET);
      case ANY -> List.of();
    };
  }

  /// Whether only a cluster shows it.
  public boolean isLive() {
    return switch (this) {
      case PODS, NODES -> true;
      case SERVICES,
          WORKLOADS,
          ENDPOINTS,
          INGRESSES,
          INGRESS_CLASSES,
          AUTOSCALERS,
          NETWORK_POLICIES,
          POD_DISRUPTION_BUDGETS,
          ANY ->
          false;
    };
  }
}
