package io.svcaudit.model;

/// A group of kinds that a rule reads. A rule declares them, so that only what is needed is listed
/// from a cluster, and a report can say which rules a missing permission disabled.
public enum Resource {
  SERVICES,
  /// Pods and everything that makes them.
  WORKLOADS,
  /// Endpoints and EndpointSlices.
  ENDPOINTS,
  INGRESSES,
  /// HorizontalPodAutoscalers and ScaledObjects.
  AUTOSCALERS,
  /// Whatever the run reads anyway.
  ANY
}
