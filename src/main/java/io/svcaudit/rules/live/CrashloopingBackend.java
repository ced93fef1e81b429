package io.svcaudit.rules.live;

import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerStatus;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A workload behind a Service whose containers end again and again. Where nothing else is ready
/// the Service has no endpoint, and that is the finding.
public final class CrashloopingBackend implements Rule {
  @Override
  public String name() {
    return "crashlooping-backend";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS, Resource.PODS);
  }

  private static final int MAX_SHOWN = 3;

  private record Crashing(LivePod pod, ContainerStatus container) {}

  @Override
  public void check(Topology topology, Findings out) {
    Instant at = topology.live().at().orElse(null);
    if (at == null) return;
    for (Workload workload : topology.workloads()) {
      List<Service> services = topology.servicesSelecting(workload);
      if (services.isEmpty() || workload.type().runsToCompletion()) continue;
      var crashing = new ArrayList<Crashing>();
      for (LivePod pod : topology.live().pods(workload))
        if (!pod.isOver()
            && !pod.terminating()
            && services.stream().anyMatch(service -> pod.matches(service.selector())))
          Crash.in(pod, at).ifPresent(container -> crashing.add(new Crashing(pod, container)));
      if (!crashing.isEmpty()) report(topology, workload, services, crashing, out);
    }
  }

  private static void report(
      Topology topology,
      Workload workload,
      List<Service> services,
      List<Crashing> crashing,
      Findings out) {
    Crashing first = crashing.getFirst();
    String name = first.container().name();
    Optional<Container> container =
        workload.template().containers().stream().filter(c -> c.name().equals(name)).findFirst();
    var report =
        out.report(
                workload.object(),
                container.map(workload::path).orElse("spec"),
                container.map(Container::nameSpan).orElse(workload.object().nameSpan()),
                "ends again and again",
                "container %s of %s crashes in %s behind %s"
                    .formatted(
                        name,
                        workload.ref(),
                        crashing.size() == 1
                            ? "a Pod"
                            : "%d of its Pods".formatted(crashing.size()),
                        services.getFirst().ref()))
            .confidence(Confidence.CERTAIN)
            .cause(Cause.notReady(topology, workload))
            .help(Crash.help(first.pod(), first.container()));
    for (Crashing each : crashing.subList(0, Math.min(MAX_SHOWN, crashing.size())))
      report.related(
          each.container().node().spanOf("restartCount"),
          "Pod %s: %s".formatted(each.pod().object().name(), Crash.describe(each.container())),
          each.pod().object());
    if (crashing.size() > MAX_SHOWN)
      report.evidence(List.of("%d Pods crash".formatted(crashing.size())));
    for (Service service : services.subList(0, Math.min(MAX_SHOWN, services.size())))
      report.related(service.selectorSpan(), "sends connections here", service.object());
  }
}
