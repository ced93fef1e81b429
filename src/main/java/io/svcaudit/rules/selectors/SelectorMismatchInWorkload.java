package io.svcaudit.rules.selectors;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.api.Values;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.SourceFile.Origin;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A workload whose selector its own Pods do not match, or that has none (apps/v1: "It must match
/// the pod template's labels").
public final class SelectorMismatchInWorkload implements Rule {
  @Override
  public String name() {
    return "selector-mismatch-in-workload";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.WORKLOADS);
  }

  /// The kinds whose selector the API server holds against the template, by `kind.group`.
  private static final Set<String> KINDS =
      Set.of("Deployment.apps", "ReplicaSet.apps", "StatefulSet.apps", "DaemonSet.apps");

  /// @param label of the place
  /// @param reason follows "the API server rejects Deployment shop/api: "
  /// @param likelyPatch whether a patch, or labels that kustomize adds, could look like it
  private record Fault(Span span, String label, String reason, String help, boolean likelyPatch) {}

  @Override
  public void check(Topology topology, Findings out) {
    var named = new HashMap<String, Integer>();
    for (Workload workload : topology.workloads())
      named.merge(key(workload.object()), 1, Integer::sum);
    for (Workload workload : topology.workloads()) {
      KubeObject object = workload.object();
      boolean checked =
          KINDS.contains(object.kind() + "." + object.ref().group())
              && object.uid().isEmpty()
              && workload.template().isComplete();
      if (!checked) continue;
      Fault fault = fault(workload);
      // One of several definitions is a patch of the others.
      if (fault != null && (!fault.likelyPatch() || named.getOrDefault(key(object), 1) == 1))
        report(workload, fault, out);
    }
  }

  private static String key(KubeObject object) {
    return object.kind() + " " + object.name();
  }

  private static @Nullable Fault fault(Workload workload) {
    Mapping spec = workload.object().spec();
    Labels labels = workload.labels();
    if (!spec.has("selector")) {
      if (labels.isEmpty()) return null;
      return new Fault(
          workload.object().nameSpan(),
          "no selector",
          "spec.selector must be written",
          "write selector.matchLabels with labels of the Pod template",
          true);
    }
    Mapping selector = spec.mapping("selector");
    Labels wanted = Labels.of(selector.mapping("matchLabels"));
    if (wanted.isEmpty() && selector.items("matchExpressions").isEmpty()) {
      boolean flat = !selector.isEmpty() && !selector.has("matchLabels");
      return new Fault(
          spec.spanOf("selector"),
          flat ? "no matchLabels" : "empty",
          "spec.selector must not be empty",
          flat ? "write its labels under matchLabels" : "write labels of the Pod template",
          true);
    }
    return mismatch(wanted, labels);
  }

  /// The first pair that the template has not.
  private static @Nullable Fault mismatch(Labels wanted, Labels labels) {
    for (Map.Entry<String, Label> pair : wanted.all().entrySet()) {
      Label label = pair.getValue();
      Label actual = labels.get(pair.getKey());
      if (actual != null && actual.value().equals(label.value())) continue;
      if (isFilledInLater(label) || actual != null && isFilledInLater(actual)) continue;
      return new Fault(
          label.span(),
          actual == null ? "not among the labels of its Pods" : "its Pods have " + actual,
          "spec.selector has %s, and the labels of its Pod template %s"
              .formatted(label, actual == null ? "do not" : "have " + actual),
          "write the same pair in selector.matchLabels and in the labels of the Pod template",
          actual == null);
    }
    return null;
  }

  private static boolean isFilledInLater(Label label) {
    return Values.isPlaceholder(label.value()) || Values.isPlaceholder(label.key());
  }

  private static void report(Workload workload, Fault fault, Findings out) {
    KubeObject object = workload.object();
    boolean sure = !fault.likelyPatch() || object.file().origin() != Origin.WALKED;
    Mapping metadata = workload.template().node().mapping("metadata");
    var report =
        out.report(
                object,
                "spec.selector",
                fault.span(),
                fault.label(),
                "the API server rejects %s: %s".formatted(object.ref(), fault.reason()))
            .confidence(sure ? Confidence.CERTAIN : Confidence.MEDIUM)
            .help(fault.help());
    if (metadata.has("labels"))
      report.related(metadata.spanOf("labels"), "the labels of its Pods", null);
  }
}
