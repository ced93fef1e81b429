package io.svcaudit.rules.references;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Address.Form;
import io.svcaudit.topology.reference.Destination;
import java.util.List;
import java.util.Set;

/// A workload calls a Service of another namespace by its short name, which DNS looks up in the
/// Pod's own namespace only (kubernetes.io, DNS for Services and Pods).
public final class ReferenceCrossesNamespaceShortName implements Rule {
  @Override
  public String name() {
    return "reference-crosses-namespace-short-name";
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
        Use.of(
            topology,
            r ->
                r.destination() instanceof Destination.Absent absent
                    && ReferenceToMissingService.isElsewhere(absent)))
      if (use.first().destination() instanceof Destination.Absent absent
          && !topology.live().isNew(use.first().from().object()))
        report(topology, use, absent, out);
  }

  private static void report(Topology topology, Use use, Destination.Absent absent, Findings out) {
    String name = absent.wanted().name();
    List<Service> there =
        absent.near().stream().filter(s -> s.object().name().equals(name)).toList();
    Service only = there.getFirst();
    String full = name + "." + only.ref().namespace();
    boolean several = there.size() > 1;
    boolean told =
        use.first().from().object().namespaceWritten() && only.object().namespaceWritten();
    Confidence confidence = told && !several ? Confidence.HIGH : Confidence.MEDIUM;
    if (use.first().address().form() == Form.HOST) confidence = Confidence.MEDIUM;
    use.report(
            out,
            "means a Service of namespace " + absent.wanted().namespace(),
            "%s is given %s in %s, but the Service %s is in namespace %s"
                .formatted(
                    use.who(),
                    use.written(),
                    use.first().where(),
                    name,
                    several ? "another" : only.ref().namespace()))
        .confidence(confidence)
        .cause(Cause.missing(topology, use.first().from().object(), absent.wanted()))
        .related(
            only.object().nameSpan(),
            "stands in namespace " + only.ref().namespace(),
            only.object())
        .help(several ? "write the namespace too: NAME.NAMESPACE" : "write " + full);
  }
}
