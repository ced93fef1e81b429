package io.svcaudit.audit;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Model;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Reading;
import io.svcaudit.source.UsageException;
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
            Resource.INGRESS_CLASSES,
            Resource.GATEWAY_CLASSES,
            Resource.MONITORS,
            Resource.SERVICE_CLIENTS));
    return reads;
  }

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

  private Suggesting(Topology topology, String namespace) {
    this.topology = topology;
    this.ends = new Ends(topology, new Tracer(topology), namespace);
  }

  /// @param namespace where objects land that name none, and where names are looked up first
  public static Suggesting of(Reading files, String namespace) {
    var namespaces = new Namespaces(namespace, files.kustomizations());
    List<KubeObject> objects = Model.objects(files.documents(), namespaces);
    return new Suggesting(Topology.of(objects, files.kustomizations(), files.unseen()), namespace);
  }

  public static Suggesting of(ClusterReading cluster, String namespace) {
    return new Suggesting(Topology.ofCluster(objects(cluster), cluster.seen()), namespace);
  }

  /// A cluster as it would be with files applied.
  public static Suggesting of(ClusterReading cluster, Reading files, String namespace) {
    var namespaces = new Namespaces(namespace, files.kustomizations());
    var plan = new Plan(objects(cluster), Model.objects(files.documents(), namespaces));
    return new Suggesting(Topology.ofPlan(plan.objects(), cluster.seen()), namespace);
  }

  private static List<KubeObject> objects(ClusterReading cluster) {
    return Model.objects(cluster.documents(), (_, written) -> written.orElse(""));
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
            ? ServiceAdvice.ofAll(topology)
            : ServiceAdvice.of(topology, workloads(names), entry);
    return new Answer(ServiceYaml.text(advice.objects()), advice.notes());
  }

  private List<Workload> workloads(List<String> names) throws UsageException {
    var workloads = new ArrayList<Workload>();
    for (String name : names)
      switch (ends.client(name)) {
        case Client.Pods(Workload workload) -> workloads.add(workload);
        case Client.Namespace _, Client.Internet _ ->
            throw new UsageException("%s is no workload; name one, like deploy/web".formatted(name));
      }
    return workloads;
  }

  /// The least NetworkPolicies.
  ///
  /// @param names of workloads; empty for whole namespaces
  /// @throws UsageException if one is not there, or may be several
  public Answer policies(List<String> names) throws UsageException {
    throw new UsageException("not yet");
  }
}
