package io.svcaudit.rules.live;

import io.svcaudit.model.ClusterNode;
import io.svcaudit.model.EndpointSlice;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A Service that keeps connections on the node where they arrive (`internalTrafficPolicy: Local`,
/// or `externalTrafficPolicy: Local` with node ports), and nodes without an endpoint of it:
/// connections there are dropped. A load balancer asks the nodes first, so type LoadBalancer is
/// left out.
public final class LocalPolicyEmptyNodes implements Rule {
  @Override
  public String name() {
    return "local-policy-empty-nodes";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.ENDPOINTS, Resource.NODES, Resource.WORKLOADS);
  }

  private static final int MAX_SHOWN = 3;

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.live().at().isEmpty()) return;
    List<ClusterNode> nodes =
        topology.live().nodes().stream().filter(n -> n.ready() && n.takesAnyPod()).toList();
    if (nodes.isEmpty()) return;
    for (Service service : topology.services()) {
      String field = localPolicy(service);
      if (field == null) continue;
      List<EndpointSlice> slices = topology.live().slices(service);
      if (Backends.ready(slices).findAny().isEmpty()) continue;
      // An endpoint without a node may be on any of them.
      if (Backends.ready(slices).anyMatch(e -> e.nodeName().isEmpty())) continue;
      Set<String> covered =
          Backends.ready(slices)
              .flatMap(endpoint -> endpoint.nodeName().stream())
              .collect(Collectors.toSet());
      List<ClusterNode> empty =
          nodes.stream().filter(node -> !covered.contains(node.object().name())).toList();
      if (!empty.isEmpty()) report(topology, service, field, nodes, empty, out);
    }
  }

  /// The field that keeps connections local; null if none does, or if somebody looks first.
  private static @Nullable String localPolicy(Service service) {
    if (service.headless() || service.type() == Service.Type.EXTERNAL_NAME) return null;
    if (service.spec().text("internalTrafficPolicy").orElse("").equals("Local"))
      return "internalTrafficPolicy";
    boolean external =
        service.type() == Service.Type.NODE_PORT
            && service.spec().text("externalTrafficPolicy").orElse("").equals("Local");
    return external ? "externalTrafficPolicy" : null;
  }

  private static void report(
      Topology topology,
      Service service,
      String field,
      List<ClusterNode> nodes,
      List<ClusterNode> empty,
      Findings out) {
    boolean internal = field.startsWith("internal");
    List<Workload> workloads = topology.selection(service).workloads();
    boolean agents =
        !workloads.isEmpty()
            && workloads.stream().allMatch(w -> w.type() == Workload.Type.DAEMON_SET);
    var report =
        out.report(
                service.object(),
                "spec." + field,
                service.spec().spanOf(field),
                "no other node takes over",
                "%s drops connections %s %d of %d nodes, which have no ready endpoint of it"
                    .formatted(
                        service.ref(),
                        internal ? "from Pods on" : "to its node ports on",
                        empty.size(),
                        nodes.size()))
            // Clients may be where the Pods of a DaemonSet are, or know which nodes to ask.
            .confidence(agents || !internal ? Confidence.MEDIUM : Confidence.HIGH)
            .help(
                "write %s: Cluster, or run the Pods on every node with a DaemonSet"
                    .formatted(field));
    for (ClusterNode node : empty.subList(0, Math.min(MAX_SHOWN, empty.size())))
      report.related(node.object().nameSpan(), "has no ready endpoint of it", node.object());
  }
}
