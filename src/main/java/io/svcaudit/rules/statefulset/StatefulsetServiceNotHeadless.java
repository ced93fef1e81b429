package io.svcaudit.rules.statefulset;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.Optional;
import java.util.Set;

/// A StatefulSet whose governing Service has a cluster IP. The DNS specification of Kubernetes
/// gives names to single Pods under headless Services only.
public final class StatefulsetServiceNotHeadless implements Rule {
  @Override
  public String name() {
    return "statefulset-service-not-headless";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.WORKLOADS, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Workload workload : topology.workloads()) {
      if (workload.serviceName().isEmpty()) continue;
      Service service = topology.service(workload.object(), workload.serviceName()).orNull();
      if (service != null && !service.headless()) report(topology, workload, service, out);
    }
  }

  private static void report(Topology topology, Workload workload, Service service, Findings out) {
    Optional<Service> headless =
        topology.servicesSelecting(workload).stream().filter(Service::headless).findFirst();
    boolean together = topology.sameUnit(workload.object(), service.object());
    var report =
        out.report(
                workload.object(),
                "spec.serviceName",
                workload.object().spec().spanOf("serviceName"),
                "is not headless",
                "%s is governed by %s, which is not headless: no name in DNS for each Pod"
                    .formatted(workload.ref(), service.ref()))
            .confidence(together ? Confidence.HIGH : Confidence.MEDIUM)
            .evidence(PodNames.usedBy(workload))
            .related(service.typeSpan(), "has no clusterIP: None", service.object())
            .help(
                headless
                    .map(s -> "write serviceName: " + s.object().name())
                    .orElse(
                        "add a second Service with clusterIP: None and the same selector, and name it in serviceName; keep %s for clients"
                            .formatted(service.object().name())));
    headless.ifPresent(s ->
        report.related(s.object().nameSpan(), "selects these Pods and is headless", s.object()));
  }
}
