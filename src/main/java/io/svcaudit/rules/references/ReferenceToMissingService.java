package io.svcaudit.rules.references;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Destination;
import io.svcaudit.topology.reference.Settled;
import java.util.Set;

/// A workload is told to call a Service that its namespace does not have (kubernetes.io, DNS for
/// Services and Pods: a short name is looked up in the Pod's own namespace only).
public final class ReferenceToMissingService implements Rule {
  @Override
  public String name() {
    return "reference-to-missing-service";
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
    var settled = Settled.of(topology);
    for (Use use :
        Use.of(
            topology,
            r -> r.destination() instanceof Destination.Absent absent && !isElsewhere(absent)))
      if (use.first().destination() instanceof Destination.Absent absent
          && !topology.live().isNew(use.first().from().object()))
        report(topology, use, absent, settled.is(use.first()), out);
  }

  /// Whether the Service stands in another namespace: that is a rule of its own.
  static boolean isElsewhere(Destination.Absent absent) {
    return !absent.near().isEmpty()
        && absent.near().getFirst().object().name().equals(absent.wanted().name());
  }

  private static void report(
      Topology topology, Use use, Destination.Absent absent, boolean settled, Findings out) {
    ObjectRef wanted = absent.wanted();
    boolean sure = settled || !absent.near().isEmpty();
    var report =
        use.report(
                out,
                "no such Service in namespace " + wanted.namespace(),
                "%s is given %s in %s, but %s does not exist"
                    .formatted(use.who(), use.written(), use.first().where(), wanted))
            .confidence(sure ? absent.confidence() : absent.confidence().atMost(Confidence.MEDIUM))
            .cause(Cause.missing(topology, use.first().from().object(), wanted))
            .help(
                absent.near().isEmpty()
                    ? "create a Service named %s in namespace %s, or write the name of one that is there"
                        .formatted(wanted.name(), wanted.namespace())
                    : "write " + absent.near().getFirst().object().name());
    if (absent.near().isEmpty()) return;
    Service near = absent.near().getFirst();
    report.related(near.object().nameSpan(), "is named almost alike", near.object());
  }
}
