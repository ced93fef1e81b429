package io.svcaudit.audit;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Model;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Reading;
import io.svcaudit.topology.Topology;
import java.util.List;

/// What manifests, a cluster, or a cluster with manifests laid over it connect.
public final class Graphs {
  private Graphs() {}

  /// @param namespace where objects land that name none
  public static Topology of(Reading files, String namespace) {
    return Topology.of(objects(files, namespace), files.kustomizations(), files.unseen());
  }

  public static Topology of(ClusterReading cluster) {
    return Topology.ofCluster(objects(cluster), cluster.seen());
  }

  /// A cluster as it would be with files applied.
  ///
  /// @param namespace where objects of the files land that name none
  public static Topology of(ClusterReading cluster, Reading files, String namespace) {
    var plan = new Plan(objects(cluster), objects(files, namespace));
    return Topology.ofPlan(plan.objects(), cluster.seen());
  }

  private static List<KubeObject> objects(Reading files, String namespace) {
    return Model.objects(files.documents(), new Namespaces(namespace, files.kustomizations()));
  }

  private static List<KubeObject> objects(ClusterReading cluster) {
    return Model.objects(cluster.documents(), (_, written) -> written.orElse(""));
  }
}
