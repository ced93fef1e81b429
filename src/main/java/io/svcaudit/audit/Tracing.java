package io.svcaudit.audit;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Model;
import io.svcaudit.model.Resource;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Reading;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.trace.Ends;
import io.svcaudit.topology.trace.Trace;
import io.svcaudit.topology.trace.Tracer;
import java.util.List;
import java.util.Set;

/// Follows connections through manifests, a cluster, or a cluster with manifests laid over it.
public final class Tracing {
  /// What has to be read for it.
  public static final Set<Resource> READS = Tracer.READS;

  private final Topology topology;
  private final Tracer tracer;
  private final Ends ends;

  private Tracing(Topology topology, String namespace) {
    this.topology = topology;
    this.tracer = new Tracer(topology);
    this.ends = new Ends(topology, tracer, namespace);
  }

  /// @param namespace where objects land that name none, and where names are looked up first
  public static Tracing of(Reading files, String namespace) {
    var namespaces = new Namespaces(namespace, files.kustomizations());
    List<KubeObject> objects = Model.objects(files.documents(), namespaces);
    return new Tracing(Topology.of(objects, files.kustomizations(), files.unseen()), namespace);
  }

  public static Tracing of(ClusterReading cluster, String namespace) {
    return new Tracing(Topology.ofCluster(objects(cluster), cluster.seen()), namespace);
  }

  /// A cluster as it would be with files applied.
  public static Tracing of(ClusterReading cluster, Reading files, String namespace) {
    var namespaces = new Namespaces(namespace, files.kustomizations());
    var plan = new Plan(objects(cluster), Model.objects(files.documents(), namespaces));
    return new Tracing(Topology.ofPlan(plan.objects(), cluster.seen()), namespace);
  }

  private static List<KubeObject> objects(ClusterReading cluster) {
    return Model.objects(cluster.documents(), (_, written) -> written.orElse(""));
  }

  /// Whether there is anything to follow a connection through.
  public boolean isEmpty() {
    return topology.services().isEmpty() && topology.workloads().isEmpty();
  }

  /// Follows the connection between two ends.
  ///
  /// @throws UsageException if one of them is not there, or may be several
  public Trace trace(String from, String to) throws UsageException {
    return tracer.trace(ends.client(from), ends.goal(to));
  }
}
