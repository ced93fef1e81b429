package io.svcaudit.rules.live;

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
import java.util.List;
import java.util.Set;

/// The cluster's DNS Service has no ready endpoint: no name of a Service resolves, anywhere in the
/// cluster.
public final class DnsBroken implements Rule {
  @Override
  public String name() {
    return "dns-broken";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.ENDPOINTS, Resource.PODS, Resource.WORKLOADS);
  }

  private static final Set<String> NAMES =
      Set.of("kube-dns", "coredns", "rke2-coredns-rke2-coredns");

  @Override
  public void check(Topology topology, Findings out) {
    Instant at = topology.live().at().orElse(null);
    if (at == null) return;
    for (Service service : topology.services()) {
      String namespace = service.ref().namespace();
      boolean seen =
          topology.live().sees(Resource.PODS, namespace)
              && topology.live().sees(Resource.ENDPOINTS, namespace);
      if (!seen || !isClusterDns(service)) continue;
      List<LivePod> pods = topology.live().pods(service);
      Outage outage = Outage.of(topology, service, at);
      if (outage != null) down(topology, outage, out);
      else if (pods.isEmpty() && isEmpty(topology, service, at)) empty(topology, service, out);
    }
  }

  private static boolean isClusterDns(Service service) {
    if (!service.selectsPods()) return false;
    String name = service.ref().name();
    return switch (service.ref().namespace()) {
      case "kube-system" ->
          NAMES.contains(name)
              || service.object().metadata().text("labels", "k8s-app").orElse("").equals("kube-dns")
                  && service.ports().stream().anyMatch(port -> port.port() == 53);
      case "openshift-dns" -> name.equals("dns-default");
      default -> false;
    };
  }

  /// Endpoints may also be written by hand, of a resolver outside of the cluster.
  private static boolean isEmpty(Topology topology, Service service, Instant at) {
    return Backends.ready(topology.live().slices(service)).findAny().isEmpty()
        && Age.isOver(Age.SETTLING, service.object().created(), at);
  }

  private static void down(Topology topology, Outage outage, Findings out) {
    Service service = outage.service();
    var report =
        out.report(
                service.object(),
                "spec.selector",
                service.selectorSpan(),
                "none of its Pods is ready",
                "the cluster's DNS does not answer: %s has no ready endpoint"
                    .formatted(service.ref()))
            .confidence(Confidence.CERTAIN)
            .cause(Troubles.cause(topology, service, outage.pods()));
    Troubles.of(topology, outage.troubles()).tell(report);
  }

  private static void empty(Topology topology, Service service, Findings out) {
    var report =
        out.report(
                service.object(),
                "spec.selector",
                service.selectorSpan(),
                "no Pod has these labels",
                "the cluster's DNS does not answer: %s has no Pod".formatted(service.ref()))
            .confidence(Confidence.CERTAIN)
            .cause(Cause.noPods(topology, service))
            .help("scale the Deployment of the DNS server up, or let the Service select its Pods");
    for (Workload workload : topology.selection(service).workloads())
      report.related(workload.object().nameSpan(), "has no Pods", workload.object());
  }
}
