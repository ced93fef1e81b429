package io.svcaudit.rules.traffic;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;

/// A node port that only nodes with a Pod answer (`externalTrafficPolicy: Local`), and Pods that
/// are not on every node. A load balancer asks the nodes first (`healthCheckNodePort`), so that
/// type is left out. Of a running cluster `local-policy-empty-nodes` knows more.
public final class ExternalLocalInsufficientSpread implements Rule {
  @Override
  public String name() {
    return "external-local-insufficient-spread";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS);
  }

  private static final String FIELD = "externalTrafficPolicy";

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.live().at().isPresent()) return;
    for (Service service : topology.services()) {
      boolean local =
          service.type() == Service.Type.NODE_PORT
              && service.spec().text(FIELD).orElse("").equals("Local");
      if (!local) continue;
      List<Workload> workloads = Backing.onSomeNodes(topology, service);
      if (!workloads.isEmpty()) report(service, workloads, out);
    }
  }

  private static void report(Service service, List<Workload> workloads, Findings out) {
    var report =
        out.report(
                service.object(),
                "spec." + FIELD,
                service.spec().spanOf(FIELD),
                "no other node takes over",
                "%s drops connections to its node ports on nodes without a Pod of %s"
                    .formatted(service.ref(), workloads.getFirst().ref().kindAndName()))
            // Clients may know which nodes to ask, or there may be one node only.
            .confidence(Confidence.MEDIUM)
            .help("write externalTrafficPolicy: Cluster, or run the Pods with a DaemonSet");
    for (Workload workload : workloads)
      report.related(workload.object().nameSpan(), Backing.describe(workload), workload.object());
  }
}
