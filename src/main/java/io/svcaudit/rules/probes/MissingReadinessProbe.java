package io.svcaudit.rules.probes;

import io.svcaudit.model.Container;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.probes.Served.Traffic;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A Service sends requests to a container that has no readiness probe: an endpoint is ready as
/// soon as the container runs, whether it can answer or not (core/v1 Container.readinessProbe:
/// "Container will be removed from service endpoints if the probe fails").
public final class MissingReadinessProbe implements Rule {
  /// Data stores speak before they serve only for moments, and a single one has no other to turn
  /// to.
  private static final Set<Long> DATASTORE_PORTS =
      Set.of(1433L, 1521L, 3306L, 5432L, 5672L, 6379L, 9042L, 9092L, 9200L, 11211L, 26257L, 27017L);

  @Override
  public String name() {
    return "missing-readiness-probe";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.WORKLOADS, Resource.SERVICES, Resource.INGRESSES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Workload workload : topology.workloads()) {
      if (!Served.isLasting(workload) || isInfrastructure(workload)) continue;
      if (Served.isOfTheCluster(topology, workload)) continue;
      List<Traffic> unguarded =
          Served.traffic(topology, workload).stream()
              .filter(traffic -> !Served.isGuarded(workload, traffic))
              .toList();
      if (!unguarded.isEmpty()) report(topology, workload, unguarded, out);
    }
  }

  /// Agents of a node (log shippers, CNI, kube-proxy) are not taken out of service.
  private static boolean isInfrastructure(Workload workload) {
    return workload.template().hostNetwork()
        || workload.type() == Workload.Type.DAEMON_SET
            && workload.object().namespace().startsWith("kube-");
  }

  private static void report(
      Topology topology, Workload workload, List<Traffic> unguarded, Findings out) {
    Traffic first = unguarded.getFirst();
    Container container = first.container();
    boolean declared = container.ports().stream().anyMatch(p -> p.number() == first.number());
    var report =
        out.report(
                workload.object(),
                workload.path(container) + ".readinessProbe",
                container.nameSpan(),
                "has no readinessProbe",
                "container %s of %s has no readinessProbe: %s sends it requests as soon as it runs"
                    .formatted(container.name(), workload.ref(), first.service().ref()))
            .severity(severity(topology, workload, unguarded))
            .confidence(confidence(workload, declared))
            .help(
                "add a readinessProbe on port %d that succeeds only when %s can answer"
                    .formatted(first.number(), container.name()));
    var services = new LinkedHashSet<Service>();
    for (Traffic traffic : unguarded)
      if (services.add(traffic.service()))
        report.related(
            traffic.port().span(),
            "sends %s to port %d".formatted(traffic.port().describe(), traffic.number()),
            traffic.service().object());
    for (Traffic traffic : unguarded)
      if (traffic.container() != container)
        report.related(traffic.container().nameSpan(), "has none either", null);
  }

  private static Severity severity(Topology topology, Workload workload, List<Traffic> unguarded) {
    Severity worst =
        unguarded.stream()
            .map(traffic -> severity(topology, workload, traffic))
            .max(Comparator.naturalOrder())
            .orElse(Severity.MEDIUM);
    boolean starts = unguarded.getFirst().container().startupProbe() != null;
    return starts ? Severity.LOW : worst;
  }

  private static Severity severity(Topology topology, Workload workload, Traffic traffic) {
    Service service = traffic.service();
    if (!traffic.port().protocol().equals("TCP") || isPeer(workload, service)) return Severity.LOW;
    if (service.isNodePortOrLoadBalancer() || !topology.routesTo(service).isEmpty())
      return Severity.HIGH;
    boolean single = workload.replicas().orElse(1) == 1;
    return single && DATASTORE_PORTS.contains(traffic.number()) ? Severity.LOW : Severity.MEDIUM;
  }

  /// The members of a StatefulSet find each other by a headless Service before they are ready.
  private static boolean isPeer(Workload workload, Service service) {
    return service.headless() && workload.type() == Workload.Type.STATEFUL_SET;
  }

  private static Confidence confidence(Workload workload, boolean declared) {
    if (!workload.template().spec().items("readinessGates").isEmpty()) return Confidence.LOW;
    return declared || workload.template().serving().size() == 1
        ? Confidence.HIGH
        : Confidence.MEDIUM;
  }
}
