package io.svcaudit.topology;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.source.SourceFile;
import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.Selection.Near.Reason;
import io.svcaudit.topology.Units.Unit;
import io.svcaudit.topology.kept.Kept;
import io.svcaudit.topology.kept.Once;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Joins the Services of manifests with the workloads whose Pods they select.
final class Selections {
  private final FileWorld world;
  private final Kept<Place, Candidates> candidates = Kept.byContent();
  private final Kept<String, Candidates> everywhere = Kept.byContent();
  private final Kept<Service, Selection> selections = Kept.byIdentity();
  private final Once<Map<Workload, List<Service>>> selecting = new Once<>();

  private record Place(Unit unit, String namespace) {}

  /// Workloads by their labels, so that a selector is compared with few of them.
  ///
  /// @param byPair keyed by `key=value`
  /// @param all every one of them
  private record Candidates(Map<String, List<Workload>> byPair, List<Workload> all) {
    static Candidates of(Collection<Workload> workloads) {
      var byPair = new HashMap<String, List<Workload>>();
      for (Workload workload : workloads)
        for (Labels.Label label : workload.labels().all().values())
          byPair.computeIfAbsent(pair(label), _ -> new ArrayList<>()).add(workload);
      return new Candidates(byPair, List.copyOf(workloads));
    }

    private static String pair(Labels.Label label) {
      return label.key() + "=" + label.value();
    }

    /// The pair that the fewest workloads have decides which are looked at. A pair that a
    /// controller may set cannot narrow the choice.
    List<Workload> matching(Labels selector) {
      List<Workload> fewest = all;
      for (Labels.Label wanted : selector.all().values()) {
        if (Workload.mayBeSetAtRunTime(wanted.key())) continue;
        List<Workload> having = byPair.getOrDefault(pair(wanted), List.of());
        if (having.size() < fewest.size()) fewest = having;
      }
      return fewest.stream().filter(w -> w.matches(selector)).toList();
    }
  }

  Selections(FileWorld world) {
    this.world = world;
  }

  Selection of(Service service) {
    return selections.of(service, () -> find(service));
  }

  List<Service> selecting(Workload workload) {
    return selecting.get(this::selecting).getOrDefault(workload, List.of());
  }

  private Map<Workload, List<Service>> selecting() {
    var index = new IdentityHashMap<Workload, List<Service>>();
    for (Service service : world.model().services())
      for (Workload selected : matching(service))
        index.computeIfAbsent(selected, _ -> new ArrayList<>()).add(service);
    return index;
  }

  private Selection find(Service service) {
    if (!service.selectsPods()) return new Selection.NotApplicable();
    List<Workload> matching = matching(service);
    if (!matching.isEmpty()) return new Selection.Selected(matching);
    if (RunTimeTargets.otherClusters(service))
      return new Selection.Unknown("Pods of other clusters may be behind it");
    List<Unit> scope = world.scope(service.object());
    var beside = new ArrayList<Workload>();
    for (Unit unit : scope)
      beside.addAll(world.workloads(unit).getOrDefault(service.object().namespace(), List.of()));
    Near near = inOtherNamespace(service);
    boolean elsewhere =
        !everywhere(service.object().namespace()).matching(service.selector()).isEmpty();
    if (elsewhere && near != null) near = null;
    if (near == null)
      near =
          NearMiss.find(
              service.object().name(),
              service.selector(),
              beside,
              workload -> selecting(workload).isEmpty());
    if (near == null && elsewhere && !isWorkedOut(service.object()))
      return new Selection.Unknown("only Pods of another folder have its labels");
    if ((near == null || !near.isStrong()) && labelledByItself(service, beside))
      return new Selection.Unknown("the Pods may get their label from their own software");
    return nothing(service.object(), service.object().namespace(), near, elsewhere);
  }

  /// See [World#nothing].
  Selection nothing(KubeObject object, String namespace, @Nullable Near near, boolean elsewhere) {
    boolean strong = near != null && near.isStrong();
    boolean makers = world.mayHoldMore(object);
    if (!strong && makers)
      return new Selection.Unknown("custom resources beside it may make its Pods");
    if (!strong && namespace.equals("kube-system"))
      return new Selection.Unknown("the cluster brings Pods of its own into kube-system");
    if (!strong && isTemplated(object))
      return new Selection.Unknown("placeholders beside it stand for what will be applied");
    if (!strong && !hasWorkloads(object, namespace))
      return new Selection.Unknown("no workload of its namespace was read with it");
    Confidence confidence = Confidence.HIGH;
    if (elsewhere && !strong || makers || !world.sawAll(object)) confidence = Confidence.MEDIUM;
    if (near != null && !near.isStrong() && !NearMiss.alike(object.name(), near.workload()))
      confidence = Confidence.MEDIUM;
    if (near == null) confidence = isWorkedOut(object) ? Confidence.MEDIUM : Confidence.LOW;
    if (near != null && near.reason() == Reason.NAMESPACE && !bothNamespacesWritten(object, near))
      confidence = Confidence.MEDIUM;
    return new Selection.Nothing(confidence, near);
  }

  /// Manifests of its unit that something fills in before they are applied: `{{uid}}`, `$(NAME)`.
  private boolean isTemplated(KubeObject object) {
    return world.workloads(world.units().of(object)).values().stream()
        .flatMap(List::stream)
        .anyMatch(workload -> FileWorld.isPlaceholder(workload.object().name()));
  }

