package io.svcaudit.rules.live;

import io.svcaudit.model.Condition;
import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A ready Pod that no Service selects though its siblings are selected and its template has the
/// labels: somebody changed them on the Pod. Its controller counts it, and it serves nobody.
public final class ReadyPodNotSelected implements Rule {
  @Override
  public String name() {
    return "ready-pod-not-selected";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS, Resource.PODS);
  }

  private static final int MAX_SHOWN = 3;

  @Override
  public void check(Topology topology, Findings out) {
    Instant at = topology.live().at().orElse(null);
    if (at == null) return;
    for (Workload workload : topology.workloads()) {
      // A Pod that stands for a maker that was not read does not show its template.
      if (workload.type() == Workload.Type.POD || Rollout.isUnderWay(workload, at)) continue;
      List<Service> services = topology.servicesSelecting(workload);
      if (services.isEmpty()) continue;
      List<LivePod> left =
          topology.live().pods(workload).stream()
              .filter(pod -> services.stream().noneMatch(s -> pod.matches(s.selector())))
              .filter(pod -> Backends.isReady(pod) && isSettled(pod, at))
              .toList();
      if (!left.isEmpty()) report(topology, workload, services, left, out);
    }
  }

  /// Software that labels its Pods does so after they have started.
  private static boolean isSettled(LivePod pod, Instant at) {
    return Age.isOver(Age.SETTLING, pod.condition("Ready").flatMap(Condition::since), at);
  }

  private static void report(
      Topology topology,
      Workload workload,
      List<Service> services,
      List<LivePod> left,
      Findings out) {
    List<LivePod> all = topology.live().pods(workload);
    for (Service service : services) {
      boolean siblings = all.stream().anyMatch(pod -> pod.matches(service.selector()));
      if (!siblings || !workload.labels().match(service.selector())) continue;
      LivePod first = left.getFirst();
      Label wanted = missing(service, first);
      if (wanted == null || Topology.isRole(wanted)) continue;
      Label actual = first.labels().get(wanted.key());
      var report =
          out.report(
              workload.object(),
              "spec.template.metadata.labels[%s]".formatted(wanted.key()),
              workload.object().nameSpan(),
              "made %s, which no Service selects"
                  .formatted(left.size() == 1 ? "this Pod" : left.size() + " Pods"),
              "%s selects %d of the %d Pods of %s and leaves out %d ready"
                  .formatted(
                      service.ref(),
                      all.stream().filter(pod -> pod.matches(service.selector())).count(),
                      all.size(),
                      workload.ref(),
                      left.size()));
      for (LivePod pod : left.subList(0, Math.min(MAX_SHOWN, left.size())))
        report.related(place(pod, wanted), label(pod, wanted), pod.object());
      report
          .related(wanted.span(), "the Service wants this label", service.object())
          .help(
              "delete the Pod to have a sound one made, or give it back its label: kubectl label pod -n %s %s %s=%s%s"
                  .formatted(
                      first.object().namespace(),
                      first.object().name(),
                      wanted.key(),
                      wanted.value(),
                      actual == null ? "" : " --overwrite"));
      return;
    }
  }

  private static @Nullable Label missing(Service service, LivePod pod) {
    for (Label wanted : service.selector().all().values())
      if (!wanted.value().equals(pod.labels().value(wanted.key()))) return wanted;
    return null;
  }

  private static Span place(LivePod pod, Label wanted) {
    Label actual = pod.labels().get(wanted.key());
    return actual == null ? pod.object().nameSpan() : actual.span();
  }

  private static String label(LivePod pod, Label wanted) {
    Label actual = pod.labels().get(wanted.key());
    return "Pod %s %s"
        .formatted(
            pod.object().name(),
            actual == null ? "lacks the label " + wanted.key() : "has " + actual + " instead");
  }
}
