package io.svcaudit.suggest.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.topology.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which workloads call the API server: those whose ServiceAccount may do something there.
final class ApiClients {
  private final Topology topology;
  private final Needs needs;

  /// ServiceAccount → the binding that gives it a role.
  private final Map<String, KubeObject> bound = new HashMap<>();

  ApiClients(Topology topology, Needs needs) {
    this.topology = topology;
    this.needs = needs;
    for (KubeObject object : topology.objects())
      if (object.kind().equals("RoleBinding") || object.kind().equals("ClusterRoleBinding"))
        for (Mapping subject : object.node().mappings("subjects"))
          account(object, subject).ifPresent(account -> bound.putIfAbsent(account, object));
  }

  private static Optional<String> account(KubeObject binding, Mapping subject) {
    if (!subject.text("kind").orElse("").equals("ServiceAccount")) return Optional.empty();
    String namespace = subject.text("namespace").orElse(binding.namespace());
    return subject.text("name").map(name -> namespace + "/" + name);
  }

  void collect() {
    boolean sawBindings = topology.live().at().isEmpty();
    for (Workload workload : topology.workloads()) {
      Mapping spec = workload.template().spec();
      String account =
          spec.text("serviceAccountName").or(() -> spec.text("serviceAccount")).orElse("default");
      if (!hasToken(spec)) continue;
      KubeObject binding = bound.get(workload.object().namespace() + "/" + account);
      if (binding != null)
        reaches(
            workload,
            "%s gives ServiceAccount %s a role".formatted(binding.ref().kindAndName(), account));
      else if (!sawBindings && !account.equals("default"))
        needs.unknown(
            workload,
            "whether it calls the API server: what ServiceAccount %s may do was not read"
                .formatted(account));
    }
  }

  /// Only what the Pod says itself; a ServiceAccount may say the same of all its Pods.
  private static boolean hasToken(Mapping spec) {
    return !spec.text("automountServiceAccountToken").orElse("").equals("false");
  }

  private void reaches(Workload from, String reason) {
    List<PodPort.Address> servers = servers();
    Set<PodPort.Address> seen = new HashSet<>();
    for (PodPort.Address server : servers)
      if (seen.add(server))
        needs.out(
            from, Party.Addresses.one(server.ip()), server.port(), "the API server: " + reason);
    if (servers.isEmpty())
      for (int port : List.of(443, 6443))
        needs.out(
            from,
            Party.Addresses.ANY,
            SuggestedPort.tcp(port),
            "the API server, whose address is not known: " + reason);
  }

  /// Where the Service `kubernetes` leads; empty unless it was read.
  private List<PodPort.Address> servers() {
    for (Service service : topology.services())
      if (service.object().name().equals("kubernetes")
          && service.object().namespace().equals("default"))
        for (ServicePort port : service.ports()) return PodPort.addresses(topology, service, port);
    return List.of();
  }
}
