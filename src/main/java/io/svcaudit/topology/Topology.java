package io.svcaudit.topology;

import io.svcaudit.model.Autoscaler;
import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.CustomRoute;
import io.svcaudit.model.Endpoints;
import io.svcaudit.model.Gateway;
import io.svcaudit.model.Ingress;
import io.svcaudit.model.IngressClass;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Model;
import io.svcaudit.model.Monitor;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.PodDisruptionBudget;
import io.svcaudit.model.PodTemplate;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Reference;
import io.svcaudit.model.ReferenceGrant;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServiceClient;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Kustomization;
import io.svcaudit.source.Observation;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.entry.EntryPoints;
import io.svcaudit.topology.intent.Checked;
import io.svcaudit.topology.intent.Intent;
import io.svcaudit.topology.policy.Policies;
import io.svcaudit.topology.reference.References;
import io.svcaudit.topology.trace.Tracer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What a set of objects connects. Immutable, and safe for several threads; the joins are made when
/// they are first asked for and kept.
public final class Topology {
  /// A route of an Ingress that leads to a Service.
  public record IngressRoute(Ingress ingress, Ingress.Route route, Ingress.Backend backend) {}

  private final World world;
  private final Routes routes;
  private final Policies policies;
  private final PolicySelections policySelections;
  private final Calls calls;
  private final Ways ways;
  private final Expected expected;
  private final Consumer<Resource> reads;

  private Topology(
      World world,
      Routes routes,
      Policies policies,
      PolicySelections policySelections,
      Calls calls,
      Ways ways,
      Expected expected,
      Consumer<Resource> reads) {
    this.world = world;
    this.routes = routes;
    this.policies = policies;
    this.policySelections = policySelections;
    this.calls = calls;
    this.ways = ways;
    this.expected = expected;
    this.reads = reads;
  }

  /// Joins manifests.
  ///
  /// @param unseen what was not read: it lowers the confidence of what is concluded beside it
  public static Topology of(
      List<KubeObject> objects, List<Kustomization> kustomizations, List<Unseen> unseen) {
    return of(new FileWorld(Model.of(objects), new Units(objects, kustomizations), unseen));
  }

  /// Joins the objects of a cluster.
  ///
  /// @param seen what of it was read
  public static Topology ofCluster(List<KubeObject> objects, Observation seen) {
    return of(new ClusterWorld(Model.ofCluster(objects), seen, Confidence.CERTAIN));
  }

  /// Joins the objects of a cluster as they would be after a change.
  public static Topology ofPlan(List<KubeObject> objects, Observation seen) {
    return of(new ClusterWorld(Model.ofCluster(objects), seen, Confidence.HIGH));
  }

  private static Topology of(World world) {
    var policies = new Policies(world.surroundings());
    return new Topology(
        world,
        new Routes(world),
        policies,
        new PolicySelections(world, policies),
        new Calls(world),
        new Ways(),
        new Expected(Intent.NONE),
        _ -> {});
  }

  /// The same graph, which tells what is read from it.
  public Topology watchedBy(Consumer<Resource> watcher) {
    return new Topology(world, routes, policies, policySelections, calls, ways, expected, watcher);
  }

  /// The same graph, with what its people say of it.
  public Topology with(Intent intent) {
    return new Topology(
        world, routes, policies, policySelections, calls, ways, new Expected(intent), reads);
  }

  /// What its people say of it.
  public Intent intent() {
    return expected.intent();
  }

  /// What came of the connections that they expect to work, or not to.
  public Checked expectations() {
    if (intent().expectations().isEmpty()) return Checked.NOTHING;
    for (Resource resource : Tracer.READS) read(resource);
    return expected.checked(watchedBy(_ -> {}));
  }

  private Model read(Resource resource) {
    reads.accept(resource);
    return world.model();
  }

  public List<Service> services() {
    return read(Resource.SERVICES).services();
  }

  public List<Workload> workloads() {
    return read(Resource.WORKLOADS).workloads();
  }

