package io.svcaudit.rules.live;

import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Service;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Service that has Pods of which none gets connections.
///
/// @param troubles of each Pod
record Outage(Service service, List<LivePod> pods, List<PodTrouble> troubles) {

  /// Null if some endpoint is ready, if there is no Pod, or if it may be over in a moment.
  static @Nullable Outage of(Topology topology, Service service, Instant at) {
    List<EndpointSlice> slices = topology.live().slices(service);
    List<LivePod> pods = Backends.lasting(topology, service);
    if (pods.isEmpty() || service.publishNotReadyAddresses()) return null;
    // Where Pods and slices disagree, another rule says so.
    if (Backends.ready(slices).findAny().isPresent() || pods.stream().anyMatch(Backends::isReady))
      return null;
    var troubles = new ArrayList<PodTrouble>();
    for (LivePod pod : pods) {
      PodTrouble trouble = PodTrouble.of(pod);
      if (trouble != null) troubles.add(trouble);
    }
    boolean lasts =
        troubles.stream().anyMatch(t -> t.lasts(at) && !Backends.isScaledToZero(topology, t.pod()));
    return lasts ? new Outage(service, pods, troubles) : null;
  }
}
