package io.svcaudit.topology;

import io.svcaudit.model.ClusterNode;
import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Model;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What only a running cluster shows. For manifests every list is empty, so that rules that ask
/// here have nothing to say about them.
public final class LiveView {
  private static final Duration COMING = Duration.ofMinutes(5);

  private final World world;
  private final Consumer<Resource> reads;

  LiveView(World world, Consumer<Resource> reads) {
    this.world = world;
    this.reads = reads;
  }

  private Model read(Resource resource) {
    reads.accept(resource);
    return world.model();
  }

  /// When the cluster was read, by the clock of its API server; empty for manifests. Not the clock
  /// of this machine, which may be wrong.
  public Optional<Instant> at() {
    return world instanceof ClusterWorld cluster
        ? Optional.of(cluster.seen().at())
        : Optional.empty();
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
    return world instanceof ClusterWorld cluster
        && cluster.seen().unseen(resource.kinds().getFirst().qualified(), namespace).isEmpty();
  }

  /// Every Pod, those that have run to their end too.
  public List<LivePod> pods() {
    return read(Resource.PODS).cluster().pods();
  }

  /// The Pods that a Service selects, those that have run to their end left out.
  public List<LivePod> pods(Service service) {
    reads.accept(Resource.SERVICES);
    reads.accept(Resource.PODS);
    return world instanceof ClusterWorld cluster ? cluster.pods(service) : List.of();
  }

  /// The Pods of a workload.
  public List<LivePod> pods(Workload workload) {
    reads.accept(Resource.WORKLOADS);
    return read(Resource.PODS).cluster().pods(workload);
  }

  /// What made a Pod in the end: a Deployment, not its ReplicaSet. For a Pod that nothing made, and
  /// one whose maker was not read, the Pod itself or one of its siblings.
  public Optional<Workload> maker(LivePod pod) {
    reads.accept(Resource.WORKLOADS);
    return Optional.ofNullable(read(Resource.PODS).cluster().maker(pod));
  }

  /// Every EndpointSlice.
  public List<EndpointSlice> slices() {
    return read(Resource.ENDPOINTS).cluster().slices();
  }

  /// The EndpointSlices of a Service, those of its controller and others.
  public List<EndpointSlice> slices(Service service) {
    reads.accept(Resource.SERVICES);
    reads.accept(Resource.ENDPOINTS);
    return world instanceof ClusterWorld cluster ? cluster.slices(service) : List.of();
  }

  public List<ClusterNode> nodes() {
    return read(Resource.NODES).cluster().nodes();
  }

  /// The IngressClasses, networking.k8s.io/v1.
  public List<KubeObject> ingressClasses() {
    return read(Resource.INGRESS_CLASSES).cluster().ingressClasses();
  }
}
