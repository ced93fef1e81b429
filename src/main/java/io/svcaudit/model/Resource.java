package io.svcaudit.model;

import java.util.List;
import java.util.stream.Stream;

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
  /// NetworkPolicies, and policies of other kinds that may decide otherwise.
  NETWORK_POLICIES,
  /// The labels of namespaces.
  NAMESPACES,
  GATEWAY_CLASSES,
  /// Gateways and ListenerSets of gateway.networking.k8s.io.
  GATEWAYS,
  /// Routes of gateway.networking.k8s.io.
  ROUTES,
  REFERENCE_GRANTS,
  /// Routes of Istio, OpenShift, Traefik and Contour.
  CUSTOM_ROUTES,
  /// ConfigMaps; of files Secrets too, which are never listed from a cluster.
  CONFIG_MAPS,
  /// What the API server calls: webhooks, aggregated APIs, converters of custom resources.
  SERVICE_CLIENTS,
  /// ServiceMonitors and PodMonitors.
  MONITORS,
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
      case NETWORK_POLICIES ->
          Stream.concat(Stream.of(KubeKind.NETWORK_POLICY), KubeKind.OTHER_POLICIES.stream())
              .toList();
      case NAMESPACES -> List.of(KubeKind.NAMESPACE);
      case GATEWAY_CLASSES -> List.of(KubeKind.GATEWAY_CLASS);
      case GATEWAYS -> List.of(KubeKind.GATEWAY, KubeKind.LISTENER_SET);
      case ROUTES ->
          List.of(
              KubeKind.HTTP_ROUTE,
              KubeKind.GRPC_ROUTE,
              KubeKind.TLS_ROUTE,
              KubeKind.TCP_ROUTE,
              KubeKind.UDP_ROUTE);
      case REFERENCE_GRANTS -> List.of(KubeKind.REFERENCE_GRANT);
      case CUSTOM_ROUTES ->
          List.of(
              KubeKind.VIRTUAL_SERVICE,
              KubeKind.OPENSHIFT_ROUTE,
              KubeKind.INGRESS_ROUTE,
              KubeKind.INGRESS_ROUTE_TCP,
              KubeKind.INGRESS_ROUTE_UDP,
              KubeKind.HTTP_PROXY);
      case CONFIG_MAPS -> List.of(KubeKind.CONFIG_MAP);
      case SERVICE_CLIENTS ->
          List.of(
              KubeKind.VALIDATING_WEBHOOK_CONFIGURATION,
              KubeKind.MUTATING_WEBHOOK_CONFIGURATION,
              KubeKind.API_SERVICE,
              KubeKind.CUSTOM_RESOURCE_DEFINITION);
      case MONITORS -> List.of(KubeKind.SERVICE_MONITOR, KubeKind.POD_MONITOR);
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
          AUTOSCALERS,
          NETWORK_POLICIES,
          NAMESPACES,
          GATEWAY_CLASSES,
          GATEWAYS,
          ROUTES,
          REFERENCE_GRANTS,
          CUSTOM_ROUTES,
          CONFIG_MAPS,
          SERVICE_CLIENTS,
          MONITORS,
          INGRESS_CLASSES,
          POD_DISRUPTION_BUDGETS,
          ANY ->
          false;
    };
  }
}
