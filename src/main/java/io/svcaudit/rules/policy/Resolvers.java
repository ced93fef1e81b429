package io.svcaudit.rules.policy;

import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Addresses;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The DNS servers that Pods of a cluster ask.
///
/// @param known those of a cluster that was read; empty if none was
public record Resolvers(List<Known> known) {
  /// @param port where the Pods listen, which need not be 53
  public record Known(Workload pods, int port) {}

  /// 53, and the port of OpenShift's DNS Pods.
  private static final Set<Integer> USUAL_PORTS = Set.of(53, 5353);

  private static final Map<String, String> KUBE_DNS = Map.of("k8s-app", "kube-dns");
  private static final Map<String, String> NODE_LOCAL = Map.of("k8s-app", "node-local-dns");
  private static final Map<String, String> OPENSHIFT =
      Map.of("dns.operator.openshift.io/daemonset-dns", "default");

  /// The address of NodeLocal DNSCache on every node (kubernetes.io, Using NodeLocal DNSCache in
  /// Kubernetes Clusters).
  private static final End NODE_LOCAL_ADDRESS =
      new End.External(Addresses.parse("169.254.20.10").orElseThrow());

  private static final Set<String> NAMES = Set.of("kube-dns", "coredns");

  /// Manifests do not show all servers of the cluster that they are for.
  public static Resolvers of(Topology topology) {
    var known = new ArrayList<Known>();
    if (topology.sawAllNamespaces())
      for (Service service : topology.services())
        if (isDns(service))
          for (Workload pods : topology.selection(service).lasting())
            for (ServicePort port : service.ports())
              if (port.port() == 53
                  && port.protocol().equals(Protocol.UDP.name())
                  && Topology.target(port, pods) instanceof Target.Resolved(long to, var _, var _)
                  && TranslatedPort.isPort(to)) known.add(new Known(pods, (int) to));
    return new Resolvers(List.copyOf(known));
  }

  private static boolean isDns(Service service) {
    return switch (service.object().namespace()) {
      case "kube-system" ->
          NAMES.contains(service.object().name())
              || "kube-dns".equals(service.object().labels().value("k8s-app"));
      case "openshift-dns" -> service.object().name().equals("dns-default");
      default -> false;
    };
  }

  /// Whether the Pods of a workload use resolvers other than the cluster's.
  public static boolean asksOthers(Workload workload) {
    String policy = workload.template().spec().text("dnsPolicy").orElse("ClusterFirst");
    return policy.equals("None") || policy.equals("Default");
  }

  /// Whether the policies of a workload's Pods may let them ask any of the servers.
  public boolean admits(Topology topology, Workload workload) {
    if (admits(topology, workload, NODE_LOCAL_ADDRESS, Set.of(53))) return true;
    if (admits(topology, workload, any(workload, "kube-system", NODE_LOCAL), Set.of(53)))
      return true;
    if (known.isEmpty())
      return admits(topology, workload, any(workload, "kube-system", KUBE_DNS), USUAL_PORTS)
          || admits(topology, workload, any(workload, "openshift-dns", OPENSHIFT), USUAL_PORTS);
    return known.stream()
        .anyMatch(
            each -> admits(topology, workload, new End.Pods(each.pods()), Set.of(each.port())));
  }

  private static End any(Workload beside, String namespace, Map<String, String> labels) {
    return new End.AnyPod(namespace, labels, beside.object());
  }

  private static boolean admits(Topology topology, Workload from, End to, Set<Integer> ports) {
    var possible = topology.policies().between(new End.Pods(from), to).egress().possible();
    return ports.stream().anyMatch(port -> possible.contains(Protocol.UDP, port));
  }
}
