package io.svcaudit.rules.ports;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;

/// A headless Service whose `port` is not the Pods' port. There is no virtual address and so no
/// translation: DNS gives the Pods' addresses, and a client that dials `port` finds it closed. Only
/// SRV records and EndpointSlices carry the right number.
public final class HeadlessPortTranslation implements Rule {
  /// In names and annotations: clients that read SRV records or EndpointSlices.
  private static final List<String> DISCOVERING =
      List.of("metrics", "prom", "grpc", "srv", "thanos", "gossip");

  @Override
  public String name() {
    return "headless-port-translation";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS, Resource.INGRESSES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      if (!service.headless()) continue;
      List<Workload> workloads = ServicePods.of(topology, service);
      if (workloads.isEmpty()) continue;
      for (ServicePort port : service.ports()) {
        Workload workload = workloads.getFirst();
        boolean translates = workloads.stream().allMatch(w -> leadsElsewhere(port, w));
        if (translates && Topology.target(port, workload) instanceof Target.Resolved resolved)
          report(topology, service, port, resolved, workload, out);
      }
    }
  }

  private static boolean leadsElsewhere(ServicePort port, Workload workload) {
    return port.port() > 0
        && Topology.target(port, workload) instanceof Target.Resolved(long number, var _, var _)
        && number != port.port();
  }

  private static void report(
      Topology topology,
      Service service,
      ServicePort port,
      Target.Resolved target,
      Workload workload,
      Findings out) {
    var report =
        out.report(
                service.object(),
                ServicePods.path(port),
                ServicePods.place(port),
                "not translated: clients must dial %d themselves".formatted(target.number()),
                "%s is headless, so port %d does not lead to port %d of its Pods"
                    .formatted(service.ref(), port.port(), target.number()))
            .confidence(confidence(topology, service, port, workload))
            .cause(Cause.target(topology, service, port))
            .help("write port: %d, or leave out clusterIP: None".formatted(target.number()));
    report.related(service.spec().spanOf("clusterIP"), "no virtual address, no translation", null);
    if (target.port() != null)
      report.related(target.port().node().span(), "the Pods listen here", workload.object());
  }

  /// Beside a Service with an address, and for the peers of a StatefulSet, the headless one is for
  /// names; an Ingress controller reads EndpointSlices.
  private static Confidence confidence(
      Topology topology, Service service, ServicePort port, Workload workload) {
    var annotations = service.object().metadata().mapping("annotations").entries().keySet();
    boolean discovered =
        isDiscovering(port.name())
            || isDiscovering(service.object().name())
            || annotations.stream().anyMatch(HeadlessPortTranslation::isDiscovering);
    boolean another =
        topology.servicesSelecting(workload).stream().anyMatch(other -> !other.headless());
    boolean governing = workload.serviceName().equals(service.object().name());
    boolean routed = !topology.routesTo(service).isEmpty();
    return discovered || another || governing || routed ? Confidence.LOW : Confidence.MEDIUM;
  }

  private static boolean isDiscovering(String name) {
    return DISCOVERING.stream().anyMatch(name::contains);
  }
}
