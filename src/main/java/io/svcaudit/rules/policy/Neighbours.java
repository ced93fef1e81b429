package io.svcaudit.rules.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Isolation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The workloads of one namespace that belong together, by whether NetworkPolicies isolate their
/// Pods for ingress. Those of which that is not known are in neither list, nor are those that serve
/// nobody.
///
/// @param unit see [Topology#unit]
/// @param policies of the same namespace and unit that isolate for ingress; may be empty
/// @param closed by one of any policies at least; may be empty
/// @param open surely by none; may be empty
record Neighbours(
    int unit,
    String namespace,
    List<NetworkPolicy> policies,
    List<Closed> closed,
    List<Workload> open) {

  /// @param by one of the policies that do
  /// @param chart that brought the policy, the label `helm.sh/chart`; empty if none did
  record Closed(Workload workload, NetworkPolicy by, String chart) {
    static Closed of(Workload workload, NetworkPolicy by) {
      return new Closed(workload, by, chartOf(by.object()));
    }

    /// Whether it says anything about workloads of some charts: a policy that a chart brings along
    /// for its own Pods does not show that somebody uses policies around it.
    boolean tellsOf(Set<String> charts) {
      return chart.isEmpty() || charts.contains(chart);
    }
  }

  /// @param near what a selector is like that misses the Pods
  record Missed(NetworkPolicy by, Selection.Nothing nothing, Selection.Near near) {}

  private record Place(int unit, String namespace) {
    static Place of(Topology topology, KubeObject object) {
      return new Place(topology.unit(object), object.namespace());
    }
  }

  /// All of them; none if no NetworkPolicy was read at all.
  static Collection<Neighbours> all(Topology topology) {
    if (topology.networkPolicies().isEmpty()) return List.of();
    Map<Place, Neighbours> all = new LinkedHashMap<>();
    for (NetworkPolicy policy : topology.networkPolicies())
      if (policy.isolatesIngress())
        at(all, Place.of(topology, policy.object())).policies().add(policy);
    for (Workload workload : topology.workloads()) {
      if (!mayServe(workload) || topology.live().isNew(workload.object())) continue;
      Neighbours place = at(all, Place.of(topology, workload.object()));
      Isolation isolation = topology.policies().isolation(workload, Direction.INGRESS);
      switch (isolation.holds()) {
        case NO -> place.open().add(workload);
        case YES -> place.closed().add(Closed.of(workload, isolation.policies().getFirst()));
        case MAYBE -> {
          // It depends on what was not read.
        }
      }
    }
    return all.values();
  }

  private static Neighbours at(Map<Place, Neighbours> all, Place place) {
    return all.computeIfAbsent(
        place,
        _ ->
            new Neighbours(
                place.unit(),
                place.namespace(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>()));
  }

  /// The chart that an object came with; empty if with none that is known.
  static String chartOf(KubeObject object) {
    String chart = object.labels().value("helm.sh/chart");
    return chart == null ? "" : chart;
  }

  /// Jobs serve nobody, patches are no workloads, and what the cluster itself needs is guarded
  /// otherwise.
  static boolean mayServe(Workload workload) {
    return !workload.type().runsToCompletion()
        && workload.template().isComplete()
        && !workload.template().hostNetwork()
        && !workload.object().namespace().startsWith("kube-");
  }

  /// The policy that selects nobody and was probably meant for a workload; null if there is none.
  @Nullable Missed missed(Topology topology, Workload workload) {
    for (NetworkPolicy policy : policies)
      if (topology.selection(policy) instanceof Selection.Nothing nothing
          && nothing.near() != null
          && nothing.near().workload() == workload)
        return new Missed(policy, nothing, nothing.near());
    return null;
  }
}
