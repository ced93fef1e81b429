package io.svcaudit.audit;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Model;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Reading;
import io.svcaudit.source.UsageException;
import io.svcaudit.suggest.policy.PolicySuggestion;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.trace.Client;
import io.svcaudit.topology.trace.Ends;
import io.svcaudit.topology.trace.Tracer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Suggests NetworkPolicies for manifests or a cluster.
public final class PolicySuggesting {
  /// What has to be read for it.
  public static final Set<Resource> READS =
      EnumSet.of(
          Resource.SERVICES,
          Resource.WORKLOADS,
          Resource.PODS,
          Resource.ENDPOINTS,
          Resource.CONFIG_MAPS,
          Resource.INGRESSES,
          Resource.AUTOSCALERS,
          Resource.NETWORK_POLICIES,
          Resource.NAMESPACES,
          Resource.GATEWAYS,
          Resource.ROUTES,
          Resource.CUSTOM_ROUTES,
          Resource.SERVICE_CLIENTS,
          Resource.MONITORS);

  /// The namespaces of the cluster itself: what runs there serves every Pod and node.
  private static final Set<String> OF_THE_CLUSTER =
      Set.of("kube-system", "kube-public", "kube-node-lease");

  private final Topology topology;
  private final String namespace;
  private final Set<String> asked;

  private PolicySuggesting(Topology topology, String namespace, Set<String> asked) {
    this.topology = topology;
    this.namespace = namespace;
    this.asked = asked;
  }

  /// @param namespace where objects land that name none, and where names are looked up first
  public static PolicySuggesting of(Reading files, String namespace) {
    var namespaces = new Namespaces(namespace, files.kustomizations());
    List<KubeObject> objects = Model.objects(files.documents(), namespaces);
    var topology = Topology.of(objects, files.kustomizations(), files.unseen());
    return new PolicySuggesting(topology, namespace, Set.of());
  }

  /// @param namespace where names are looked up first
  /// @param asked for which namespaces; empty for all but those of the cluster itself
  public static PolicySuggesting of(ClusterReading cluster, String namespace, Set<String> asked) {
    List<KubeObject> objects =
        Model.objects(cluster.documents(), (_, written) -> written.orElse(""));
    return new PolicySuggesting(
        Topology.ofCluster(objects, cluster.seen()), namespace, Set.copyOf(asked));
  }

  /// Whether there is anything that policies could be about.
  public boolean isEmpty() {
    return topology.workloads().isEmpty();
  }

  /// @param workloads as `[NAMESPACE/][KIND/]NAME`; empty for whole namespaces
  /// @throws UsageException if one of them is not there, or may be several
  public PolicySuggestion suggest(List<String> workloads) throws UsageException {
    if (workloads.isEmpty()) return PolicySuggestion.of(topology, this::isAsked);
    var ends = new Ends(topology, new Tracer(topology), namespace);
    var named = new ArrayList<Workload>();
    for (String text : workloads) {
      if (!(ends.client(text) instanceof Client.Pods(Workload workload)))
        throw new UsageException("%s is no workload".formatted(text));
      named.add(workload);
    }
    return PolicySuggestion.of(topology, named);
  }

  private boolean isAsked(String name) {
    return asked.isEmpty() ? !OF_THE_CLUSTER.contains(name) : asked.contains(name);
  }
}
