package io.svcaudit.model;

import io.svcaudit.source.Document;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The objects of a run by what they are to us. Every list is in the order of reading and may be
/// empty.
///
/// @param objects all of them, of every kind
/// @param autoscalers HorizontalPodAutoscalers and KEDA ScaledObjects
/// @param otherPolicies policies that the model does not understand
/// @param gatewayClasses of gateway.networking.k8s.io
/// @param gateways Gateways of gateway.networking.k8s.io and ListenerSets
/// @param routes of gateway.networking.k8s.io
/// @param customRoutes routes of Istio, OpenShift, Traefik and Contour
/// @param configMaps ConfigMaps, and of files Secrets
/// @param serviceClients what the API server calls: webhooks, aggregated APIs, converters
/// @param monitors ServiceMonitors and PodMonitors
/// @param cluster what only a cluster shows
public record Model(
    List<KubeObject> objects,
    List<Service> services,
    List<Workload> workloads,
    List<Ingress> ingresses,
    List<Endpoints> endpoints,
    List<Autoscaler> autoscalers,
    List<NetworkPolicy> networkPolicies,
    List<OtherPolicy> otherPolicies,
    List<Namespace> namespaces,
    List<KubeObject> gatewayClasses,
    List<Gateway> gateways,
    List<Route> routes,
    List<ReferenceGrant> referenceGrants,
    List<CustomRoute> customRoutes,
    List<ConfigMap> configMaps,
    List<ServiceClient> serviceClients,
    List<Monitor> monitors,
    List<IngressClass> ingressClasses,
    List<PodDisruptionBudget> podDisruptionBudgets,
    ClusterState cluster) {

  /// Kinds outside of namespaces that the graph could meet.
  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "Namespace",
          "Node",
          "PersistentVolume",
          "ClusterRole",
          "ClusterRoleBinding",
          "CustomResourceDefinition",
          "StorageClass",
          "IngressClass",
          "GatewayClass",
          "PriorityClass",
          "MutatingWebhookConfiguration",
          "ValidatingWebhookConfiguration",
          "APIService",
          "ClusterIssuer",
          "PodSecurityPolicy",
          "RuntimeClass",
          "CSIDriver",
          "CiliumClusterwideNetworkPolicy",
          "GlobalNetworkPolicy",
          "AdminNetworkPolicy",
          "BaselineAdminNetworkPolicy",
          "ClusterNetworkPolicy");

  public Model {
    objects = List.copyOf(objects);
    services = List.copyOf(services);
    workloads = List.copyOf(workloads);
    ingresses = List.copyOf(ingresses);
    endpoints = List.copyOf(endpoints);
    autoscalers = List.copyOf(autoscalers);
    networkPolicies = List.copyOf(networkPolicies);
    otherPolicies = List.copyOf(otherPolicies);
    namespaces = List.copyOf(namespaces);
    gatewayClasses = List.copyOf(gatewayClasses);
    gateways = List.copyOf(gateways);
    routes = List.copyOf(routes);
    referenceGrants = List.copyOf(referenceGrants);
    customRoutes = List.copyOf(customRoutes);
    configMaps = List.copyOf(configMaps);
    serviceClients = List.copyOf(serviceClients);
    monitors = List.copyOf(monitors);
    ingressClasses = List.copyOf(ingressClasses);
    podDisruptionBudgets = List.copyOf(podDisruptionBudgets);
  }

  /// Where an object lands.
  @FunctionalInterface
  public interface Namespaces {
    /// @param directory the folder of the object's file
    /// @param written `metadata.namespace`
    String of(String directory, Optional<String> written);
  }

  /// The objects among documents, `List` kinds opened. Documents that are no object (no
  /// `apiVersion` and `kind`) are left out.
  public static List<KubeObject> objects(List<Document> documents, Namespaces namespaces) {
    var objects = new ArrayList<KubeObject>();
    for (Document document : documents) open(document, document.root(), namespaces, objects);
    return objects;
  }

  private static void open(
      Document document, Node node, Namespaces namespaces, List<KubeObject> into) {
    if (!(node instanceof Mapping mapping)) return;
    String kind = mapping.text("kind").orElse("");
    String apiVersion = mapping.text("apiVersion").orElse("");
    if (kind.isEmpty() || apiVersion.isEmpty()) return;
    if (kind.endsWith("List") && mapping.has("items")) {
      for (Node item : mapping.items("items")) open(document, item, namespaces, into);
      return;
    }
    var written = mapping.text("metadata", "namespace").filter(n -> !n.isEmpty());
    String namespace =
        CLUSTER_SCOPED.contains(kind) ? "" : namespaces.of(document.file().directory(), written);
    String name = mapping.text("metadata", "name").orElse("");
    if (name.isEmpty()) name = mapping.text("metadata", "generateName").orElse("");
    var ref = new ObjectRef(apiVersion, kind, namespace, name);
    into.add(new KubeObject(ref, mapping, document, written.isPresent()));
  }

  /// The model of manifests.
  public static Model of(List<KubeObject> objects) {
    var workloads = new ArrayList<Workload>();
    for (KubeObject object : objects) {
      Workload workload = Workload.of(object);
      if (workload != null) workloads.add(workload);
    }
    return of(objects, workloads, ClusterState.NONE);
  }

  /// The model of a cluster: what controllers made is folded into what a person wrote.
  public static Model ofCluster(List<KubeObject> objects) {
    var workloads = new ArrayList<Workload>();
    ClusterState state = ClusterState.of(objects, workloads);
    return of(objects, workloads, state);
  }

  private static Model of(
      List<KubeObject> objects, List<Workload> workloads, ClusterState cluster) {
    var services = new ArrayList<Service>();
    var ingresses = new ArrayList<Ingress>();
    var endpoints = new ArrayList<Endpoints>();
    var autoscalers = new ArrayList<Autoscaler>();
    var networkPolicies = new ArrayList<NetworkPolicy>();
    var otherPolicies = new ArrayList<OtherPolicy>();
    var namespaces = new ArrayList<Namespace>();
    var gatewayClasses = new ArrayList<KubeObject>();
    var gateways = new ArrayList<Gateway>();
    var routes = new ArrayList<Route>();
    var referenceGrants = new ArrayList<ReferenceGrant>();
    var customRoutes = new ArrayList<CustomRoute>();
    var configMaps = new ArrayList<ConfigMap>();
    var serviceClients = new ArrayList<ServiceClient>();
    var monitors = new ArrayList<Monitor>();
    var ingressClasses = new ArrayList<IngressClass>();
    var podDisruptionBudgets = new ArrayList<PodDisruptionBudget>();
    for (KubeObject object : objects) {
      switch (object.kind() + "." + object.ref().group()) {
        case "Service." -> services.add(Service.of(object));
        case "Ingress.networking.k8s.io", "Ingress.extensions" -> ingresses.add(Ingress.of(object));
        case "Endpoints.", "EndpointSlice.discovery.k8s.io" -> endpoints.add(Endpoints.of(object));
        case "HorizontalPodAutoscaler.autoscaling", "ScaledObject.keda.sh" ->
            autoscalers.add(Autoscaler.of(object));
        case "NetworkPolicy.networking.k8s.io" -> networkPolicies.add(NetworkPolicy.of(object));
        case "Namespace." -> namespaces.add(Namespace.of(object));
        case "GatewayClass." + Gateway.GROUP -> gatewayClasses.add(object);
        case "Gateway." + Gateway.GROUP, "ListenerSet." + Gateway.GROUP ->
            gateways.add(Gateway.of(object));
        case "HTTPRoute." + Gateway.GROUP -> routes.add(Route.of(object, Route.Type.HTTP));
        case "GRPCRoute." + Gateway.GROUP -> routes.add(Route.of(object, Route.Type.GRPC));
        case "TLSRoute." + Gateway.GROUP -> routes.add(Route.of(object, Route.Type.TLS));
        case "TCPRoute." + Gateway.GROUP -> routes.add(Route.of(object, Route.Type.TCP));
        case "UDPRoute." + Gateway.GROUP -> routes.add(Route.of(object, Route.Type.UDP));
        case "ReferenceGrant." + Gateway.GROUP -> referenceGrants.add(ReferenceGrant.of(object));
        case "ConfigMap.", "Secret." -> configMaps.add(ConfigMap.of(object));
        case "ValidatingWebhookConfiguration.admissionregistration.k8s.io",
            "MutatingWebhookConfiguration.admissionregistration.k8s.io",
            "APIService.apiregistration.k8s.io",
            "CustomResourceDefinition.apiextensions.k8s.io" ->
            serviceClients.addAll(ServiceClient.of(object));
        case "ServiceMonitor.monitoring.coreos.com", "PodMonitor.monitoring.coreos.com" ->
            monitors.add(Monitor.of(object));
        case "IngressClass.networking.k8s.io" -> ingressClasses.add(IngressClass.of(object));
        case "PodDisruptionBudget.policy" ->
            podDisruptionBudgets.add(PodDisruptionBudget.of(object));
        default -> {
          // Workloads, and kinds that only reports name.
          OtherPolicy other = OtherPolicy.of(object);
          if (other != null) otherPolicies.add(other);
          CustomRoute route = CustomRoute.of(object);
          if (route != null) customRoutes.add(route);
        }
      }
    }
    return new Model(
        objects,
        services,
        workloads,
        ingresses,
        endpoints,
        autoscalers,
        networkPolicies,
        otherPolicies,
        namespaces,
        gatewayClasses,
        gateways,
        routes,
        referenceGrants,
        customRoutes,
        configMaps,
        serviceClients,
        monitors,
        ingressClasses,
        podDisruptionBudgets,
        cluster);
  }
}
