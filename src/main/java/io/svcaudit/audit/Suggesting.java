package io.svcaudit.audit;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.source.UsageException;
import io.svcaudit.suggest.policy.PolicySuggestion;
import io.svcaudit.suggest.policy.PolicyYaml;
import io.svcaudit.suggest.service.Entry;
import io.svcaudit.suggest.service.ServiceAdvice;
import io.svcaudit.suggest.service.ServiceYaml;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.trace.Client;
import io.svcaudit.topology.trace.Ends;
import io.svcaudit.topology.trace.Tracer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Thinks of what manifests, a cluster, or a cluster with manifests laid over it lack.
public final class Suggesting {
  /// What has to be read for it.
  public static final Set<Resource> READS = reads();

  private static Set<Resource> reads() {
    var reads = EnumSet.copyOf(Tracing.READS);
    reads.addAll(
        EnumSet.of(
            Resource.ENDPOINTS,
            Resource.AUTOSCALERS,
            Resource.INGRESS_CLASSES,
            Resource.MONITORS,
            Resource.SERVICE_CLIENTS));
    return reads;
  }

  /// The namespaces of the cluster itself: what runs there serves every Pod and node.
  private static final Set<String> OF_THE_CLUSTER =
      Set.of("kube-system", "kube-public", "kube-node-lease");

  /// What was thought of.
  ///
  /// @param yaml manifests with comments; empty if there is nothing to apply
  /// @param notes a sentence each without a period; may be empty
  public record Answer(String yaml, List<String> notes) {
    public Answer {
      notes = List.copyOf(notes);
    }
  }

  private final Topology topology;
  private final Ends ends;
  private final Set<String> asked;

  /// @param namespace where names are looked up first
  /// @param asked the namespaces to suggest something for where no workload is named; empty for all
  ///   but those of the cluster itself
  public Suggesting(Topology topology, String namespace, Set<String> asked) {
    this.topology = topology;
    this.ends = new Ends(topology, new Tracer(topology), namespace);
    this.asked = Set.copyOf(asked);
  }

  /// Whether there is nothing to suggest anything for.
  public boolean isEmpty() {
    return topology.workloads().isEmpty();
  }

  /// The Services that workloads lack.
  ///
  /// @param names of workloads; empty for all
  /// @param entry how to let people in; empty for what is usual there
  /// @throws UsageException if one is not there, or may be several
  public Answer services(List<String> names, Optional<Entry> entry) throws UsageException {
    ServiceAdvice advice =
        names.isEmpty()
            ? ServiceAdvice.of(topology, this::isAsked)
            : ServiceAdvice.of(topology, workloads(names), entry);
    return new Answer(ServiceYaml.text(advice.objects()), advice.notes());
  }

  private List<Workload> workloads(List<String> names) throws UsageException {
    var workloads = new ArrayList<Workload>();
    for (String name : names)
      switch (ends.client(name)) {
        case Client.Pods(Workload workload) -> workloads.add(workload);
        case Client.Namespace _, Client.Internet _ ->
            throw new UsageException(
                "%s is no workload; name one, like deploy/web".formatted(name));
      }
    return workloads;
  }

  /// The least NetworkPolicies.
  ///
  /// @param names of workloads; empty for whole namespaces
  /// @throws UsageException if one is not there, or may be several
  public Answer policies(List<String> names) throws UsageException {
    PolicySuggestion suggestion =
        names.isEmpty()
            ? PolicySuggestion.of(topology, this::isAsked)
            : PolicySuggestion.of(topology, workloads(names));
    return new Answer(
        PolicyYaml.text(suggestion),
        suggestion.unknown().stream().map("unknown: "::concat).toList());
  }

  private boolean isAsked(String namespace) {
    return asked.isEmpty() ? !OF_THE_CLUSTER.contains(namespace) : asked.contains(namespace);
  }
}
