package io.svcaudit.suggest.policy;

import io.svcaudit.model.Container;
import io.svcaudit.model.CustomRoute;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Protocol;
import io.svcaudit.topology.policy.Resolvers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The DNS servers that Pods ask, by UDP and TCP.
final class NameServers {
  private static final String KUBE_SYSTEM = "kube-system";

  private final Topology topology;
  private final Resolvers resolvers;

  NameServers(Topology topology) {
    this.topology = topology;
    this.resolvers = Resolvers.of(topology);
  }

  /// What any Pod needs to ask the cluster's DNS.
  ///
  /// @param of the one that it is for
  List<Need> cluster(Workload of) {
    var needs = new ArrayList<Need>();
    String reason = "the cluster's DNS";
    for (Resolvers.Known known : resolvers.known()) {
      boolean onNode = known.pods().template().hostNetwork();
      Party party = onNode ? Party.Addresses.ANY : new Party.Pods(known.pods());
      add(needs, of, party, known.port(), reason);
    }
    if (resolvers.known().isEmpty()) {
      add(needs, of, unread(KUBE_SYSTEM, Map.of("k8s-app", "kube-dns")), 53, reason);
      if (isOpenShift())
        add(
            needs,
            of,
            unread("openshift-dns", Map.of("dns.operator.openshift.io/daemonset-dns", "default")),
            5353,
            "the DNS of OpenShift, whose Pods listen on 5353");
    }
    if (topology.workloads().stream().anyMatch(NameServers::isNodeLocal))
      add(needs, of, Party.Addresses.one("169.254.20.10"), 53, "NodeLocal DNSCache");
    return needs;
  }

  private static Party unread(String namespace, Map<String, String> labels) {
    return new Party.Unread(Optional.of(namespace), labels);
  }

  private boolean isOpenShift() {
    return topology.customRoutes().stream()
        .anyMatch(route -> route.type() == CustomRoute.Type.OPENSHIFT_ROUTE);
  }

  private static boolean isNodeLocal(Workload workload) {
    return "node-local-dns".equals(workload.labels().value("k8s-app"));
  }

  /// What Pods need that ask others (kubernetes.io, DNS for Services and Pods, `dnsPolicy`).
  void collectOthers(Needs needs) {
    for (Workload workload : topology.workloads()) {
      if (!Resolvers.asksOthers(workload)) continue;
      var more = new ArrayList<Need>();
      var spec = workload.template().spec();
      List<String> named = Container.strings(spec.mapping("dnsConfig"), "nameservers");
      for (String server : named)
        if (io.svcaudit.model.Address.parse(server) != null)
          add(more, workload, Party.Addresses.one(server), 53, "a name server of dnsConfig");
      if (spec.text("dnsPolicy").orElse("").equals("Default"))
        add(
            more,
            workload,
            Party.Addresses.ANY,
            53,
            "the name servers of its node, by dnsPolicy: Default");
      for (Need need : more) needs.out(workload, need.other(), need.port(), need.reason());
    }
  }

  private static void add(List<Need> into, Workload of, Party party, int port, String reason) {
    for (Protocol protocol : List.of(Protocol.UDP, Protocol.TCP))
      into.add(new Need(of, Direction.EGRESS, party, new SuggestedPort(protocol, port), reason));
  }
}
