package io.svcaudit.rules.references;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Destination;
import java.util.Set;

/// A workload calls a Service behind which nothing answers: no Pod has its labels, or none has its
/// named port. The Service's own finding says why; this one says who suffers.
public final class ReferenceToBackendlessService implements Rule {
  @Override
  public String name() {
    return "reference-to-backendless-service";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS, Resource.CONFIG_MAPS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Use use :
        Use.of(topology, r -> r.destination() instanceof Destination.Found found && !found.own()))
      if (use.first().destination() instanceof Destination.Found found)
        check(topology, use, found, out);
  }

  private static void check(Topology topology, Use use, Destination.Found found, Findings out) {
    Service service = found.service();
    if (topology.live().isNew(service.object())) return;
    switch (topology.selection(service)) {
      case Selection.Nothing nothing ->
          report(use, service, "no Pod is behind the Service", "selects no Pod", out)
              .confidence(below(nothing.confidence()))
              .cause(Cause.noPods(topology, service))
              .related(service.selectorSpan(), "no Pod has these labels", service.object())
              .help("correct the selector of " + service.ref());
      case Selection.Selected selected -> {
        ServicePort port = found.port();
        if (port == null
            || !selected.workloads().stream()
                .allMatch(workload -> Topology.target(port, workload) instanceof Target.Unresolved))
          return;
        report(
                use,
                service,
                "no Pod has the port behind it",
                "leads to a port that no Pod has",
                out)
            .confidence(Confidence.MEDIUM)
            .cause(Cause.target(topology, service, port))
            .related(port.target().span(), "no container port is named so", service.object())
            .help("correct the targetPort of %s of %s".formatted(port.describe(), service.ref()));
      }
      case Selection.NotApplicable _, Selection.Unknown _ -> {
        // Somebody else writes its endpoints.
      }
    }
  }

  private static Findings.Report report(
      Use use, Service service, String label, String what, Findings out) {
    return use.report(
        out,
        label,
        "%s is given %s in %s, but %s %s"
            .formatted(use.who(), use.written(), use.first().where(), service.ref(), what));
  }

  /// The Service's own finding is the root: it keeps its place when both become one.
  private static Confidence below(Confidence confidence) {
    return switch (confidence) {
      case CERTAIN -> Confidence.HIGH;
      case HIGH, MEDIUM -> Confidence.MEDIUM;
      case LOW -> Confidence.LOW;
    };
  }
}