  /// In its own folder, or in what a kustomization puts with it; the folders above say nothing
  /// about it.
  private boolean hasWorkloads(KubeObject object, String namespace) {
    Unit own = world.units().of(object);
    return world.workloads(own).containsKey(namespace)
        || world.units().companions(own).stream()
            .anyMatch(unit -> world.workloads(unit).containsKey(namespace));
  }

  /// Whether its unit is an application with Services that select Pods, or meant to be applied as
  /// it is; a folder of loose pieces is neither.
  private boolean isWorkedOut(KubeObject object) {
    if (object.file().origin() != SourceFile.Origin.WALKED) return true;
    Unit own = world.units().of(object);
    return world.workloads(own).getOrDefault(object.namespace(), List.of()).stream()
            .flatMap(workload -> selecting(workload).stream())
            .distinct()
            .count()
        > 1;
  }

  /// Whether the selector asks for a part among equals that a template cannot know, and Pods have
  /// the rest.
  private static boolean labelledByItself(Service service, List<Workload> beside) {
    Labels rest = RunTimeTargets.withoutRoles(service.selector());
    if (rest.all().size() == service.selector().all().size()) return false;
    return rest.isEmpty() || beside.stream().anyMatch(workload -> workload.matches(rest));
  }

  private static boolean bothNamespacesWritten(KubeObject object, Near near) {
    return object.namespaceWritten() && near.workload().object().namespaceWritten();
  }

  /// Matching workloads of the own unit and of those that a kustomization puts with it; of two
  /// definitions of one workload the nearer counts. If there are none, the folders above count,
  /// nearest first, then a folder of workloads beside it, and at last workloads of the same written
  /// namespace.
  private List<Workload> matching(Service service) {
    if (!service.selectsPods()) return List.of();
    String namespace = service.object().namespace();
    var found = new LinkedHashMap<String, Workload>();
    Unit own = world.units().of(service.object());
    for (Unit unit : world.scope(service.object())) {
      boolean itself = unit.equals(own);
      boolean companion = itself || world.units().companions(own).contains(unit);
      boolean instead = !itself && world.units().isAlternative(own, unit);
      if (!found.isEmpty() && (instead || !companion)) continue;
      for (Workload workload : in(unit, namespace).matching(service.selector()))
        found.putIfAbsent(workload.ref().toString(), workload);
    }
    if (found.isEmpty()) inWorkloadFolder(service).forEach(w -> found.put(w.ref().toString(), w));
    if (found.isEmpty() && service.object().namespaceWritten() && !namespace.equals("default"))
      for (Workload workload : everywhere(namespace).matching(service.selector()))
        if (workload.object().namespaceWritten())
          found.putIfAbsent(workload.ref().toString(), workload);
    List<Workload> matching = List.copyOf(found.values());
    List<Workload> lasting = matching.stream().filter(w -> !isHook(w)).toList();
    return lasting.isEmpty() ? matching : lasting;
  }

  /// Folders by kind (`services/` beside `deployments/`): one that holds Services alone is
  /// completed by the one beside it that holds the workloads. Only what is found there counts, not
  /// what is missing.
  private List<Workload> inWorkloadFolder(Service service) {
    Unit own = world.units().of(service.object());
    if (!world.workloads(own).isEmpty()) return List.of();
    List<List<Workload>> found =
        world.units().siblings(own).stream()
            .filter(unit -> !world.holdsServices(unit))
            .map(unit -> in(unit, service.object().namespace()).matching(service.selector()))
            .filter(matching -> !matching.isEmpty())
            .toList();
    return found.size() == 1 ? found.getFirst() : List.of();
  }

  /// Helm's test and hook Pods come and go. The Jobs of an upgrade run beside the servers, as other
  /// Jobs do.
  private static boolean isHook(Workload workload) {
    String hook = workload.object().annotation("helm.sh/hook").orElse("");
    boolean besideServers =
        hook.contains("upgrade") || hook.contains("rollback") || hook.contains("post-install");
    return !hook.isEmpty() && !(workload.type().runsToCompletion() && besideServers);
  }

  /// A workload that another Service selects is not waiting for this one.
  private @Nullable Near inOtherNamespace(Service service) {
    Unit own = world.units().of(service.object());
    var together = new ArrayList<Unit>(world.units().companions(own));
    together.addFirst(own);
    for (Unit unit : together)
      for (String namespace : world.workloads(unit).keySet()) {
        if (namespace.equals(service.object().namespace())) continue;
        for (Workload workload : in(unit, namespace).matching(service.selector()))
          if (selecting(workload).isEmpty())
            return new Near(workload, null, null, Reason.NAMESPACE);
      }
    return null;
  }

  private Candidates in(Unit unit, String namespace) {
    return candidates.of(
        new Place(unit, namespace),
        () -> Candidates.of(world.workloads(unit).getOrDefault(namespace, List.of())));
  }

  private Candidates everywhere(String namespace) {
    return everywhere.of(
        namespace,
        () ->
            Candidates.of(
                world.model().workloads().stream()
                    .filter(w -> w.object().namespace().equals(namespace))
                    .toList()));
  }
}
