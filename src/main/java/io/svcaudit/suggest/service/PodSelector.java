package io.svcaudit.suggest.service;

import io.svcaudit.model.Labels;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Labels that select the Pods of one workload.
///
/// @param labels may be empty: then nothing can select them
/// @param shared another workload whose Pods have all these labels too, whatever is added
record PodSelector(Map<String, String> labels, Optional<Workload> shared) {
  /// The labels that the workload itself selects its Pods by, and as many more as tell them from
  /// the Pods of others.
  static PodSelector of(Topology topology, Workload workload) {
    Map<String, String> labels = own(workload);
    var others = new ArrayList<Workload>();
    for (Workload other : topology.workloadsBeside(workload.object()).toList())
      if (other != workload
          && other.object().namespace().equals(workload.object().namespace())
          && matches(other, labels)) others.add(other);
    for (Labels.Label label : workload.labels().all().values()) {
      boolean tells =
          others.stream()
              .anyMatch(other -> !label.value().equals(other.labels().value(label.key())));
      if (!tells || workload.setAtRunTime(label)) continue;
      labels.put(label.key(), label.value());
      others.removeIf(other -> !matches(other, labels));
    }
    return new PodSelector(labels, others.stream().findFirst());
  }

  private static Map<String, String> own(Workload workload) {
    Mapping selector = workload.object().spec().mapping("selector");
    Labels written =
        Labels.of(selector.has("matchLabels") ? selector.mapping("matchLabels") : selector);
    var labels = new TreeMap<String, String>();
    for (Labels.Label label : written.all().values())
      if (label.value().equals(workload.labels().value(label.key())))
        labels.put(label.key(), label.value());
    if (labels.isEmpty())
      for (Labels.Label label : workload.labels().all().values())
        if (!workload.setAtRunTime(label)) labels.put(label.key(), label.value());
    return labels;
  }

  private static boolean matches(Workload other, Map<String, String> labels) {
    return labels.entrySet().stream()
        .allMatch(label -> label.getValue().equals(other.labels().value(label.getKey())));
  }

  /// Labels that the Pods of all of some workloads have, of those that they select themselves by.
  ///
  /// @param workloads at least one
  static PodSelector ofAll(Topology topology, List<Workload> workloads) {
    if (workloads.size() == 1) return of(topology, workloads.getFirst());
    Map<String, String> labels = own(workloads.getFirst());
    labels
        .entrySet()
        .removeIf(label ->
            workloads.stream()
                .anyMatch(w -> !label.getValue().equals(w.labels().value(label.getKey()))));
    return new PodSelector(labels, Optional.empty());
  }

  static List<String> sharing(Optional<Workload> shared) {
    return shared
        .map(other ->
            List.of(
                "the Pods of %s have all these labels too: give these Pods one of their own"
                    .formatted(other.object().ref().kindAndName())))
        .orElse(List.of());
  }
}
