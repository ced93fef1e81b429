package io.svcaudit.rules.statefulset;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;

/// A StatefulSet whose `serviceName` leads nowhere. It runs; its Pods have no names in DNS (apps/v1
/// StatefulSetSpec.serviceName: "This service must exist before the StatefulSet, and is responsible
/// for the network identity of the set").
public final class StatefulsetServicenameMissingService implements Rule {
  @Override
  public String name() {
    return "statefulset-servicename-missing-service";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.WORKLOADS, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Workload workload : topology.workloads()) {
      String service = workload.serviceName();
      if (service.isEmpty() || !workload.template().isComplete()) continue;
      if (topology.live().isNew(workload.object())) continue;
      if (topology.service(workload.object(), service) instanceof Resolution.Absent<Service> absent)
        report(topology, workload, absent, out);
    }
  }

  private static void report(
      Topology topology, Workload workload, Resolution.Absent<Service> absent, Findings out) {
    var wanted = new ObjectRef("v1", "Service", workload.ref().namespace(), workload.serviceName());
    List<Service> governing = topology.servicesSelecting(workload);
    List<Service> headless = governing.stream().filter(Service::headless).toList();
    List<String> uses = PodNames.usedBy(workload);
    String help = "create a headless Service named " + wanted.name();
    if (!headless.isEmpty()) help = "write serviceName: " + headless.getFirst().object().name();
    else if (!absent.near().isEmpty()
        && absent.near().getFirst().ref().namespace().equals(wanted.namespace()))
      help = "write serviceName: " + absent.near().getFirst().object().name();
    else if (uses.isEmpty())
      help += ", or leave serviceName out if nobody asks for single Pods by name";
    var report =
        out.report(
                workload.object(),
                "spec.serviceName",
                workload.object().spec().spanOf("serviceName"),
                "no such Service in namespace " + wanted.namespace(),
                "%s names %s for its Pods, which does not exist: they have no names in DNS"
                    .formatted(workload.ref(), wanted))
            .severity(uses.isEmpty() ? Severity.MEDIUM : Severity.HIGH)
            .confidence(absent.confidence())
            .evidence(uses)
            .cause(Cause.missing(topology, workload.object(), wanted))
            .help(help);
    for (Service service : governing)
      report.related(
          service.object().nameSpan(),
          service.headless() ? "selects these Pods and is headless" : "selects these Pods",
          service.object());
    for (Service near : absent.near())
      if (!governing.contains(near))
        report.related(
            near.object().nameSpan(),
            "stands in namespace %s".formatted(near.ref().namespace()),
            near.object());
  }
}
