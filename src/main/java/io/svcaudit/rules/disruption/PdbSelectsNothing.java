package io.svcaudit.rules.disruption;

import io.svcaudit.model.Labels;
import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.PodDisruptionBudget;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.SourceFile.Origin;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A PodDisruptionBudget that covers no Pod: no selector, or one that nothing matches. Nodes are
/// drained as if it were not there.
public final class PdbSelectsNothing implements Rule {
  @Override
  public String name() {
    return "pdb-selects-nothing";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.POD_DISRUPTION_BUDGETS, Resource.WORKLOADS);
  }

  /// A label that is not quite the wanted one.
  ///
  /// @param actual null if it has none of that key
  private record Near(Workload workload, Label wanted, @Nullable Label actual) {
    boolean isMisspelt() {
      return actual != null
          && (actual.value().equalsIgnoreCase(wanted.value())
              || EditDistance.isNear(actual.value(), wanted.value()));
    }
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (PodDisruptionBudget budget : topology.podDisruptionBudgets()) {
      if (topology.live().isNew(budget.object())) continue;
      if (budget.selector().isEmpty()) {
        if (!isPatch(topology, budget)) unselective(budget, out);
        continue;
      }
      if (topology.selection(budget.object(), budget.selector().get())
          instanceof Selection.Nothing(Confidence confidence, var _))
        unmatched(topology, budget, confidence, out);
    }
  }

  /// Whether it changes a budget that another file holds whole.
  private static boolean isPatch(Topology topology, PodDisruptionBudget budget) {
    if (topology.live().at().isPresent()) return false;
    return topology.podDisruptionBudgets().stream()
        .anyMatch(other ->
            other.selector().isPresent() && other.object().name().equals(budget.object().name()));
  }

  private static void unselective(PodDisruptionBudget budget, Findings out) {
    boolean written = budget.object().spec().has("selector");
    out.report(
            budget.object(),
            "spec.selector",
            Budget.selectorSpan(budget),
            written ? "covers no Pod in v1beta1" : "no selector",
            "%s covers no Pod, as its selector is %s"
                .formatted(budget.ref(), written ? "empty" : "missing"))
        // What was met in a folder may be a patch of something that was not.
        .confidence(
            !written && budget.object().file().origin() == Origin.WALKED
                ? Confidence.MEDIUM
                : Confidence.HIGH)
        .help(
            "write the labels of the Pods under selector.matchLabels; {} covers all in policy/v1");
  }

  private static void unmatched(
      Topology topology, PodDisruptionBudget budget, Confidence confidence, Findings out) {
    Near near = near(topology, budget);
    boolean sure = near != null && near.isMisspelt() || topology.live().at().isPresent();
    var report =
        out.report(
                budget.object(),
                "spec.selector",
                near == null ? Budget.selectorSpan(budget) : near.wanted().span(),
                "nothing in namespace %s has %s"
                    .formatted(
                        budget.object().namespace(), near == null ? "these labels" : "this label"),
                "%s covers no Pod".formatted(budget.ref()))
            .confidence(sure ? confidence : Confidence.MEDIUM)
            .help("write the labels of the Pods that it is to cover, or remove it");
    if (near == null) return;
    Label actual = near.actual();
    String meant = near.workload().ref().kindAndName();
    if (near.isMisspelt()) report.help("write " + actual);
    else report.help("write the labels of %s, if it is meant; or remove it".formatted(meant));
    report.related(
        actual == null ? near.workload().object().nameSpan() : actual.span(),
        meant + " is one label away",
        near.workload().object());
  }

  /// The workload that lacks one pair of the selector; the one with a misspelt value first.
  private static @Nullable Near near(Topology topology, PodDisruptionBudget budget) {
    var wanted = Labels.of(budget.object().spec().mapping("selector", "matchLabels"));
    Near best = null;
    for (Workload workload : topology.workloadsBeside(budget.object()).toList()) {
      List<Label> missing =
          wanted.all().values().stream()
              .filter(label -> !label.value().equals(workload.labels().value(label.key())))
              .toList();
      if (missing.size() != 1) continue;
      Label pair = missing.getFirst();
      var near = new Near(workload, pair, workload.labels().get(pair.key()));
      boolean alike = wanted.all().size() > 1 || near.isMisspelt();
      if (alike && (best == null || near.isMisspelt() && !best.isMisspelt())) best = near;
    }
    return best;
  }
}
