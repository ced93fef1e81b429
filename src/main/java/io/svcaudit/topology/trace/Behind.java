package io.svcaudit.topology.trace;

import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Protocol;
import io.svcaudit.topology.policy.Reachability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Pods behind Services, and the policies on the way to them.
final class Behind {
  private final Topology topology;

  Behind(Topology topology) {
    this.topology = topology;
  }

  /// The Pods of one workload, or that there are none.
  ///
  /// @param workload null where no Pods are known
  /// @param port of the Pods; 0 if there is none
  /// @param fault what keeps them from being reached by anybody, a clause; empty if nothing does
  record Pods(@Nullable Workload workload, Hop hop, long port, String fault) {}

  /// Those behind a port of a Service: one for each workload, or one without any.
  List<Pods> of(Service service, ServicePort port) {
    return switch (topology.selection(service)) {
      case Selection.Selected selected ->
          selected.lasting().stream().map(workload -> of(service, port, workload)).toList();
      case Selection.Nothing _ -> List.of(nothing(service));
      case Selection.NotApplicable _ ->
          List.of(
              unknown(
                  "%s has no selector; its endpoints are made by hand"
                      .formatted(service.object().name())));
      case Selection.Unknown(String why) -> List.of(unknown(why));
    };
  }

  private Pods of(Service service, ServicePort port, Workload workload) {
    return switch (Topology.target(port, workload)) {
      case Target.Resolved target -> of(workload, target, service.publishNotReadyAddresses());
      case Target.Unresolved _ -> {
        String said =
            "no container of %s has a port %s with protocol %s"
                .formatted(workload.object().ref().kindAndName(), port.target(), port.protocol());
        Hop hop =
            PodsHop.none(
                said,
                "name that port in the Pod, or use its number",
                new Hop.Place(workload.object().nameSpot(), workload.object()));
        yield new Pods(workload, hop, 0, said);
      }
    };
  }

  /// Those of a workload at one of their ports.
  ///
  /// @param notReady whether Pods that are not ready are connected to as well
  Pods of(Workload workload, Target.Resolved target, boolean notReady) {
    String fault = PodsHop.fault(topology, workload, notReady);
    return new Pods(
        workload,
        PodsHop.of(topology, workload, target, notReady),
        target.number(),
        fault.isEmpty() ? "" : "%s: %s".formatted(workload.object().ref().kindAndName(), fault));
  }

  private static Pods nothing(Service service) {
    String said = "%s selects no Pod".formatted(service.object().name());
    Hop hop =
        PodsHop.none(
            said,
            "let its selector name labels of the Pods",
            new Hop.Place(
                service.spec().has("selector")
                    ? service.spec().spotOf("selector")
                    : service.object().nameSpot(),
                service.object()));
    return new Pods(null, hop, 0, said);
  }

  private static Pods unknown(String why) {
    return new Pods(null, Hop.unknown(Hop.Step.PODS, why), 0, "");
  }

  /// What the policies of both ends say; empty if they cannot be asked.
  ///
  /// @param name of the client
  /// @param assumed whether the client is only taken to be where it usually is
  List<Hop> policies(End from, String name, Pods pods, String protocol, boolean assumed) {
    Workload workload = pods.workload();
    Optional<Protocol> known = Protocol.of(protocol);
    if (workload == null || known.isEmpty() || pods.port() < 1 || pods.port() > 65535)
      return List.of();
    End to = new End.Pods(workload);
    Reachability between = topology.policies().between(from, to);
    var policies = new PolicyHop(known.get(), (int) pods.port());
    var hops = new ArrayList<Hop>();
    if (!(from instanceof End.External) && !assumed)
      hops.add(policies.of(between, Direction.EGRESS, name, to));
    Hop in = policies.of(between, Direction.INGRESS, workload.object().name(), from);
    hops.add(assumed && in.verdict() == Hop.Verdict.NO ? doubted(in, name) : in);
    return hops;
  }

  private static Hop doubted(Hop hop, String name) {
    return new Hop(
        hop.step(),
        Hop.Verdict.UNKNOWN,
        "%s; where %s runs was not read".formatted(hop.said(), name),
        hop.places(),
        "");
  }
}
