package io.svcaudit.topology;

import io.svcaudit.model.ConfigMap;
import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.Endpoints;
import io.svcaudit.model.KubeKind;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Model;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Observation;
import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.Selection.Near.Reason;
import io.svcaudit.topology.kept.Kept;
import io.svcaudit.topology.kept.Once;
import io.svcaudit.topology.policy.Surroundings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A cluster: everything belongs together, and what was listed and is not there does not exist.
final class ClusterWorld implements World {
  private static final List<String> PODS = List.of("Pod.", "Deployment.apps", "StatefulSet.apps");

  private static final Set<String> MANY = Set.of("Pod.", "EndpointSlice.discovery.k8s.io");

  private final Model model;
  private final Observation seen;
  private final Confidence sure;
  private final Map<String, KubeObject> byName = new HashMap<>();
  private final Map<String, List<KubeObject>> byKindAndNamespace = new HashMap<>();
  private final Map<String, Labelled<Workload>> workloads = new HashMap<>();
  private final Map<String, Labelled<LivePod>> pods = new HashMap<>();
  private final Map<String, List<Workload>> workloadsByNamespace = new HashMap<>();
  private final Map<String, List<Endpoints>> endpoints = new HashMap<>();
  private final Map<String, List<EndpointSlice>> slices = new HashMap<>();
  private final IdentityHashMap<KubeObject, Service> services = new IdentityHashMap<>();
  private final Map<String, List<KubeObject>> servicesByName = new HashMap<>();
  private final IdentityHashMap<KubeObject, ConfigMap> configMaps = new IdentityHashMap<>();
  private final Kept<Service, Selection> selections = Kept.byIdentity();
  private final Once<Map<Workload, List<Service>>> selecting = new Once<>();

  /// @param sure how sure it is that something is not there: certain for a cluster as it is, less
  ///   for one as it would be
  ClusterWorld(Model model, Observation seen, Confidence sure) {
    this.model = model;
    this.seen = seen;
    this.sure = sure;
    for (KubeObject object : model.objects()) {
      String kind = kind(object.ref().group(), object.kind());
      // Nothing refers to these by name, and there are more of them than of all others.
      if (MANY.contains(kind)) continue;
      byName.put(name(kind, object.namespace(), object.name()), object);
      byKindAndNamespace
          .computeIfAbsent(kind + "/" + object.namespace(), _ -> new ArrayList<>())
          .add(object);
    }
    for (Service service : model.services()) {
      services.put(service.object(), service);
      servicesByName
          .computeIfAbsent(service.object().name(), _ -> new ArrayList<>(1))
          .add(service.object());
    }
    for (ConfigMap map : model.configMaps()) configMaps.put(map.object(), map);
    for (Workload workload : model.workloads()) {
      String namespace = workload.object().namespace();
      workloadsByNamespace.computeIfAbsent(namespace, _ -> new ArrayList<>()).add(workload);
      workloads
          .computeIfAbsent(namespace, _ -> new Labelled<>())
          .add(workload, workload.template().node().mapping("metadata", "labels"));
    }
    for (LivePod pod : model.cluster().pods())
      if (!pod.isOver())
        pods.computeIfAbsent(pod.object().namespace(), _ -> new Labelled<>())
            .add(pod, pod.object().metadata().mapping("labels"));
    for (EndpointSlice slice : model.cluster().slices())
      slices
          .computeIfAbsent(
              slice.object().namespace() + "/" + slice.service(), _ -> new ArrayList<>())
          .add(slice);
    for (Endpoints each : model.endpoints())
      endpoints
          .computeIfAbsent(each.object().namespace() + "/" + each.service(), _ -> new ArrayList<>())
          .add(each);
  }

  private static String kind(String group, String kind) {
    return kind + "." + group;
  }

  private static String name(String kind, String namespace, String name) {
    return kind + "/" + namespace + "/" + name;
  }

  @Override
  public Model model() {
    return model;
  }

  /// The Pods that a Service selects, those that have run to their end left out; may be empty.
  List<LivePod> pods(Service service) {
    Labelled<LivePod> candidates = pods.get(service.object().namespace());
    if (candidates == null || !service.selectsPods()) return List.of();
    return candidates.fewest(service.selector(), _ -> false).stream()
        .filter(pod -> pod.matches(service.selector()))
        .toList();
  }

  /// The EndpointSlices of a Service; may be empty.
  List<EndpointSlice> slices(Service service) {
    return slices.getOrDefault(service.ref().qualifiedName(), List.of());
  }

  @Override
  public Selection selection(Service service) {
    return selections.of(service, () -> find(service));
  }

