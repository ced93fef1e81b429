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
import io.svcaudit.topology.reference.Destination.PortState;
import io.svcaudit.topology.reference.Reference.Site;
import java.util.Set;

/// A workload calls a Service at a port that it does not have: connections go nowhere, as only the
/// Service's own ports are translated (core/v1 ServicePort.port).
public final class ReferenceToMissingPort implements Rule {
  @Override
  public String name() {
    return "reference-to-missing-port";
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
                r.destination() instanceof Destination.Found found
                    && found.state() == PortState.MISSING))
      if (use.first().destination() instanceof Destination.Found found)
        report(topology, use, found.service(), out);
  }

  private static void report(Topology topology, Use use, Service service, Findings out) {
    int number = use.first().address().port();
    Meant meant = Meant.by(topology, service, number);
    String ports = Use.ports(service);
    var report =
        use.report(
                out,
                "the Service has no such port",
                "%s is given %s in %s, but %s has only %s"
                    .formatted(use.who(), use.written(), use.first().where(), service.ref(), ports))
            .confidence(confidence(topology, use, service, meant != null && meant.certain()))
            .cause(Cause.missingPort(topology, service, number));
    if (meant == null)
      report
          .help("write a port of the Service")
          .related(service.spec().spanOf("ports"), "has " + ports, service.object());
    else
      report
          .help("write port " + meant.port().port())
          .related(meant.port().node().spanOf("port"), meant.why(), service.object());
  }

  private static Confidence confidence(
      Topology topology, Use use, Service service, boolean certain) {
    Form form = use.first().address().form();
    boolean plain = form == Form.URL || form == Form.NAME || form == Form.ADDRESS;
    boolean read = use.first().site() != Site.FILE || certain;
    boolean together = topology.sameUnit(use.first().from().object(), service.object());
    return plain && read && together ? Confidence.HIGH : Confidence.MEDIUM;
  }
}
