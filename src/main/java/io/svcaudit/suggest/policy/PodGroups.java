package io.svcaudit.suggest.policy;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The Pods of each namespace, told apart by their labels as far as these differ. Those on the
/// network of their node are left out: selectors do not meet them.
final class PodGroups {
  /// Workloads whose Pods have the same labels: whatever admits those of one admits all.
  ///
  /// @param workloads at least one
  /// @param pods selects them and no others of their namespace
  record Group(String namespace, List<Workload> workloads, PodLabels pods) {
    /// `Deployment web, CronJob clean`
    String describe() {
      return String.join(
          ", ", workloads.stream().map(w -> w.ref().kindAndName()).distinct().toList());
    }
  }

  private final Map<String, List<Group>> byNamespace = new TreeMap<>();
  private final IdentityHashMap<Workload, Group> byWorkload = new IdentityHashMap<>();

  PodGroups(Topology topology) {
    var labelled = new TreeMap<String, Map<Map<String, String>, List<Workload>>>();
    for (Workload workload : topology.workloads()) {
      if (workload.template().hostNetwork() || !workload.template().isComplete()) continue;
      labelled
          .computeIfAbsent(workload.object().namespace(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(labels(workload), _ -> new ArrayList<>())
          .add(workload);
    }
    labelled.forEach((namespace, all) ->
        all.forEach((labels, workloads) -> {
          PodLabels pods = narrow(workloads.getFirst(), labels, all.keySet());
          var group = new Group(namespace, List.copyOf(workloads), pods);
          byNamespace.computeIfAbsent(namespace, _ -> new ArrayList<>()).add(group);
          for (Workload each : workloads) byWorkload.put(each, group);
        }));
  }

  /// Those that all Pods of a workload surely have.
  private static Map<String, String> labels(Workload workload) {
    var labels = new LinkedHashMap<String, String>();
    for (Labels.Label label : workload.labels().all().values())
      if (!workload.overwritten(label.key()) && !Workload.mayBeSetAtRunTime(label.key()))
        labels.put(label.key(), label.value());
    return labels;
  }

  /// What the workload selects its Pods by, and as many more of their labels as tell them from
  /// others.
  private static PodLabels narrow(
      Workload workload, Map<String, String> labels, Collection<Map<String, String>> all) {
    Map<String, String> chosen = selected(workload, labels);
    if (chosen.isEmpty()) chosen = labels;
    var selector = new LinkedHashMap<>(chosen);
    List<Map<String, String>> others = new ArrayList<>(all);
    others.removeIf(
        other -> other.equals(labels) || !other.entrySet().containsAll(selector.entrySet()));
    for (Map.Entry<String, String> label : labels.entrySet())
      if (others.removeIf(other -> !other.entrySet().contains(label)))
        selector.put(label.getKey(), label.getValue());
    var without = new TreeSet<String>();
    while (!others.isEmpty()) {
      var more = new TreeSet<>(others.getFirst().keySet());
      more.removeAll(labels.keySet());
      without.add(more.getFirst());
      others.removeIf(other -> other.containsKey(more.getFirst()));
    }
    return new PodLabels(selector, without);
  }

  private static Map<String, String> selected(Workload workload, Map<String, String> labels) {
    var selected = new LinkedHashMap<String, String>();
    var selector = workload.object().spec().mapping("selector");
    boolean plain = workload.type() == Workload.Type.REPLICATION_CONTROLLER;
    List<Requirement> requirements = plain ? List.of() : LabelSelector.of(selector).requirements();
    for (Requirement requirement : requirements)
      if (requirement instanceof Requirement.In(String key, var values)
          && values.contains(labels.getOrDefault(key, "")))
        selected.put(key, labels.getOrDefault(key, ""));
    return selected;
  }

  /// By namespace, in the order of reading; may be empty.
  Map<String, List<Group>> byNamespace() {
    return byNamespace;
  }

  /// Null for a workload whose Pods policies are not about.
  @Nullable Group of(Workload workload) {
    return byWorkload.get(workload);
  }
}
