package io.svcaudit.rules.disruption;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.selectors.SameProgram;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A PodDisruptionBudget over different programs that lets all Pods of one of them go at once: the
/// disruption controller adds up the Pods of all.
public final class PdbSelectsSeveralWorkloads implements Rule {
  private static final int MAX_SHOWN = 5;

  @Override
  public String name() {
    return "pdb-selects-several-workloads";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.POD_DISRUPTION_BUDGETS, Resource.WORKLOADS, Resource.AUTOSCALERS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Budget budget : Budget.all(topology)) {
      List<Workload> workloads =
          budget.workloads().stream()
              .filter(w -> topology.sameUnit(w.object(), budget.budget().object()))
              .filter(w -> w.template().isComplete() && w.replicas().orElse(1) > 0)
              .toList();
      if (workloads.size() < 2 || SameProgram.shareAnImage(workloads)) continue;
      Map<Workload, Long> pods = pods(topology, workloads);
      if (pods == null) continue;
      long total = pods.values().stream().mapToLong(Long::longValue).sum();
      Workload smallest = workloads.getFirst();
      for (Workload workload : workloads)
        if (count(pods, workload) < count(pods, smallest)) smallest = workload;
      long allowed = budget.budget().allowed(total);
      if (allowed >= count(pods, smallest))
        report(budget, workloads, smallest, count(pods, smallest), allowed, total, out);
    }
  }

  private static long count(Map<Workload, Long> pods, Workload workload) {
    return pods.getOrDefault(workload, 0L);
  }

  /// Null if the number of some is not known.
  private static @Nullable Map<Workload, Long> pods(Topology topology, List<Workload> workloads) {
    var pods = new IdentityHashMap<Workload, Long>();
    for (Workload workload : workloads) {
      Optional<Replicas> replicas = Replicas.of(topology, workload);
      if (replicas.isEmpty() || replicas.get().least() < 1) return null;
      pods.put(workload, replicas.get().least());
    }
    return pods;
  }

  private static void report(
      Budget budget,
      List<Workload> workloads,
      Workload smallest,
      long its,
      long allowed,
      long total,
      Findings out) {
    String names =
        workloads.stream()
            .limit(MAX_SHOWN)
            .map(w -> w.ref().kindAndName())
            .collect(Collectors.joining(", "));
    if (workloads.size() > MAX_SHOWN) names += ", …";
    var report =
        out.report(
                budget.budget().object(),
                "spec.selector",
                budget.selectorSpan(),
                "covers %d workloads together".formatted(workloads.size()),
                "%s counts the Pods of different programs together, and lets %s of %s go at once: %s"
                    .formatted(
                        budget.budget().ref(),
                        its == 1 ? "the only Pod" : "all %d Pods".formatted(its),
                        smallest.ref().kindAndName(),
                        names))
            // The only Pod of a workload has to go some time, with whatever budget.
            .confidence(its > 1 ? Confidence.HIGH : Confidence.MEDIUM)
            .related(
                budget.amountSpan(),
                "%d of the %d Pods may be evicted".formatted(allowed, total),
                null)
            .help("write a budget for each workload, with a label that only its Pods have");
    for (Workload workload : workloads.subList(0, Math.min(MAX_SHOWN, workloads.size())))
      report.related(workload.object().nameSpan(), "covered", workload.object());
  }
}
