package io.svcaudit.topology;

import io.svcaudit.model.ConfigMap;
import io.svcaudit.model.Endpoints;
import io.svcaudit.model.Gateway;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Model;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.Units.Unit;
import io.svcaudit.topology.policy.Surroundings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Manifests: references are looked up in the own unit first, then outward.
final class FileWorld implements World {
  /// What an application does not bring along: those of a platform, and Secrets, which nobody keeps
  /// with manifests.
  private static final Set<String> MADE_BY_OTHERS =
      Set.of(
          kind(Gateway.GROUP, "Gateway"),
          kind(Gateway.GROUP, "ListenerSet"),
          kind(Gateway.GROUP, "GatewayClass"),
          kind("", "Secret"));

  private final Model model;
  private final Units units;
  private final Map<String, List<KubeObject>> byName = new HashMap<>();
  private final Map<String, Set<Unit>> unitsWithKind = new HashMap<>();
  private final Map<Unit, Map<String, List<KubeObject>>> byUnitAndKind = new HashMap<>();
  private final Map<Unit, Map<String, List<Workload>>> workloads = new HashMap<>();
  private final Map<String, List<Endpoints>> endpoints = new HashMap<>();
  private final Map<Unit, List<Endpoints>> endpointsByUnit = new HashMap<>();
  private final IdentityHashMap<KubeObject, Service> services = new IdentityHashMap<>();
  private final IdentityHashMap<KubeObject, ConfigMap> configMaps = new IdentityHashMap<>();
  private final Set<String> namespaces = new HashSet<>();
  private final Set<String> serviceNames = new HashSet<>();
  private final Set<Unit> withMakers = new HashSet<>();
  private final Set<Unit> withOperators = new HashSet<>();
  private final Set<String> unseenDirectories = new HashSet<>();
  private final boolean sawAllGiven;
  private final Selections selections = new Selections(this);

  FileWorld(Model model, Units units, List<Unseen> unseen) {
    this.model = model;
    this.units = units;
    this.sawAllGiven = unseen.stream().noneMatch(item -> item.reach() == Unseen.Reach.GIVEN);
    for (KubeObject object : model.objects()) index(object);
    for (Service service : model.services()) {
      services.put(service.object(), service);
      serviceNames.add(service.object().name());
    }
    for (ConfigMap map : model.configMaps()) configMaps.put(map.object(), map);
    for (Endpoints each : model.endpoints()) {
      String service = each.object().namespace() + "/" + each.service();
      endpoints.computeIfAbsent(service, _ -> new ArrayList<>()).add(each);
      endpointsByUnit.computeIfAbsent(units.of(each.object()), _ -> new ArrayList<>()).add(each);
    }
    for (Workload workload : model.workloads())
      workloads
          .computeIfAbsent(units.of(workload.object()), _ -> new LinkedHashMap<>())
          .computeIfAbsent(workload.object().namespace(), _ -> new ArrayList<>())
          .add(workload);
    for (Unseen item : unseen)
      if (item.reach() == Unseen.Reach.GIVEN && item.place() != null)
        unseenDirectories.add(item.place().file().directory());
  }