  public List<Ingress> ingresses() {
    return read(Resource.INGRESSES).ingresses();
  }

  public List<Autoscaler> autoscalers() {
    return read(Resource.AUTOSCALERS).autoscalers();
  }

  public List<NetworkPolicy> networkPolicies() {
    return read(Resource.NETWORK_POLICIES).networkPolicies();
  }

  /// What the NetworkPolicies let through.
  public Policies policies() {
    read(Resource.NETWORK_POLICIES);
    read(Resource.WORKLOADS);
    read(Resource.NAMESPACES);
    return policies;
  }

  /// Which Pods a NetworkPolicy is about: `spec.podSelector`.
  public Selection selection(NetworkPolicy policy) {
    read(Resource.NETWORK_POLICIES);
    read(Resource.WORKLOADS);
    return policySelections.of(policy);
  }

  /// Which Pods a peer of a NetworkPolicy means.
  public Selection selection(NetworkPolicy policy, NetworkPolicy.Peer.Pods peer) {
    read(Resource.NETWORK_POLICIES);
    read(Resource.WORKLOADS);
    read(Resource.NAMESPACES);
    return policySelections.of(policy, peer);
  }

  /// The Namespaces that were read.
  public List<Namespace> namespaces() {
    return read(Resource.NAMESPACES).namespaces();
  }

  /// The GatewayClasses, gateway.networking.k8s.io.
  public List<KubeObject> gatewayClasses() {
    return read(Resource.GATEWAY_CLASSES).gatewayClasses();
  }

  /// The Gateways of gateway.networking.k8s.io, and ListenerSets.
  public List<Gateway> gateways() {
    return read(Resource.GATEWAYS).gateways();
  }

  /// The routes of gateway.networking.k8s.io.
  public List<Route> routes() {
    return read(Resource.ROUTES).routes();
  }

  public List<ReferenceGrant> referenceGrants() {
    return read(Resource.REFERENCE_GRANTS).referenceGrants();
  }

  /// The routes of Istio, OpenShift, Traefik and Contour.
  public List<CustomRoute> customRoutes() {
    return read(Resource.CUSTOM_ROUTES).customRoutes();
  }

  /// The addresses that workloads are given in variables, commands, probes and mounted texts, with
  /// the Services that they mean.
  public References references() {
    read(Resource.SERVICES);
    read(Resource.WORKLOADS);
    read(Resource.CONFIG_MAPS);
    return calls.all();
  }

  /// The ways into the cluster.
  public EntryPoints entryPoints() {
    for (Resource resource : EntryPoints.READS) read(resource);
    return ways.all(watchedBy(_ -> {}));
  }

  /// What the API server calls: webhooks, aggregated APIs, converters of custom resources.
  public List<ServiceClient> serviceClients() {
    return read(Resource.SERVICE_CLIENTS).serviceClients();
  }

  public List<Monitor> monitors() {
    return read(Resource.MONITORS).monitors();
  }

  public List<IngressClass> ingressClasses() {
    return read(Resource.INGRESS_CLASSES).ingressClasses();
  }

  public List<PodDisruptionBudget> podDisruptionBudgets() {
    return read(Resource.POD_DISRUPTION_BUDGETS).podDisruptionBudgets();
  }

  /// Whether there are no other Namespaces. Never for manifests.
  public boolean sawAllNamespaces() {
    read(Resource.NAMESPACES);
    return world.unseenNamespaces().isEmpty();
  }

  /// Whether everything that the user gave could be read: no chart that did not render, no file
  /// that did not parse. Always for a cluster, which says of kinds what was not listed.
  public boolean sawAllGiven() {
    return world.sawAllGiven();
  }

  /// All objects, of every kind.
  public List<KubeObject> objects() {
    return read(Resource.ANY).objects();
  }

  /// Which Pods a Service selects.
  public Selection selection(Service service) {
    read(Resource.SERVICES);
    read(Resource.WORKLOADS);
    return world.selection(service);
  }

