package io.svcaudit.rules.selectors;

import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;

/// A Service that selects the Pods of a Job beside those of its server. A running Job Pod without a
/// readiness probe is ready at once, so it gets a share of the connections.
public final class ServiceSelectsJobPods implements Rule {
  @Override
  public String name() {
    return "service-selects-job-pods";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      List<Workload> selected = selectedBeside(topology, service);
      List<Workload> jobs = selected.stream().filter(w -> w.type().runsToCompletion()).toList();
      List<Workload> servers =
          selected.stream()
              .filter(w -> !w.type().runsToCompletion() && w.type() != Workload.Type.POD)
              .toList();
      if (!jobs.isEmpty() && !servers.isEmpty()) report(topology, service, servers, jobs, out);
    }
  }

  /// Folders above are left out: that two files of a repository meet in one namespace is not sure.
  /// So are Pods that no port of the Service leads to.
  private static List<Workload> selectedBeside(Topology topology, Service service) {
    return topology.selection(service).workloads().stream()
        .filter(workload -> topology.sameUnit(workload.object(), service.object()))
        .filter(workload -> PortsOf.reach(service, workload))
        .toList();
  }

  private static void report(
      Topology topology,
      Service service,
      List<Workload> servers,
      List<Workload> jobs,
      Findings out) {
    Workload job = jobs.getFirst();
    boolean probed = jobs.stream().allMatch(ServiceSelectsJobPods::waitsForReadiness);
    var report =
        out.report(
                service.object(),
                "spec.selector",
                SelectorPlaces.of(service),
                "also selects the Pods of " + job.ref().kindAndName(),
                "%s sends traffic to the Pods of %s".formatted(service.ref(), job.ref()))
            .cause(Cause.jobs(topology, service))
            .severity(probed ? Severity.MEDIUM : Severity.HIGH)
            .confidence(service.headless() ? Confidence.MEDIUM : Confidence.HIGH)
            .help(help(servers.getFirst(), job));
    for (Workload each : jobs)
      report.related(
          labelsOf(service, each),
          probed
              ? "a Pod of the Job has the labels"
              : "its Pods have the labels, and count as ready at once",
          each.object());
    report.related(
        labelsOf(service, servers.getFirst()),
        "the Pods of " + servers.getFirst().ref().kindAndName(),
        servers.getFirst().object());
  }

  private static boolean waitsForReadiness(Workload job) {
    return job.template().serving().stream().anyMatch(c -> c.readinessProbe() != null);
  }

  private static Span labelsOf(Service service, Workload workload) {
    for (Label wanted : service.selector().all().values()) {
      Label label = workload.labels().get(wanted.key());
      if (label != null) return label.span();
    }
    return workload.object().nameSpan();
  }

  private static String help(Workload server, Workload job) {
    Label own = SelectorPlaces.distinguishing(server, List.of(job));
    return own == null
        ? "give the Pod template of %s %s labels of its own"
            .formatted(job.ref().kind(), job.ref().name())
        : "add %s to the selector, which %s %s lacks"
            .formatted(own, job.ref().kind(), job.ref().name());
  }
}
