package io.svcaudit.rules.disruption;

import io.svcaudit.model.PodDisruptionBudget;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/// A PodDisruptionBudget with what it covers.
///
/// @param covers what its selector selects
record Budget(PodDisruptionBudget budget, Selection covers) {
  /// All that have a selector, which may be empty. Without one a budget covers nothing.
  static List<Budget> all(Topology topology) {
    var all = new ArrayList<Budget>();
    for (PodDisruptionBudget budget : topology.podDisruptionBudgets())
      budget
          .selector()
          .map(selector -> topology.selection(budget.object(), selector))
          .ifPresent(covers -> all.add(new Budget(budget, covers)));
    return all;
  }

  /// The covered workloads whose Pods stay; may be empty.
  List<Workload> workloads() {
    return covers.workloads().stream().filter(w -> !w.type().runsToCompletion()).toList();
  }

  /// Where its selector stands, the only pair of it if there is one.
  Span selectorSpan() {
    return selectorSpan(budget);
  }

  static Span selectorSpan(PodDisruptionBudget budget) {
    Mapping spec = budget.object().spec();
    Mapping pairs = spec.mapping("selector", "matchLabels");
    if (pairs.entries().size() == 1) return pairs.entries().values().iterator().next().span();
    return spec.has("selector") ? spec.spanOf("selector") : budget.object().nameSpan();
  }

  /// Where it says how many Pods must stay or may be missing; its name if it says neither.
  Span amountSpan() {
    Mapping spec = budget.object().spec();
    return spec.has(amountField()) ? spec.spanOf(amountField()) : budget.object().nameSpan();
  }

  String amountField() {
    return budget.object().spec().has("maxUnavailable") ? "maxUnavailable" : "minAvailable";
  }
}
