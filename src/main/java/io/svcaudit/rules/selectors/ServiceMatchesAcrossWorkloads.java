package io.svcaudit.rules.selectors;

import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A Service over the Pods of different programs: every connection may reach any of them. Typical
/// is a selector of labels that a whole chart shares (`app.kubernetes.io/instance`, `part-of`).
public final class ServiceMatchesAcrossWorkloads implements Rule {
  private static final int MAX_SHOWN = 5;

  @Override
  public String name() {
    return "service-matches-across-workloads";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      List<Workload> workloads =
          topology.selection(service).workloads().stream()
              .filter(w -> topology.sameUnit(w.object(), service.object()))
              .filter(w -> !w.type().runsToCompletion() && w.template().isComplete())
              .filter(w -> w.type() != Workload.Type.POD && w.replicas().orElse(1) > 0)
              .filter(w -> PortsOf.reach(service, w))
              .toList();
      if (workloads.size() < 2) continue;
      if (collectsOnPurpose(service, workloads)) continue;
      Workload twin = Twins.other(topology, service, workloads);
      if (twin != null || !SameProgram.of(service, workloads))
        report(topology, service, workloads, twin, out);
    }
  }

  /// Metrics are scraped from every Pod, and peers that find each other by DNS want all of them.
  private static boolean collectsOnPurpose(Service service, List<Workload> workloads) {
    boolean scraped =
        service.ports().stream().allMatch(port -> isMetrics(port.name()))
            || isMetrics(service.object().name());
    boolean gossip =
        service.headless()
            && (service.publishNotReadyAddresses()
                || service.ports().isEmpty()
                || workloads.stream().allMatch(w -> namesItself(w, service)));
    return scraped || gossip;
  }

  private static boolean isMetrics(String name) {
    return name.contains("metrics") || name.contains("prom");
  }

  private static boolean namesItself(Workload workload, Service service) {
    String name = service.object().name();
    return workload.serviceName().equals(name)
        || workload.template().spec().text("subdomain").orElse("").equals(name);
  }

  private static void report(
      Topology topology,
      Service service,
      List<Workload> workloads,
      @Nullable Workload twin,
      Findings out) {
    boolean portsDiffer = PortsOf.differ(service, workloads);
    boolean oneProgram = twin == null && SameProgram.shareAnImage(workloads);
    boolean sure = portsDiffer && !service.headless() && !oneProgram;
    Workload meant = PortsOf.meant(service, workloads);
    List<Workload> others = workloads.stream().filter(w -> w != meant).toList();
    String names =
        workloads.stream()
            .limit(MAX_SHOWN)
            .map(w -> w.ref().kindAndName())
            .collect(Collectors.joining(", "));
    if (workloads.size() > MAX_SHOWN) names += ", …";
    var report =
        out.report(
                service.object(),
                "spec.selector",
                SelectorPlaces.of(service),
                "%d workloads have %s"
                    .formatted(
                        workloads.size(),
                        service.selector().all().size() > 1 ? "these labels" : "this label"),
                twin == null
                    ? "%s spreads connections over different programs: %s"
                        .formatted(service.ref(), names)
                    : "%s also selects the Pods of %s, which has a Service of its own"
                        .formatted(service.ref(), twin.ref()))
            .severity(portsDiffer ? Severity.HIGH : Severity.MEDIUM)
            .confidence(sure ? Confidence.HIGH : Confidence.MEDIUM)
            .cause(Cause.severalWorkloads(topology, service));
    Label own = SelectorPlaces.distinguishing(meant, others);
    String kindAndName = meant.ref().kindAndName();
    report.help(
        own == null
            ? "give the Pods of %s a label of their own and add it to the selector"
                .formatted(kindAndName)
            : "add %s to the selector, if %s is meant".formatted(own, kindAndName));
    for (Workload workload : workloads.subList(0, Math.min(MAX_SHOWN, workloads.size())))
      report.related(workload.object().nameSpan(), PortsOf.describe(workload), workload.object());
  }
}
