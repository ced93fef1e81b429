package io.svcaudit.rules.api;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Several ports of which one has no name, another's name, or none that is a DNS label (core/v1
/// ServicePort: "optional if only one ServicePort is defined").
public final class ServicePortNamesMissing implements Rule {
  @Override
  public String name() {
    return "service-port-names-missing";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      List<Node> items = service.spec().items("ports");
      KubeObject object = service.object();
      if (items.size() > 1 && !Faults.isAccepted(object))
        check(service, items, new Faults(object, out));
    }
  }

  private static void check(Service service, List<Node> items, Faults faults) {
    var unnamed = new ArrayList<ServicePort>();
    var seen = new HashMap<String, ServicePort>();
    for (ServicePort port : service.ports()) {
      if (port.name().isEmpty() && !(port.node().get("name") instanceof Mapping)) unnamed.add(port);
      String name = Values.string(port.node(), "name");
      if (name == null || name.isEmpty()) continue;
      String path = path(items, port);
      String reason = Names.label1123(name);
      ServicePort first = seen.putIfAbsent(name, port);
      if (reason != null) faults.field(port.node(), path, "name", "not a port's name", reason);
      else if (first != null)
        faults
            .field(port.node(), path, "name", "taken", "is the name of an earlier port")
            .related(first.node().spanOf("name"), "the earlier one", null)
            .help("give each port a name of its own, such as name: " + suggestion(port));
    }
    if (!unnamed.isEmpty()) report(unnamed, items, faults);
  }

  private static void report(List<ServicePort> unnamed, List<Node> items, Faults faults) {
    ServicePort first = unnamed.getFirst();
    var report =
        faults
            .field(
                first.node(),
                path(items, first),
                "name",
                "has no name",
                "must be written where there are several ports")
            .help("add a name to each port, such as name: " + suggestion(first));
    for (ServicePort other : unnamed)
      if (other != first) report.related(other.span(), "has no name either", null);
  }

  private static String path(List<Node> items, ServicePort port) {
    return "spec.ports[%s]".formatted(Values.key(items, items.indexOf(port.node())));
  }

  /// The name of the target, or the protocol and the number where there is one.
  private static String suggestion(ServicePort port) {
    if (port.targetPort() instanceof PortRef.Named(String name, var _)
        && !name.equals(port.name())
        && Names.portName(name) == null) return name;
    if (port.port() < 1) return "http";
    return "%s-%d".formatted(port.protocol().toLowerCase(Locale.ROOT), port.port());
  }
}