  @Override
  public Selection selection(KubeObject from, LabelSelector selector) {
    Set<Workload> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (LivePod pod : podsOf(from.namespace())) {
      Workload maker = model.cluster().maker(pod);
      if (maker != null && selector.matches(pod.labels())) found.add(maker);
    }
    List<Workload> beside = workloadsByNamespace.getOrDefault(from.namespace(), List.of());
    List<Workload> selected =
        beside.stream()
            .filter(w -> found.contains(w) || isWaiting(w) && Selectors.matches(w, selector))
            .toList();
    if (!selected.isEmpty()) return new Selection.Selected(selected);
    for (String kind : PODS) {
      Optional<String> unseen = seen.unseen(kind, from.namespace());
      if (unseen.isPresent()) return new Selection.Unknown(unseen.get());
    }
    return new Selection.Nothing(sure, null);
  }

  /// The Pods of a namespace, those that have run to their end left out.
  private List<LivePod> podsOf(String namespace) {
    Labelled<LivePod> all = pods.get(namespace);
    return all == null ? List.of() : all.all();
  }

  private Selection find(Service service) {
    if (!service.selectsPods()) return new Selection.NotApplicable();
    List<Workload> matching = matching(service);
    if (!matching.isEmpty()) return new Selection.Selected(matching);
    String namespace = service.object().namespace();
    Optional<String> unseen = unseenPods(namespace);
    if (unseen.isPresent()) return new Selection.Unknown(unseen.get());
    if (RunTimeTargets.otherClusters(service))
      return new Selection.Unknown("Pods of other clusters may be behind it");
    List<Workload> beside = workloadsByNamespace.getOrDefault(namespace, List.of());
    Near near =
        NearMiss.find(
            service.object().name(),
            service.selector(),
            beside,
            workload -> selecting(workload).isEmpty());
    if (near == null) near = inOtherNamespace(service);
    // Whoever gives out such a label may give it to nobody for a while.
    boolean waits = near == null && (asksForARole(service) || hasRun(service));
    return new Selection.Nothing(waits ? Confidence.MEDIUM.atMost(sure) : sure, near);
  }

  private Optional<String> unseenPods(String namespace) {
    return PODS.stream().flatMap(kind -> seen.unseen(kind, namespace).stream()).findFirst();
  }

  /// Pods that a selector without a likeness to any asks for may come and go.
  @Override
  public Selection nothing(
      KubeObject object, String namespace, @Nullable Near near, boolean elsewhere) {
    Optional<String> unseen = unseenPods(namespace);
    if (unseen.isPresent()) return new Selection.Unknown(unseen.get());
    boolean strong = near != null && near.isStrong();
    return new Selection.Nothing(strong ? sure : Confidence.MEDIUM.atMost(sure), near);
  }

  @Override
  public boolean mayMeet(KubeObject a, KubeObject b) {
    return true;
  }

  @Override
  public boolean together(KubeObject a, KubeObject b) {
    return true;
  }

  @Override
  public Optional<String> unseenNamespaces() {
    return seen.unseen(KubeKind.NAMESPACE.qualified(), "");
  }

  /// Whether its Pods were there and have run to their end: those of a Job, or a driver of Spark.
  private boolean hasRun(Service service) {
    return model.cluster().pods().stream()
        .anyMatch(pod ->
            pod.isOver()
                && pod.object().namespace().equals(service.object().namespace())
                && pod.matches(service.selector()));
  }

  private static boolean asksForARole(Service service) {
    return RunTimeTargets.withoutRoles(service.selector()).all().size()
        < service.selector().all().size();
  }

  /// What makes the selected Pods, and workloads that have the labels and no Pods yet.
  private List<Workload> matching(Service service) {
    if (!service.selectsPods()) return List.of();
    Set<Workload> found = Collections.newSetFromMap(new IdentityHashMap<>());
    var ordered = new ArrayList<Workload>();
    for (LivePod pod : pods(service)) {
      Workload maker = model.cluster().maker(pod);
      if (maker != null && found.add(maker)) ordered.add(maker);
    }
    Labelled<Workload> candidates = workloads.get(service.object().namespace());
    if (candidates != null)
      for (Workload workload :
          candidates.fewest(service.selector(), Workload.RUN_TIME_LABELS::contains))
        if (workload.matches(service.selector()) && isWaiting(workload) && found.add(workload))
          ordered.add(workload);
    return List.copyOf(ordered);
  }

