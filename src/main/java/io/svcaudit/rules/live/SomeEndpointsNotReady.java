package io.svcaudit.rules.live;

import io.svcaudit.model.LivePod;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A Service some of whose Pods have not been ready for a while: the others carry their load. Pods
/// that go, come with a rollout or have just started are left out.
public final class SomeEndpointsNotReady implements Rule {
  @Override
  public String name() {
    return "some-endpoints-not-ready";
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.PODS, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    Instant at = topology.live().at().orElse(null);
    if (at == null) return;
    for (Service service : topology.services()) {
      if (service.publishNotReadyAddresses()) continue;
      List<LivePod> pods =
          Backends.lasting(topology, service).stream().filter(pod -> !pod.terminating()).toList();
      long ready = pods.stream().filter(LivePod::ready).count();
      if (ready == 0 || ready == pods.size()) continue;
      List<PodTrouble> troubles =
          pods.stream()
              .map(PodTrouble::of)
              .filter(Objects::nonNull)
              .filter(trouble -> trouble.lasts(at))
              // A crash has a rule of its own.
              .filter(trouble -> Crash.in(trouble.pod(), at).isEmpty())
              .filter(trouble -> !isRollingOut(topology, trouble.pod(), at))
              .toList();
      if (!troubles.isEmpty()) report(topology, service, pods, ready, troubles, out);
    }
  }

  private static boolean isRollingOut(Topology topology, LivePod pod, Instant at) {
    return topology.live().maker(pod).filter(maker -> Rollout.isUnderWay(maker, at)).isPresent();
  }

  private static void report(
      Topology topology,
      Service service,
      List<LivePod> pods,
      long ready,
      List<PodTrouble> troubles,
      Findings out) {
    boolean half = 2 * troubles.size() >= pods.size();
    var report =
        out.report(
                service.object(),
                "spec.selector",
                service.selectorSpan(),
                "selects %d Pods".formatted(pods.size()),
                "%d of the %d Pods of %s %s not ready"
                    .formatted(
                        troubles.size(),
                        pods.size(),
                        service.ref(),
                        troubles.size() == 1 ? "is" : "are"))
            .severity(half ? Severity.MEDIUM : Severity.LOW)
            .confidence(
                ready == 1 && troubles.stream().allMatch(SomeEndpointsNotReady::mayStandBy)
                    ? Confidence.MEDIUM
                    : Confidence.CERTAIN)
            .cause(Troubles.cause(topology, service, pods));
    Troubles.of(topology, troubles).tell(report);
  }

  /// Where one is ready and the others run without a fault, they may wait for their turn to lead.
  private static boolean mayStandBy(PodTrouble trouble) {
    return !trouble.pod().containers().isEmpty()
        && trouble.pod().containers().stream()
            .allMatch(c -> c.node().mapping("state").has("running") && c.restarts() == 0);
  }
}
