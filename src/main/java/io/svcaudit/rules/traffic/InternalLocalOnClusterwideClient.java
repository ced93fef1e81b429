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

/// `internalTrafficPolicy: Local` before Pods that are not on every node: clients on the other
/// nodes get no connection. Of a running cluster `local-policy-empty-nodes` knows more.
public final class InternalLocalOnClusterwideClient implements Rule {
  @Override
  public String name() {
    return "internal-local-on-clusterwide-client";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS);
  }

  private static final String FIELD = "internalTrafficPolicy";

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.live().at().isPresent()) return;
    for (Service service : topology.services()) {
      boolean local =
          service.type() != Service.Type.EXTERNAL_NAME
              && !service.headless()
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
                "%s drops connections from Pods on nodes without a Pod of %s"
                    .formatted(service.ref(), workloads.getFirst().ref().kindAndName()))
            // Its clients may be kept on the same nodes, or there may be one node only.
            .confidence(Confidence.MEDIUM)
            .help(
                "write internalTrafficPolicy: Cluster, with trafficDistribution: PreferSameNode to"
                    + " stay near; or run the Pods with a DaemonSet");
    for (Workload workload : workloads)
      report.related(workload.object().nameSpan(), Backing.describe(workload), workload.object());
  }
}
