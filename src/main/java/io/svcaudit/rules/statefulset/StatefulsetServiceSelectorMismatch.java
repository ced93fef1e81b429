package io.svcaudit.rules.statefulset;

import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;

/// A StatefulSet whose governing Service selects other Pods: its own get no names in DNS.
public final class StatefulsetServiceSelectorMismatch implements Rule {
  @Override
  public String name() {
    return "statefulset-service-selector-mismatch";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.WORKLOADS, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Workload workload : topology.workloads()) {
      if (workload.serviceName().isEmpty() || !workload.template().isComplete()) continue;
      Service service = topology.service(workload.object(), workload.serviceName()).orNull();
      if (service == null || !service.selectsPods() || workload.matches(service.selector()))
        continue;
      report(topology, workload, service, out);
    }
  }

  private static void report(Topology topology, Workload workload, Service service, Findings out) {
    List<Label> missing =
        service.selector().all().values().stream()
            .filter(l ->
                !l.value().equals(workload.labels().value(l.key())) && !workload.setAtRunTime(l))
            .toList();
    if (missing.isEmpty()) return;
    boolean selectsNothing = topology.selection(service) instanceof Selection.Nothing;
    boolean absentKeysOnly = missing.stream().allMatch(l -> workload.labels().get(l.key()) == null);
    boolean sure = topology.sameUnit(workload.object(), service.object()) && !absentKeysOnly;
    Label first = missing.getFirst();
    Label actual = workload.labels().get(first.key());
    var report =
        out.report(
                workload.object(),
                "spec.serviceName",
                workload.object().spec().spanOf("serviceName"),
                "does not select these Pods",
                "%s is governed by %s, which does not select its Pods: they have no names in DNS"
                    .formatted(workload.ref(), service.ref()))
            .confidence(sure ? Confidence.HIGH : Confidence.MEDIUM)
            .related(first.span(), "the Pods do not have this label", service.object())
            .help(
                actual == null
                    ? "add %s to the Pod template, or take it out of the selector".formatted(first)
                    : "write %s in the selector".formatted(actual));
    if (actual != null) report.related(actual.span(), "they have this one", null);
    if (selectsNothing) report.cause(Cause.noPods(topology, service));
  }
}
