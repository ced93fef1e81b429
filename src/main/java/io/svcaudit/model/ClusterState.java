package io.svcaudit.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What only a cluster shows. Everything is empty for manifests.
public final class ClusterState {
  /// Of manifests.
  public static final ClusterState NONE = new ClusterState();

  private final List<LivePod> pods = new ArrayList<>();
  private final List<EndpointSlice> slices = new ArrayList<>();
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final IdentityHashMap<LivePod, Workload> makers = new IdentityHashMap<>();
  private final IdentityHashMap<Workload, List<LivePod>> made = new IdentityHashMap<>();

  private ClusterState() {}

  /// Reads what the objects of a cluster show, and finds for each Pod what made it.
  ///
  /// @param workloads is given the workloads: each with its Pods folded into it, and for Pods of
  ///   something that was not read the first of them
  static ClusterState of(List<KubeObject> objects, List<Workload> workloads) {
    var state = new ClusterState();
    var ownership = new Ownership(objects);
    var byRoot = new HashMap<String, Workload>();
    for (KubeObject object : objects) {
      switch (object.kind() + "." + object.ref().group()) {
        case "Pod." -> state.pods.add(LivePod.of(object));
        case "EndpointSlice.discovery.k8s.io" -> state.slices.add(EndpointSlice.of(object));
        case "Node." -> state.nodes.add(ClusterNode.of(object));
        default -> {
          // The other kinds are the Model's.
        }
      }
      String root = ownership.root(object).orElse("");
      boolean isRoot = root.isEmpty() || object.uid().filter(root::equals).isPresent();
      Workload workload = isRoot ? Workload.of(object) : null;
      if (workload == null) continue;
      workloads.add(workload);
      byRoot.put(root, workload);
    }
    for (LivePod pod : state.pods) {
      String root = ownership.root(pod.object()).orElse("");
      Workload maker =
          root.isEmpty()
              ? itself(pod, workloads)
              : byRoot.computeIfAbsent(root, _ -> standIn(pod, workloads));
      state.makers.put(pod, maker);
      state.made.computeIfAbsent(maker, _ -> new ArrayList<>()).add(pod);
    }
    return state;
  }

  /// A Pod without identity: one that was not created yet.
  private static Workload itself(LivePod pod, List<Workload> workloads) {
    for (Workload workload : workloads) if (workload.object() == pod.object()) return workload;
    return standIn(pod, workloads);
  }

  private static Workload standIn(LivePod pod, List<Workload> workloads) {
    Workload workload = Workload.of(pod.object());
    if (workload == null) throw new IllegalArgumentException("no Pod: " + pod.object().ref());
    workloads.add(workload);
    return workload;
  }

  public List<LivePod> pods() {
    return pods;
  }

  public List<EndpointSlice> slices() {
    return slices;
  }

  public List<ClusterNode> nodes() {
    return nodes;
  }

  /// What made a Pod in the end: a Deployment, not its ReplicaSet.
  public @Nullable Workload maker(LivePod pod) {
    return makers.get(pod);
  }

  /// The Pods of a workload; may be empty.
  public List<LivePod> pods(Workload workload) {
    return made.getOrDefault(workload, List.of());
  }
}