  /// Which Pods of an object's namespace a selector with operators selects.
  public Selection selection(KubeObject from, LabelSelector selector) {
    read(Resource.WORKLOADS);
    return world.selection(from, selector);
  }

  /// The Services that select a workload's Pods; may be empty.
  public List<Service> servicesSelecting(Workload workload) {
    read(Resource.SERVICES);
    read(Resource.WORKLOADS);
    return world.selecting(workload);
  }

  /// The Service of a name in the namespace of the object that refers to it.
  public Resolution<Service> service(KubeObject from, String name) {
    read(Resource.SERVICES);
    return world.service(from, name);
  }

  /// The Service of a name in a namespace that the object that refers to it names.
  public Resolution<Service> service(KubeObject from, String namespace, String name) {
    read(Resource.SERVICES);
    return world.service(from, namespace, name);
  }

  /// What an object names by group, kind, namespace and name.
  ///
  /// @param resource where its kind belongs
  public Resolution<KubeObject> object(KubeObject from, Reference to, Resource resource) {
    read(resource);
    return world.resolve(from, to.namespace(), to.group(), to.kind(), to.name());
  }

  /// How sure it is that a namespace has no more ReferenceGrants than those that were read; empty
  /// if it is not.
  public Optional<Confidence> absenceOfGrants(KubeObject from, String namespace) {
    read(Resource.REFERENCE_GRANTS);
    return world.resolve(from, namespace, Gateway.GROUP, "ReferenceGrant", "")
            instanceof Resolution.Absent<KubeObject>(Confidence confidence, var _)
        ? Optional.of(confidence)
        : Optional.empty();
  }

  /// Those of some objects that belong with another one: in a cluster all of them, in manifests
  /// those of its unit, and of what it names by namespace.
  public List<KubeObject> beside(KubeObject from, List<KubeObject> objects) {
    return world.beside(from, objects);
  }

  /// The object of a kind and name in the namespace of the object that refers to it.
  ///
  /// @param group the API group; empty for the core group
  public Resolution<KubeObject> object(KubeObject from, String group, String kind, String name) {
    read(Resource.WORKLOADS);
    return world.resolve(from, group, kind, name);
  }

  /// The Endpoints and EndpointSlices of a Service, in manifests those written by hand; may be
  /// empty.
  public List<Endpoints> endpoints(Service service) {
    read(Resource.ENDPOINTS);
    return world.endpoints(service);
  }

  /// All Endpoints and EndpointSlices of the unit of an object; may be empty.
  public List<Endpoints> endpointsBeside(KubeObject object) {
    read(Resource.ENDPOINTS);
    return world.endpointsBeside(object);
  }

  /// The cluster's Pods, nodes and slices; empty for manifests.
  public LiveView live() {
    return new LiveView(world, reads);
  }

  /// The Ingress routes that lead to a Service; may be empty.
  public List<IngressRoute> routesTo(Service service) {
    read(Resource.SERVICES);
    read(Resource.INGRESSES);
    return routes.to(service);
  }

  /// Whether two objects belong to one deployment, so that they can be in conflict.
  public boolean sameUnit(KubeObject a, KubeObject b) {
    return world.unit(a) == world.unit(b);
  }

  /// Whether two objects belong to one deployment, or to two that a kustomization or folders by
  /// kind make one of.
  public boolean together(KubeObject a, KubeObject b) {
    return world.together(a, b);
  }

  /// The number of the unit of an object, for grouping: conflicts count within a unit only.
  public int unit(KubeObject object) {
    return world.unit(object);
  }

  /// Whether custom resources beside an object may make Pods and Services that no manifest shows.
  public boolean mayHoldMore(KubeObject object) {
    return world.mayHoldMore(object);
  }

  /// Whether manifests beside an object let a program make workloads and Services itself.
  public boolean hasOperator(KubeObject object) {
    return world.hasOperator(object);
  }

  /// Where a Service port leads in the Pods of a workload, as the EndpointSlice controller finds
  /// it: a number is used as it is, declared or not; a name must be, with the same protocol, on a
  /// main container or else on a native sidecar.
  public static Target target(ServicePort port, Workload workload) {
    return target(port, workload.template());
  }

