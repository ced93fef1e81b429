package io.svcaudit.rules.exposure;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Development;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// A Service port that leads to a debugger, which lets whoever connects run code in the process.
public final class DebugPortExposed implements Rule {
  @Override
  public String name() {
    return "debug-port-exposed";
  }

  @Override
  public Severity severity() {
    return Severity.CRITICAL;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      Published debuggers = Published.debuggers(topology, service);
      if (debuggers == null) continue;
      boolean outside = Topology.exposure(service).isOutside();
      boolean sure = debuggers.best().what().isStrong();
      if (!outside && (!sure || Development.holds(service.object()))) continue;
      report(service, debuggers, outside, out);
    }
  }

  private static void report(Service service, Published debuggers, boolean outside, Findings out) {
    var port = debuggers.best().port();
    String reach =
        switch (Topology.exposure(service)) {
          case NONE, CLUSTER -> "to every Pod of the cluster";
          case NODE -> "on " + debuggers.nodePorts();
          case VPC -> "on an internal load balancer";
          case PUBLIC -> "outside of the cluster";
        };
    boolean far = outside && Topology.exposure(service) != Exposure.VPC;
    debuggers
        .prove(
            out.report(
                service.object(),
                "spec.ports[%s]".formatted(port.key()),
                port.node().spanOf("port"),
                "leads to a debugger",
                "%s offers %s %s".formatted(service.ref(), debuggers.what(), reach)))
        .severity(far ? debuggers.severity() : Severity.MEDIUM)
        .help(
            "remove the port from the Service and the debugger from the container; to debug, use"
                + " kubectl port-forward to one Pod");
  }
}
