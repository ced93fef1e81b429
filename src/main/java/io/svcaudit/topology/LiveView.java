package io.svcaudit.topology;

import io.svcaudit.model.ClusterNode;
import io.svcaudit.model.ClusterState;
import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What only a running cluster shows. For manifests, and for a cluster as it would be, every list
/// is empty: rules that ask here have nothing to say about them.
public final class LiveView {
  private static final Duration COMING = Duration.ofMinutes(5);

  private final Optional<ClusterWorld> world;
  private final Consumer<Resource> reads;

  LiveView(World world, Consumer<Resource> reads) {
    this.world =
        world instanceof ClusterWorld cluster && cluster.isNow()
            ? Optional.of(cluster)
            : Optional.empty();
    this.reads = reads;
  }

  private ClusterState read(Resource resource) {
    reads.accept(resource);
    return world.map(cluster -> cluster.model().cluster()).orElse(ClusterState.NONE);
  }

  /// When the cluster was read, by the clock of its API server; empty for manifests. Not the clock
  /// of this machine, which may be wrong.
  public Optional<Instant> at() {
    return world.map(cluster -> cluster.seen().at());
  }

  /// Whether an object of a cluster was made so lately that what belongs to it may still come.
  public boolean isNew(KubeObject object) {
    return at().isPresent()
        && object.created().filter(made -> made.plus(COMING).isAfter(at().get())).isPresent();
  }

  /// Whether something is not known to be absent: it was not listed from the cluster.
  ///
  /// @param namespace empty for a kind outside of namespaces
  public boolean hides(Resource resource, String namespace) {
    return at().isPresent() && !sees(resource, namespace);
  }

  /// Whether everything of a kind was listed, so that what is not among it does not exist.
  ///
  /// @param namespace empty for a kind outside of namespaces
  public boolean sees(Resource resource, String namespace) {
    reads.accept(resource);
    String kind = resource.kinds().getFirst().qualified();
    return world.filter(cluster -> cluster.seen().unseen(kind, namespace).isEmpty()).isPresent();
  }

  /// Every Pod, those that have run to their end too.
  public List<LivePod> pods() {
    return read(Resource.PODS).pods();
  }

  /// The Pods that a Service selects, those that have run to their end left out.
  public List<LivePod> pods(Service service) {
    reads.accept(Resource.SERVICES);
    reads.accept(Resource.PODS);
    return world.map(cluster -> cluster.pods(service)).orElse(List.of());
  }

  /// The Pods of a workload.
  public List<LivePod> pods(Workload workload) {
    reads.accept(Resource.WORKLOADS);
    return read(Resource.PODS).pods(workload);
  }

  /// What made a Pod in the end: a Deployment, not its ReplicaSet. For a Pod that nothing made, and
  /// one whose maker was not read, the Pod itself or one of its siblings.
  public Optional<Workload> maker(LivePod pod) {
    reads.accept(Resource.WORKLOADS);
    return Optional.ofNullable(read(Resource.PODS).maker(pod));
  }

  /// Every EndpointSlice.
  public List<EndpointSlice> slices() {
    return read(Resource.ENDPOINTS).slices();
  }

  /// The EndpointSlices of a Service, those of its controller and others.
  public List<EndpointSlice> slices(Service service) {
    reads.accept(Resource.SERVICES);
    reads.accept(Resource.ENDPOINTS);
    return world.map(cluster -> cluster.slices(service)).orElse(List.of());
  }

  public List<ClusterNode> nodes() {
    return read(Resource.NODES).nodes();
  }
}