  /// Where a Service port leads in a Pod, or in those of a template.
  public static Target target(ServicePort port, PodTemplate pod) {
    return switch (port.target()) {
      case PortRef.Numbered(long number, var _) -> declared(number, port.protocol(), pod);
      case PortRef.Named(String name, var _) -> named(name, port.protocol(), pod);
    };
  }

  private static Target declared(long number, String protocol, PodTemplate pod) {
    for (Container container : pod.serving())
      for (ContainerPort port : container.ports())
        if (port.number() == number && port.protocol().equals(protocol))
          return new Target.Resolved(number, container, port);
    return new Target.Resolved(number, null, null);
  }

  private static Target named(String name, String protocol, PodTemplate pod) {
    ContainerPort otherProtocol = null;
    ContainerPort near = null;
    for (Container container : pod.containers()) {
      boolean serving = container.role() != Container.Role.INIT;
      for (ContainerPort port : container.ports()) {
        boolean sameProtocol = port.protocol().equals(protocol);
        if (serving && port.name().equals(name)) {
          if (sameProtocol) return new Target.Resolved(port.number(), container, port);
          if (otherProtocol == null) otherProtocol = port;
        } else if (near == null && sameProtocol && resembles(port.name(), name, serving)) {
          near = port;
        }
      }
    }
    return new Target.Unresolved(otherProtocol, near);
  }

  private static boolean resembles(String written, String wanted, boolean serving) {
    return serving
        ? written.equalsIgnoreCase(wanted) || EditDistance.isNear(written, wanted)
        : written.equals(wanted);
  }

  /// Whether a label tells a Pod's part among equals, which its software gives it while it runs.
  public static boolean isRole(Labels.Label label) {
    return RunTimeTargets.isRole(label);
  }

  /// Whether a Service port leads to a declared port in a Pod of the workload that runs, with what
  /// admission added to it. Never for manifests.
  public boolean isDeclaredInAPod(ServicePort port, Workload workload) {
    return read(Resource.WORKLOADS).cluster().pods(workload).stream()
        .filter(pod -> !pod.isOver())
        .anyMatch(pod ->
            target(port, pod.template()) instanceof Target.Resolved(long _, var _, var declared)
                && declared != null);
  }

  /// The ports that the running Pods of a workload declare, with what admission added to them;
  /// empty for manifests.
  public Stream<ContainerPort> livePorts(Workload workload) {
    return read(Resource.WORKLOADS).cluster().pods(workload).stream()
        .filter(pod -> !pod.isOver())
        .flatMap(pod -> pod.template().ports());
  }

  /// How far a Service reaches by its own type and addresses; routes come on top of it.
  public static Exposure exposure(Service service) {
    return switch (service.type()) {
      case EXTERNAL_NAME -> Exposure.NONE;
      case LOAD_BALANCER -> LoadBalancers.isInternal(service) ? Exposure.VPC : Exposure.PUBLIC;
      case NODE_PORT -> externalIps(service) ? Exposure.PUBLIC : Exposure.NODE;
      case CLUSTER_IP -> externalIps(service) ? Exposure.PUBLIC : Exposure.CLUSTER;
    };
  }

  private static boolean externalIps(Service service) {
    return !service.spec().items("externalIPs").isEmpty();
  }

  /// What could not be concluded because it lies outside of what was read: one entry for each
  /// Service whose Pods may be anywhere.
  public List<Unseen> unknown() {
    return world.model().services().stream()
        .filter(service -> world.selection(service) instanceof Selection.Unknown)
        .map(service ->
            Unseen.outside(
                "Pods of " + service.ref(),
                ((Selection.Unknown) world.selection(service)).why(),
                service.selectorSpan().firstLine()))
        .toList();
  }

  /// The unit-mates of an object among the workloads, for rules that look at neighbours.
  public Stream<Workload> workloadsBeside(KubeObject object) {
    read(Resource.WORKLOADS);
    return world.workloadsBeside(object);
  }
}
