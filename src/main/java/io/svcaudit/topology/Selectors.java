package io.svcaudit.topology;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Joins selectors with operators, as that of a PodDisruptionBudget, with workloads.
final class Selectors {
  private Selectors() {}

  /// Which Pods of an object's namespace a selector selects, as far as manifests tell: those of the
  /// object's own unit and of what belongs with it; of two definitions of one workload the nearer
  /// counts.
  static Selection select(FileWorld world, KubeObject from, LabelSelector selector) {
    var found = new LinkedHashMap<String, Workload>();
    Unit own = world.units().of(from);
    Set<Unit> companions = world.units().companions(own);
    for (Unit unit : world.scope(from)) {
      boolean instead = world.units().isAlternative(own, unit);
      boolean apart = !unit.equals(own) && (instead || !companions.contains(unit));
      if (!found.isEmpty() && apart) continue;
      for (Workload workload : world.workloads(unit).getOrDefault(from.namespace(), List.of()))
        if (matches(workload, selector)) found.putIfAbsent(workload.ref().toString(), workload);
    }
    if (!found.isEmpty()) return new Selection.Selected(List.copyOf(found.values()));
    String why = hidden(world, from, selector);
    if (!why.isEmpty()) return new Selection.Unknown(why);
    return new Selection.Nothing(world.sawAll(from) ? Confidence.HIGH : Confidence.MEDIUM, null);
  }

  /// Why the Pods may be there though none was read; empty if nothing speaks for it.
  private static String hidden(FileWorld world, KubeObject from, LabelSelector selector) {
    if (world.mayHoldMore(from)) return "custom resources beside it may make its Pods";
    if (from.namespace().equals("kube-system"))
      return "the cluster brings Pods of its own into kube-system";
    if (selector.requirements().stream().anyMatch(Selectors::isPlaceholder))
      return "the selector is filled in later";
    Unit own = world.units().of(from);
    var together = new ArrayList<Unit>(world.units().companions(own));
    together.add(own);
    List<Workload> beside =
        together.stream()
            .flatMap(
                unit -> world.workloads(unit).getOrDefault(from.namespace(), List.of()).stream())
            .toList();
    if (beside.isEmpty()) return "no workload of its namespace was read with it";
    if (beside.stream().anyMatch(w -> FileWorld.isPlaceholder(w.object().name())))
      return "placeholders beside it stand for what will be applied";
    boolean elsewhere =
        world.model().workloads().stream()
            .anyMatch(w -> w.object().namespace().equals(from.namespace()) && matches(w, selector));
    return elsewhere ? "only Pods of another folder have its labels" : "";
  }

  private static boolean isPlaceholder(Requirement requirement) {
    return requirement instanceof Requirement.In(var _, Set<String> values)
        && values.stream().anyMatch(FileWorld::isPlaceholder);
  }

  /// Whether Pods of a workload may match, with the labels that they get at run time.
  static boolean matches(Workload workload, LabelSelector selector) {
    if (selector.matches(workload.labels())) return true;
    return selector.requirements().stream().allMatch(requirement -> meets(workload, requirement));
  }

  private static boolean meets(Workload workload, Requirement requirement) {
    if (new LabelSelector(List.of(requirement)).matches(workload.labels())) return true;
    return switch (requirement) {
      case Requirement.In(String key, Set<String> values) ->
          values.stream().anyMatch(value -> isSetAtRunTime(workload, key, value));
      case Requirement.Exists(String key) ->
          Workload.mayBeSetAtRunTime(key)
              && (isSetAtRunTime(workload, key, workload.object().name() + "-0")
                  || isSetAtRunTime(workload, key, "0"));
      case Requirement.NotIn _, Requirement.DoesNotExist _ -> false;
    };
  }

  private static boolean isSetAtRunTime(Workload workload, String key, String value) {
    return workload.setAtRunTime(new Label(key, value, workload.object().nameSpot()));
  }
}
