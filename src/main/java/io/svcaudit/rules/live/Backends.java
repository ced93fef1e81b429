package io.svcaudit.rules.live;

import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Service;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.stream.Stream;

/// What stands behind a Service at this moment.
final class Backends {
  private Backends() {}

  /// The selected Pods that are there to stay; those of Jobs come and go.
  static List<LivePod> lasting(Topology topology, Service service) {
    return topology.live().pods(service).stream()
        .filter(
            pod -> topology.live().maker(pod).filter(m -> m.type().runsToCompletion()).isEmpty())
        .toList();
  }

  static boolean isReady(LivePod pod) {
    return pod.ready() && !pod.terminating();
  }

  /// Whether a workload is scaled to nothing, so that its last Pods may go.
  static boolean isScaledToZero(Topology topology, LivePod pod) {
    return topology.live().maker(pod).filter(m -> m.replicas().orElse(1) == 0).isPresent();
  }

  /// The endpoints that get connections.
  static Stream<EndpointSlice.Endpoint> ready(List<EndpointSlice> slices) {
    return slices.stream()
        .flatMap(slice -> slice.endpoints().stream())
        .filter(EndpointSlice.Endpoint::ready);
  }

  /// The slices that Kubernetes' own controller keeps.
  static List<EndpointSlice> controlled(List<EndpointSlice> slices) {
    return slices.stream().filter(s -> s.managedBy().equals(EndpointSlice.CONTROLLER)).toList();
  }
}