  /// Whether a workload is there for Pods to come. A Job that is over makes none, and a Pod is only
  /// itself.
  private boolean isWaiting(Workload workload) {
    return switch (workload.type()) {
      case POD, JOB -> false;
      case DEPLOYMENT,
          REPLICA_SET,
          REPLICATION_CONTROLLER,
          STATEFUL_SET,
          DAEMON_SET,
          CRON_JOB,
          KNATIVE_SERVICE ->
          model.cluster().pods(workload).isEmpty();
    };
  }

  /// In a cluster many things are called alike: only one workload of the Service's own name that no
  /// Service selects was meant.
  private @Nullable Near inOtherNamespace(Service service) {
    Workload found = null;
    for (Map.Entry<String, Labelled<Workload>> entry : workloads.entrySet()) {
      if (entry.getKey().equals(service.object().namespace())) continue;
      for (Workload workload :
          entry.getValue().fewest(service.selector(), Workload.RUN_TIME_LABELS::contains))
        if (workload.matches(service.selector())
            && NearMiss.alike(service.object().name(), workload)
            && selecting(workload).isEmpty()) {
          if (found != null) return null;
          found = workload;
        }
    }
    return found == null ? null : new Near(found, null, null, Reason.NAMESPACE);
  }

  @Override
  public List<Service> selecting(Workload workload) {
    return selecting.get(this::selecting).getOrDefault(workload, List.of());
  }

  private Map<Workload, List<Service>> selecting() {
    var index = new IdentityHashMap<Workload, List<Service>>();
    for (Service service : model.services())
      for (Workload selected : matching(service))
        index.computeIfAbsent(selected, _ -> new ArrayList<>()).add(service);
    return index;
  }

  @Override
  public boolean sawAllGiven() {
    return true;
  }

  @Override
  public Surroundings surroundings() {
    return new ClusterSurroundings(model, seen);
  }

  @Override
  public Service serviceOf(KubeObject object) {
    Service service = services.get(object);
    if (service == null) throw new IllegalArgumentException("no Service: " + object.ref());
    return service;
  }

  @Override
  public Resolution<KubeObject> resolve(
      KubeObject from, String namespace, String group, String kind, String name) {
    String wanted = kind(group, kind);
    KubeObject found = byName.get(name(wanted, namespace, name));
    if (found != null) return new Resolution.Found<>(found);
    Optional<String> unseen = seen.unseen(wanted, namespace);
    if (unseen.isPresent()) return new Resolution.Unknown<>(unseen.get());
    var near = new ArrayList<KubeObject>();
    if (wanted.equals("Service.")) elsewhere(name).ifPresent(near::add);
    for (KubeObject object : byKindAndNamespace.getOrDefault(wanted + "/" + namespace, List.of()))
      if (EditDistance.isNear(object.name(), name)) near.add(object);
    return new Resolution.Absent<>(sure, near);
  }

  /// The only Service of a name, in whatever namespace. In a cluster many are called alike.
  private Optional<KubeObject> elsewhere(String name) {
    List<KubeObject> named = servicesByName.getOrDefault(name, List.of());
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  @Override
  public List<KubeObject> beside(KubeObject from, List<KubeObject> objects) {
    return objects;
  }

  @Override
  public boolean knowsNamespace(String namespace) {
    return byKindAndNamespace.containsKey("Service./" + namespace)
        || workloadsByNamespace.containsKey(namespace);
  }

  /// In a cluster the namespace tells all.
  @Override
  public boolean hasServiceNamed(String name) {
    return false;
  }

  @Override
  public @Nullable ConfigMap configMap(KubeObject from, boolean secret, String name) {
    KubeObject found = resolve(from, "", secret ? "Secret" : "ConfigMap", name).orNull();
    return found == null ? null : configMaps.get(found);
  }

  @Override
  public List<Endpoints> endpoints(Service service) {
    return endpoints.getOrDefault(service.ref().qualifiedName(), List.of());
  }

  @Override
  public List<Endpoints> endpointsBeside(KubeObject object) {
    return model.endpoints().stream()
        .filter(each -> each.object().namespace().equals(object.namespace()))
        .toList();
  }

  @Override
  public Stream<Workload> workloadsBeside(KubeObject object) {
    return workloadsByNamespace.getOrDefault(object.namespace(), List.of()).stream();
  }

  @Override
  public int unit(KubeObject object) {
    return 0;
  }

  @Override
  public boolean mayHoldMore(KubeObject object) {
    return false;
  }

  /// What it makes is there to be seen.
  @Override
  public boolean hasOperator(KubeObject object) {
    return false;
  }

  Observation seen() {
    return seen;
  }

  /// Whether it is the cluster as it is: only then its Pods and endpoints tell anything.
  boolean isNow() {
    return sure == Confidence.CERTAIN;
  }
}
