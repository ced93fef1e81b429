package io.svcaudit.topology.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
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

  /// Where OpenShift's DNS Pods listen.
  private static final int OPENSHIFT_PORT = 5353;

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
                  && to > 0
                  && to < 65_536) known.add(new Known(pods, (int) to));
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
    return asked(topology, new End.Pods(workload), workload.object()) != Match.NO;
  }

  /// Whether the policies of a client let it ask a server. That they admit one which only some
  /// clusters have is not enough to be sure.
  ///
  /// @param beside from where the namespaces of the servers are looked up
  public Match asked(Topology topology, End from, KubeObject beside) {
    Match usual =
        known.isEmpty()
            ? asked(topology, from, any(beside, "kube-system", KUBE_DNS), 53)
            : known.stream()
                .map(each -> asked(topology, from, new End.Pods(each.pods()), each.port()))
                .reduce(Match.NO, Match::or);
    if (usual != Match.NO) return usual;
    Match other =
        asked(topology, from, NODE_LOCAL_ADDRESS, 53)
            .or(asked(topology, from, any(beside, "kube-system", NODE_LOCAL), 53));
    if (known.isEmpty())
      other =
          other
              .or(asked(topology, from, any(beside, "kube-system", KUBE_DNS), OPENSHIFT_PORT))
              .or(asked(topology, from, any(beside, "openshift-dns", OPENSHIFT), 53))
              .or(asked(topology, from, any(beside, "openshift-dns", OPENSHIFT), OPENSHIFT_PORT));
    return other.and(Match.MAYBE);
  }

  private static End any(KubeObject beside, String namespace, Map<String, String> labels) {
    return new End.AnyPod(namespace, labels, beside);
  }

  private static Match asked(Topology topology, End from, End to, int port) {
    return topology.policies().between(from, to).egress().admits(Protocol.UDP, port);
  }
}
