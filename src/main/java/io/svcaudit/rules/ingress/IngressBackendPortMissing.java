package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.ports.MeantPort;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// An Ingress backend that names a port which its Service does not have (networking/v1
/// ServiceBackendPort: a number or a name *of the Service*, never of the Pod).
public final class IngressBackendPortMissing implements Rule {
  @Override
  public String name() {
    return "ingress-backend-port-missing";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.INGRESSES, Resource.SERVICES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Ingress ingress : topology.ingresses()) {
      var wrong = new LinkedHashMap<String, List<Use>>();
      for (Use use : Use.of(ingress)) {
        PortRef port = use.port();
        Service service = topology.service(ingress.object(), use.service()).orNull();
        if (port != null && service != null && !has(service, port))
          wrong.computeIfAbsent(use.service() + " " + port, _ -> new ArrayList<>()).add(use);
      }
      for (List<Use> uses : wrong.values()) report(topology, ingress, uses, out);
    }
  }

  /// A Service without ports (ExternalName, headless) is not asked for them, and a port that is no
  /// number is another mistake.
  private static boolean has(Service service, PortRef wanted) {
    return service.ports().isEmpty()
        || service.ports().stream().anyMatch(port -> port.port() == 0 || is(port, wanted));
  }

  private static boolean is(ServicePort port, PortRef wanted) {
    return switch (wanted) {
      case PortRef.Numbered(long number, var _) -> port.port() == number;
      case PortRef.Named(String name, var _) ->
          port.name().equals(name) || Long.toString(port.port()).equals(name);
    };
  }

  private void report(Topology topology, Ingress ingress, List<Use> uses, Findings out) {
    Use first = uses.getFirst();
    Service service = topology.service(ingress.object(), first.service()).orNull();
    PortRef wanted = first.port();
    if (service == null || wanted == null) return;
    var ports = String.join(", ", service.ports().stream().map(ServicePort::describe).toList());
    MeantPort meant = MeantPort.of(topology, service, wanted);
    boolean together = topology.sameUnit(ingress.object(), service.object());
    var report =
        out.report(
                ingress.object(),
                uses.stream().map(Use::path).sorted().findFirst().orElse(first.path()) + ".port",
                wanted.span(),
                "the Service has no such port",
                "%s sends %s to port %s of %s, which has only %s"
                    .formatted(ingress.ref(), first.what(), wanted, service.ref(), ports))
            .confidence(together ? Confidence.HIGH : Confidence.MEDIUM);
    if (meant == null)
      report
          .help("name a port of the Service, by its number or its name")
          .related(service.spec().spanOf("ports"), "has " + ports, service.object());
    else
      report
          .help(help(ingress, wanted, meant.port()))
          .related(meant.port().node().spanOf("port"), meant.why(), service.object());
    for (Use other : uses.subList(1, uses.size()))
      if (other.port() != null) report.related(other.port().span(), other.what() + " too", null);
  }

  private static String help(Ingress ingress, PortRef wanted, ServicePort port) {
    boolean byName = wanted instanceof PortRef.Named && !port.name().isEmpty();
    String value = byName ? port.name() : Long.toString(port.port());
    if (!ingress.ref().apiVersion().equals("networking.k8s.io/v1"))
      return "write servicePort: " + value;
    return (byName ? "write name: " : "write number: ") + value;
  }
}