  private void index(KubeObject object) {
    Unit unit = units.of(object);
    String kind = kind(object.ref().group(), object.kind());
    byName
        .computeIfAbsent(name(kind, object.namespace(), object.name()), _ -> new ArrayList<>())
        .add(object);
    unitsWithKind.computeIfAbsent(kind, _ -> new HashSet<>()).add(unit);
    byUnitAndKind
        .computeIfAbsent(unit, _ -> new HashMap<>())
        .computeIfAbsent(kind, _ -> new ArrayList<>())
        .add(object);
    if (object.namespaceWritten()) namespaces.add(object.namespace());
    if (PodMakers.mayMakePods(object)) withMakers.add(unit);
    if (PodMakers.letsMake(object)) withOperators.add(unit);
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

  Units units() {
    return units;
  }

  /// Own unit and those that surely belong to it.
  List<Unit> scope(KubeObject object) {
    Unit own = units.of(object);
    var scope = new ArrayList<Unit>();
    scope.add(own);
    scope.addAll(units.related(own));
    return scope;
  }

  @Override
  public Selection selection(Service service) {
    return selections.of(service);
  }

  @Override
  public Selection selection(KubeObject from, LabelSelector selector) {
    return Selectors.select(this, from, selector);
  }

  @Override
  public List<Service> selecting(Workload workload) {
    return selections.selecting(workload);
  }

  @Override
  public int unit(KubeObject object) {
    return units.of(object).id();
  }

  @Override
  public boolean mayHoldMore(KubeObject object) {
    return scope(object).stream().anyMatch(withMakers::contains);
  }

  @Override
  public boolean hasOperator(KubeObject object) {
    return scope(object).stream().anyMatch(withOperators::contains);
  }

  /// Whether something beside an object could not be read.
  boolean sawAll(KubeObject object) {
    return !unseenDirectories.contains(units.of(object).directory());
  }

  /// The workloads of a unit by namespace.
  Map<String, List<Workload>> workloads(Unit unit) {
    return workloads.getOrDefault(unit, Map.of());
  }

  boolean holdsServices(Unit unit) {
    return unitsWithKind.getOrDefault(kind("", "Service"), Set.of()).contains(unit);
  }

  @Override
  public List<Endpoints> endpoints(Service service) {
    return endpoints.getOrDefault(service.ref().qualifiedName(), List.of());
  }

  @Override
  public List<Endpoints> endpointsBeside(KubeObject object) {
    return endpointsByUnit.getOrDefault(units.of(object), List.of());
  }

  @Override
  public Stream<Workload> workloadsBeside(KubeObject object) {
    return workloads(units.of(object)).getOrDefault(object.namespace(), List.of()).stream();
  }

  @Override
  public Selection nothing(
      KubeObject object, String namespace, @Nullable Near near, boolean elsewhere) {
    return selections.nothing(object, namespace, near, elsewhere);
  }

  /// Those of one unit or of units that surely belong together, one above the other, and those that
  /// name their namespaces themselves.
  @Override
  public boolean mayMeet(KubeObject a, KubeObject b) {
    Unit one = units.of(a);
    Unit other = units.of(b);
    return one.equals(other)
        || units.related(one).contains(other)
        || Units.isBelow(other, one)
        || isNamespaceWritten(a) && isNamespaceWritten(b);
  }

  @Override
  public boolean together(KubeObject a, KubeObject b) {
    Unit one = units.of(a);
    Unit other = units.of(b);
    return one.equals(other) || units.companions(one).contains(other);
  }

  private static boolean isNamespaceWritten(KubeObject object) {
    return object.namespaceWritten() && !object.namespace().equals("default");
  }

  @Override
  public Optional<String> unseenNamespaces() {
    return Optional.of("a cluster has Namespaces that no manifest shows");
  }

  @Override
  public boolean sawAllGiven() {
    return sawAllGiven;
  }

  @Override
  public Surroundings surroundings() {
    return new FileSurroundings(model, units);
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
    Unit own = units.of(from);
    List<Unit> scope = scope(from);
    List<KubeObject> named = byName.getOrDefault(name(wanted, namespace, name), List.of());
    for (Unit unit : scope)
      for (KubeObject object : named)
        if (units.of(object).equals(unit)) return new Resolution.Found<>(object);
    for (KubeObject object : named)
      if (belongsWith(from, namespace, object, own)) return new Resolution.Found<>(object);

    String words = "no %s %s was read with it".formatted(kind, name);
    if (mayHoldMore(from))
      return new Resolution.Unknown<>(words + ", but resources that may make one");
    if (isPlaceholder(name) || isPlaceholder(namespace))
      return new Resolution.Unknown<>("its name is filled in later");
    if (namespace.equals("kube-system"))
      return new Resolution.Unknown<>(words + ", but the cluster brings more into kube-system");
    Set<Unit> holders = unitsWithKind.getOrDefault(wanted, Set.of());
    List<Unit> together = new ArrayList<>(units.companions(own));
    together.add(own);
    boolean hasKind = together.stream().anyMatch(unit -> holds(unit, wanted, from, namespace));
    if (!named.isEmpty() && !hasKind) return new Resolution.Unknown<>(words);
    boolean hasWorkloads = together.stream().anyMatch(unit -> hasWorkloads(unit, from, namespace));
    boolean isOthers = MADE_BY_OTHERS.contains(wanted) || holders.isEmpty() || !hasWorkloads;
    if (!hasKind && isOthers) return new Resolution.Unknown<>(words);

    List<KubeObject> near = near(namespace, wanted, name, scope);
    boolean elsewhere = !named.isEmpty() || near.stream().anyMatch(o -> o.name().equals(name));
    boolean complete = !MADE_BY_OTHERS.contains(wanted) || !near.isEmpty();
    boolean sure = hasKind && complete && !elsewhere && sawAll(from);
    return new Resolution.Absent<>(sure ? Confidence.HIGH : Confidence.MEDIUM, near);
  }

  /// Whether a unit holds objects of a kind; for another namespace than that of the object that
  /// refers to it, whether it holds them there: who gave only his own has not given that one.
  private boolean holds(Unit unit, String kind, KubeObject from, String namespace) {
    List<KubeObject> objects = byUnitAndKind.getOrDefault(unit, Map.of()).get(kind);
    if (objects == null) return false;
    return namespace.equals(from.namespace())
        || objects.stream().anyMatch(object -> object.namespace().equals(namespace));
  }

  private boolean hasWorkloads(Unit unit, KubeObject from, String namespace) {
    return namespace.equals(from.namespace())
        ? !workloads(unit).isEmpty()
        : workloads(unit).containsKey(namespace);
  }

  @Override
  public List<KubeObject> beside(KubeObject from, List<KubeObject> objects) {
    Unit own = units.of(from);
    Set<Unit> scope = new HashSet<>(scope(from));
    return objects.stream()
        .filter(object ->
            scope.contains(units.of(object)) || belongsWith(from, object.namespace(), object, own))
        .toList();
  }

  @Override
  public boolean knowsNamespace(String namespace) {
    return namespaces.contains(namespace);
  }

  @Override
  public boolean hasServiceNamed(String name) {
    return serviceNames.contains(name);
  }

  @Override
  public @Nullable ConfigMap configMap(KubeObject from, boolean secret, String name) {
    KubeObject found = resolve(from, "", secret ? "Secret" : "ConfigMap", name).orNull();
    return found == null ? null : configMaps.get(found);
  }

  /// `${NAME}`, `<name>`, `__name__`: no object can be called so.
  static boolean isPlaceholder(String name) {
    return name.chars().anyMatch(c -> "${}<>%_@ ".indexOf(c) >= 0);
  }

  /// A match outside of the scope counts if it lies in a folder below, or if both objects name the
  /// same namespace themselves: such objects meet in the cluster, whatever their folders. A file
  /// that repeats other files of its folder is complete: what lies below is what it was made from.
  private boolean belongsWith(KubeObject from, String namespace, KubeObject object, Unit own) {
    boolean named = from.namespaceWritten() || !namespace.equals(from.namespace());
    return (!own.isOneFile() && Units.isBelow(units.of(object), own))
        || (named && object.namespaceWritten() && !namespace.equals("default"));
  }

  private List<KubeObject> near(
      String namespace, String kind, String name, Collection<Unit> scope) {
    var near = new ArrayList<KubeObject>();
    for (Unit unit : scope)
      for (KubeObject object :
          byUnitAndKind.getOrDefault(unit, Map.of()).getOrDefault(kind, List.of())) {
        boolean sameNamespace = object.namespace().equals(namespace);
        if (!sameNamespace && object.name().equals(name)) near.addFirst(object);
        else if (sameNamespace && EditDistance.isNear(object.name(), name)) near.add(object);
      }
    return near;
  }
}
