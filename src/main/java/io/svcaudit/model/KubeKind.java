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

  /// What a cluster has most of.
  public static final KubeKind POD = core("pods", "Pod");

  static final KubeKind REPLICATION_CONTROLLER =
      core("replicationcontrollers", "ReplicationController");

  /// What everything stands in.
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
  static final KubeKind GATEWAY_CLASS =
      new KubeKind(
          Gateway.GROUP,
          List.of("v1", "v1beta1"),
          "gatewayclasses",
          "GatewayClass",
          false,
          false,
          false);
  static final KubeKind GATEWAY = gatewayApi("gateways", "Gateway", "v1", "v1beta1");
  static final KubeKind LISTENER_SET = gatewayApi("listenersets", "ListenerSet", "v1");
  static final KubeKind HTTP_ROUTE = gatewayApi("httproutes", "HTTPRoute", "v1", "v1beta1");
  static final KubeKind GRPC_ROUTE = gatewayApi("grpcroutes", "GRPCRoute", "v1", "v1alpha2");
  static final KubeKind TLS_ROUTE =
      gatewayApi("tlsroutes", "TLSRoute", "v1", "v1alpha3", "v1alpha2");
  static final KubeKind TCP_ROUTE = gatewayApi("tcproutes", "TCPRoute", "v1", "v1alpha2");
  static final KubeKind UDP_ROUTE = gatewayApi("udproutes", "UDPRoute", "v1", "v1alpha2");
  static final KubeKind REFERENCE_GRANT =
      gatewayApi("referencegrants", "ReferenceGrant", "v1", "v1beta1");
  static final KubeKind VIRTUAL_SERVICE =
      new KubeKind(
          "networking.istio.io",
          List.of("v1", "v1beta1", "v1alpha3"),
          "virtualservices",
          "VirtualService",
          true,
          false,
          false);
  static final KubeKind OPENSHIFT_ROUTE = custom("route.openshift.io", "v1", "routes", "Route");
  static final KubeKind INGRESS_ROUTE =
      custom("traefik.io", "v1alpha1", "ingressroutes", "IngressRoute");
  static final KubeKind INGRESS_ROUTE_TCP =
      custom("traefik.io", "v1alpha1", "ingressroutetcps", "IngressRouteTCP");
  static final KubeKind INGRESS_ROUTE_UDP =
      custom("traefik.io", "v1alpha1", "ingressrouteudps", "IngressRouteUDP");
  static final KubeKind HTTP_PROXY = custom("projectcontour.io", "v1", "httpproxies", "HTTPProxy");

  private static KubeKind gatewayApi(String plural, String kind, String... versions) {
    return new KubeKind(Gateway.GROUP, List.of(versions), plural, kind, true, false, false);
  }

  /// Policies of network plugins, and those for administrators.
  static final List<KubeKind> OTHER_POLICIES =
      List.of(
          custom("cilium.io", "v2", "ciliumnetworkpolicies", "CiliumNetworkPolicy"),
          clusterWide(
              "cilium.io",
              "v2",
              "ciliumclusterwidenetworkpolicies",
              "CiliumClusterwideNetworkPolicy"),
          custom("projectcalico.org", "v3", "networkpolicies", "NetworkPolicy"),
          clusterWide("projectcalico.org", "v3", "globalnetworkpolicies", "GlobalNetworkPolicy"),
          custom("crd.projectcalico.org", "v1", "networkpolicies", "NetworkPolicy"),
          clusterWide(
              "crd.projectcalico.org", "v1", "globalnetworkpolicies", "GlobalNetworkPolicy"),
          clusterWide(
              "policy.networking.k8s.io", "v1alpha1", "adminnetworkpolicies", "AdminNetworkPolicy"),
          clusterWide(
              "policy.networking.k8s.io",
              "v1alpha1",
              "baselineadminnetworkpolicies",
              "BaselineAdminNetworkPolicy"),
          clusterWide(
              "policy.networking.k8s.io",
              "v1alpha2",
              "clusternetworkpolicies",
              "ClusterNetworkPolicy"),
          custom("crd.antrea.io", "v1beta1", "networkpolicies", "NetworkPolicy"),
          clusterWide(
              "crd.antrea.io", "v1beta1", "clusternetworkpolicies", "ClusterNetworkPolicy"));

  static final KubeKind CONFIG_MAP = core("configmaps", "ConfigMap");
  static final KubeKind VALIDATING_WEBHOOK_CONFIGURATION =
      ofCluster(
          "admissionregistration.k8s.io",
          "validatingwebhookconfigurations",
          "ValidatingWebhookConfiguration");
  static final KubeKind MUTATING_WEBHOOK_CONFIGURATION =
      ofCluster(
          "admissionregistration.k8s.io",
          "mutatingwebhookconfigurations",
          "MutatingWebhookConfiguration");
  static final KubeKind API_SERVICE =
      ofCluster("apiregistration.k8s.io", "apiservices", "APIService");
  static final KubeKind CUSTOM_RESOURCE_DEFINITION =
      ofCluster("apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition");
  static final KubeKind SERVICE_MONITOR =
      custom("monitoring.coreos.com", "v1", "servicemonitors", "ServiceMonitor");
  static final KubeKind POD_MONITOR =
      custom("monitoring.coreos.com", "v1", "podmonitors", "PodMonitor");

  /// Outside of namespaces.
  private static KubeKind ofCluster(String group, String plural, String kind) {
    return new KubeKind(group, List.of("v1"), plural, kind, false, true, false);
  }

  private static KubeKind core(String plural, String kind) {
    return builtIn("", "v1", plural, kind);
  }

  private static KubeKind builtIn(String group, String version, String plural, String kind) {
    return new KubeKind(group, List.of(version), plural, kind, true, true, false);
  }

  private static KubeKind custom(String group, String version, String plural, String kind) {
    return new KubeKind(group, List.of(version), plural, kind, true, false, false);
  }

  private static KubeKind clusterWide(String group, String version, String plural, String kind) {
    return new KubeKind(group, List.of(version), plural, kind, false, false, false);
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
