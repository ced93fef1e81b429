package io.svcaudit.rules.probes;

import io.svcaudit.model.Container;
import io.svcaudit.model.Probe;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// A liveness probe that asks what the readiness probe asks and gives up no later: whatever should
/// take the Pod out of service restarts it instead. The same question with more patience is sound,
/// and documented by Kubernetes ("Configure Liveness, Readiness and Startup Probes").
public final class ReadinessEqualsLiveness implements Rule {
  @Override
  public String name() {
    return "readiness-equals-liveness";
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.WORKLOADS, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Workload workload : topology.workloads()) {
      if (!Served.isLasting(workload) || topology.servicesSelecting(workload).isEmpty()) continue;
      if (Served.isOfTheCluster(topology, workload)) continue;
      for (Container container : workload.template().serving()) {
        Probe readiness = container.readinessProbe();
        Probe liveness = container.livenessProbe();
        if (readiness != null && liveness != null && isNoMorePatient(liveness, readiness))
          report(workload, container, liveness, readiness, out);
      }
    }
  }

  private static boolean isNoMorePatient(Probe liveness, Probe readiness) {
    return liveness.handler() != null
        && liveness.asksTheSameAs(readiness)
        && !isHarmless(liveness, readiness)
        && liveness.secondsToFail() <= readiness.secondsToFail()
        && liveness.timeoutSeconds() <= readiness.timeoutSeconds();
  }

  /// A port that takes no connections is dead in either sense, so asking it twice alike does no
  /// harm.
  private static boolean isHarmless(Probe liveness, Probe readiness) {
    return liveness.handler() instanceof Probe.Handler.TcpSocket
        && liveness.secondsToFail() == readiness.secondsToFail();
  }

  private static void report(
      Workload workload, Container container, Probe liveness, Probe readiness, Findings out) {
    boolean stricter = liveness.secondsToFail() < readiness.secondsToFail();
    String sooner =
        stricter
            ? "restarts it after %d s of failing, before the readinessProbe takes it out of service after %d s"
                .formatted(liveness.secondsToFail(), readiness.secondsToFail())
            : "restarts it after %d s of failing, when the same readinessProbe has just taken it out of service"
                .formatted(liveness.secondsToFail());
    long patient = Math.max(2 * readiness.failureThreshold(), liveness.failureThreshold() + 1);
    out.report(
            workload.object(),
            workload.path(container) + ".livenessProbe",
            Served.key(container, "livenessProbe"),
            "gives up after %d s".formatted(liveness.secondsToFail()),
            "the livenessProbe of container %s of %s %s"
                .formatted(container.name(), workload.ref(), sooner))
        .severity(stricter ? Severity.MEDIUM : Severity.LOW)
        .related(
            Served.key(container, "readinessProbe"),
            "asks the same and gives up after %d s".formatted(readiness.secondsToFail()),
            null)
        .help(
            "write failureThreshold: %d in the livenessProbe, or let it ask only whether the process hangs"
                .formatted(
                    Math.max(
                        patient,
                        Math.ceilDiv(2 * readiness.secondsToFail(), liveness.periodSeconds()))));
  }
}
