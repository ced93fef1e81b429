package io.svcaudit.topology.trace;

import io.svcaudit.model.LivePod;
import io.svcaudit.model.Probe;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether there are Pods of a workload that take the connection.
final class PodsHop {
  private PodsHop() {}

  /// @param notReady whether Pods that are not ready are connected to as well
  static Hop of(Topology topology, Workload workload, Target.Resolved target, boolean notReady) {
    var said = new StringBuilder(workload.object().ref().kindAndName());
    if (target.container() != null) said.append(", container ").append(target.container().name());
    said.append(", port ").append(target.number());
    if (target.container() == null) said.append(" (declared by no container)");
    said.append(", ").append(readiness(target));
    Hop.Place place =
        new Hop.Place(
            target.port() == null ? workload.object().nameSpot() : target.port().node().spot(),
            workload.object());
    if (workload.replicas().orElse(1) == 0)
      return Hop.no(
          Hop.Step.PODS,
          said + ", scaled to zero",
          "scale %s up".formatted(workload.object().ref().kindAndName()),
          place);
    List<LivePod> pods =
        topology.live().pods(workload).stream().filter(pod -> !pod.isOver()).toList();
    if (topology.live().at().isEmpty()) return Hop.ok(Hop.Step.PODS, said.toString(), place);
    long ready = pods.stream().filter(pod -> pod.ready() && !pod.terminating()).count();
    said.append(", %d of %d Pods ready".formatted(ready, pods.size()));
    boolean some = ready > 0 || (notReady && !pods.isEmpty());
    return some
        ? Hop.ok(Hop.Step.PODS, said.toString(), place)
        : Hop.no(
            Hop.Step.PODS,
            said.toString(),
            "ask why with kubectl svc-audit doctor, or kubectl describe the Pods",
            place);
  }

  private static String readiness(Target.Resolved target) {
    Probe probe = target.container() == null ? null : target.container().readinessProbe();
    return probe == null || probe.handler() == null
        ? "no readinessProbe"
        : "readinessProbe " + describe(probe.handler());
  }

  private static String describe(Probe.Handler handler) {
    return switch (handler) {
      case Probe.Handler.HttpGet http -> "GET " + (http.path().isEmpty() ? "/" : http.path());
      case Probe.Handler.TcpSocket _ -> "connects";
      case Probe.Handler.Grpc _ -> "gRPC";
      case Probe.Handler.Exec exec -> exec.command().isEmpty() ? "exec" : exec.command().getFirst();
    };
  }

  /// Nothing takes the connection, or nothing is known to.
  static Hop none(String said, String help, Hop.@Nullable Place place) {
    return place == null
        ? Hop.no(Hop.Step.PODS, said, help)
        : Hop.no(Hop.Step.PODS, said, help, place);
  }
}
