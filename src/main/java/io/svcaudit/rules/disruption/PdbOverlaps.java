package io.svcaudit.rules.disruption;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.PodDisruptionBudget;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Pods that two PodDisruptionBudgets cover: the eviction API refuses them with an error
/// (kubernetes.io, API-initiated eviction), so that their nodes cannot be drained.
public final class PdbOverlaps implements Rule {
  @Override
  public String name() {
    return "pdb-overlaps";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.POD_DISRUPTION_BUDGETS, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    List<Budget> all = Budget.all(topology);
    var covering = new IdentityHashMap<Workload, List<Budget>>();
    for (Budget budget : all)
      for (Workload workload : budget.workloads())
        covering.computeIfAbsent(workload, _ -> new ArrayList<>()).add(budget);
    for (Budget second : all)
      for (Workload workload : second.workloads()) {
        Optional<Budget> first =
            covering.getOrDefault(workload, List.of()).stream()
                .takeWhile(budget -> budget != second)
                .filter(budget -> meet(topology, budget, second, workload))
                .findFirst();
        if (first.isEmpty()) continue;
        report(first.get(), second, workload, out);
        break;
      }
  }

  /// Whether both cover the same Pods of a workload. What labels its Pods get at run time may tell
  /// them apart.
  private static boolean meet(Topology topology, Budget a, Budget b, Workload workload) {
    PodDisruptionBudget first = a.budget();
    PodDisruptionBudget second = b.budget();
    return topology.sameUnit(first.object(), second.object())
        && !first.ref().sameObject(second.ref())
        && matches(first.selector(), workload)
        && matches(second.selector(), workload);
  }

  private static boolean matches(Optional<LabelSelector> selector, Workload workload) {
    return selector.filter(s -> s.matches(workload.labels())).isPresent();
  }

  private static void report(Budget first, Budget second, Workload workload, Findings out) {
    PodDisruptionBudget budget = second.budget();
    out.report(
            budget.object(),
            "spec.selector",
            second.selectorSpan(),
            "another budget covers them too",
            "%s and %s both cover the Pods of %s, which can then not be evicted"
                .formatted(first.budget().ref(), budget.ref(), workload.ref().kindAndName()))
        .related(first.selectorSpan(), "the other budget", first.budget().object())
        .related(workload.object().nameSpan(), "covered twice", workload.object())
        .help("remove one of the two, or select other Pods with it");
  }
}
