package io.svcaudit.rules.disruption;

import io.svcaudit.model.IntOrPercent;
import io.svcaudit.model.IntOrPercent.Count;
import io.svcaudit.model.IntOrPercent.Percent;
import io.svcaudit.model.PodDisruptionBudget;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A PodDisruptionBudget that lets no Pod go though all are healthy: nodes under them are never
/// drained, and upgrades wait for it.
public final class PdbBlocksEviction implements Rule {
  @Override
  public String name() {
    return "pdb-blocks-eviction";
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
    for (Budget covered : Budget.all(topology)) {
      PodDisruptionBudget budget = covered.budget();
      if (covered.covers() instanceof Selection.Nothing) continue;
      boolean saysNeither = !budget.object().spec().has(covered.amountField());
      if (saysNeither || blocksAny(budget)) always(covered, saysNeither, out);
      else counted(topology, covered, out);
    }
  }

  /// Whether it lets nothing go however many Pods there are.
  private static boolean blocksAny(PodDisruptionBudget budget) {
    Optional<IntOrPercent> missing = budget.maxUnavailable();
    if (missing.isPresent())
      return switch (missing.get()) {
        case Count(long value) -> value == 0;
        case Percent(long value) -> value == 0;
      };
    return budget
        .minAvailable()
        .filter(a -> a instanceof Percent(long all) && all == 100)
        .isPresent();
  }

  private static void always(Budget covered, boolean saysNeither, Findings out) {
    out.report(
            covered.budget().object(),
            "spec." + covered.amountField(),
            covered.amountSpan(),
            saysNeither ? "says neither minAvailable nor maxUnavailable" : "lets no Pod go",
            "%s lets no Pod be evicted, however many there are".formatted(covered.budget().ref()))
        .confidence(saysNeither ? Confidence.MEDIUM : Confidence.HIGH)
        .help("write maxUnavailable: 1");
  }

  private static void counted(Topology topology, Budget covered, Findings out) {
    List<Workload> workloads = covered.workloads();
    var replicas = new ArrayList<Replicas>();
    for (Workload workload : workloads) Replicas.of(topology, workload).ifPresent(replicas::add);
    long pods = replicas.stream().mapToLong(Replicas::least).sum();
    boolean known =
        replicas.size() == workloads.size() && replicas.stream().allMatch(r -> r.least() > 0);
    boolean says =
        covered.budget().minAvailable().isPresent()
            || covered.budget().maxUnavailable().isPresent();
    if (!known || pods == 0 || !says || covered.budget().allowed(pods) > 0) return;
    boolean scaled = replicas.stream().anyMatch(r -> r.by().isPresent());
    boolean written = replicas.stream().allMatch(Replicas::written);
    // One replica is often what a base has, and an overlay or the user scales it.
    boolean sure = written && (pods > 1 || topology.live().at().isPresent());
    String amount =
        covered.amountField()
            + " "
            + covered.budget().object().spec().text(covered.amountField()).orElse("");
    var report =
        out.report(
                covered.budget().object(),
                "spec." + covered.amountField(),
                covered.amountSpan(),
                "lets none of %s go".formatted(pods == 1 ? "1 Pod" : pods + " Pods"),
                "%s lets no Pod be evicted: %s, and there %s %d%s"
                    .formatted(
                        covered.budget().ref(),
                        amount,
                        pods == 1 ? "is" : "are",
                        pods,
                        scaled ? " when the autoscaler is at its least" : ""))
            .confidence(sure ? Confidence.HIGH : Confidence.MEDIUM)
            .help(
                pods == 1
                    ? "run at least two replicas, or remove the budget"
                    : "write maxUnavailable: 1");
    for (int i = 0; i < workloads.size(); i++) related(workloads.get(i), replicas.get(i), report);
  }

  private static void related(Workload workload, Replicas replicas, Findings.Report report) {
    if (replicas.by().isPresent()) {
      var by = replicas.by().get().object();
      boolean keda = by.kind().equals("ScaledObject");
      String field = keda ? "minReplicaCount" : "minReplicas";
      report.related(
          by.spec().has(field) ? by.spec().spanOf(field) : by.nameSpan(), "the least", by);
    } else if (workload.object().spec().has("replicas")) {
      report.related(workload.object().spec().spanOf("replicas"), "covered", workload.object());
    } else {
      report.related(workload.object().nameSpan(), "covered, 1 replica", workload.object());
    }
  }
}
