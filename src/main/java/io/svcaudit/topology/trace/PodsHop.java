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
    String state = state(topology, workload);
    if (!state.isEmpty()) said.append(", ").append(state);
    if (fault(topology, workload, notReady).isEmpty())
      return Hop.ok(Hop.Step.PODS, said.toString(), place);
    String help =
        isScaledToZero(workload)
            ? "scale %s up".formatted(workload.object().ref().kindAndName())
            : "ask why with kubectl svc-audit doctor, or kubectl describe the Pods";
    return Hop.no(Hop.Step.PODS, said.toString(), help, place);
  }

  private static boolean isScaledToZero(Workload workload) {
    return workload.replicas().orElse(1) == 0;
  }

  /// How many there are, as far as that is known.
  private static String state(Topology topology, Workload workload) {
    if (isScaledToZero(workload)) return "scaled to zero";
    List<LivePod> pods = pods(topology, workload);
    if (topology.live().at().isEmpty()) return "";
    return "%d of %d Pods ready".formatted(ready(pods), pods.size());
  }

  /// What keeps the Pods of a workload from taking any connection, a clause; empty if nothing does.
  ///
  /// @param notReady whether Pods that are not ready are connected to as well
  static String fault(Topology topology, Workload workload, boolean notReady) {
    boolean some = !isScaledToZero(workload);
    if (some && topology.live().at().isPresent()) {
      List<LivePod> pods = pods(topology, workload);
      some = ready(pods) > 0 || (notReady && !pods.isEmpty());
    }
    return some ? "" : state(topology, workload);
  }

  private static List<LivePod> pods(Topology topology, Workload workload) {
    return topology.live().pods(workload).stream().filter(pod -> !pod.isOver()).toList();
  }

  private static long ready(List<LivePod> pods) {
    return pods.stream().filter(pod -> pod.ready() && !pod.terminating()).count();
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
