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
/// @param cluster what only a cluster shows
public record Model(
    List<KubeObject> objects,
    List<Service> services,
    List<Workload> workloads,
    List<Ingress> ingresses,
    List<Endpoints> endpoints,
    List<Autoscaler> autoscalers,
    List<NetworkPolicy> networkPolicies,
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
          "CSIDriver");

  public Model {
    objects = List.copyOf(objects);
    services = List.copyOf(services);
    workloads = List.copyOf(workloads);
    ingresses = List.copyOf(ingresses);
    endpoints = List.copyOf(endpoints);
    autoscalers = List.copyOf(autoscalers);
    networkPolicies = List.copyOf(networkPolicies);
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
        case "IngressClass.networking.k8s.io" -> ingressClasses.add(IngressClass.of(object));
        case "PodDisruptionBudget.policy" ->
            podDisruptionBudgets.add(PodDisruptionBudget.of(object));
        default -> {
          // Workloads, and kinds that only reports name.
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
        ingressClasses,
        podDisruptionBudgets,
        cluster);
  }
}
