package io.svcaudit.rules.references;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Address.Form;
import io.svcaudit.topology.reference.Destination;
import io.svcaudit.topology.reference.Destination.PortState;
import io.svcaudit.topology.reference.Reference;
import java.util.Map;
import java.util.Set;

/// A URL without a port, whose scheme stands for a port that the Service does not have. What a
/// program adds to a URL itself nobody sees, so this stays a likely fault.
public final class ReferenceWithoutPortSchemeDefaultMismatch implements Rule {
  /// As IANA's registry and the clients have them.
  private static final Map<String, Integer> DEFAULTS =
      Map.ofEntries(
          Map.entry("http", 80),
          Map.entry("https", 443),
          Map.entry("ws", 80),
          Map.entry("wss", 443),
          Map.entry("postgres", 5432),
          Map.entry("postgresql", 5432),
          Map.entry("mysql", 3306),
          Map.entry("mariadb", 3306),
          Map.entry("redis", 6379),
          Map.entry("rediss", 6379),
          Map.entry("mongodb", 27017),
          Map.entry("amqp", 5672),
          Map.entry("amqps", 5671),
          Map.entry("nats", 4222),
          Map.entry("ldap", 389),
          Map.entry("ldaps", 636));

  @Override
  public String name() {
    return "reference-without-port-scheme-default-mismatch";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS, Resource.CONFIG_MAPS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Use use : Use.of(topology, ReferenceWithoutPortSchemeDefaultMismatch::isMismatch))
      if (use.first().destination() instanceof Destination.Found found)
        report(use, found.service(), out);
  }

  private static boolean isMismatch(Reference reference) {
    if (reference.address().form() != Form.URL
        || !(reference.destination() instanceof Destination.Found found)
        || found.state() != PortState.NOT_GIVEN) return false;
    Integer number = DEFAULTS.get(reference.address().scheme());
    Service service = found.service();
    return number != null
        && !service.headless()
        && service.type() != Service.Type.EXTERNAL_NAME
        && !service.ports().isEmpty()
        && service.ports().stream().noneMatch(port -> port.port() == number);
  }

  private static void report(Use use, Service service, Findings out) {
    String scheme = use.first().address().scheme();
    ServicePort port = service.ports().getFirst();
    boolean only = service.ports().size() == 1;
    use.report(
            out,
            "%s stands for port %d".formatted(scheme, DEFAULTS.get(scheme)),
            "%s is given the %s URL of %s without a port in %s, but the Service has only %s"
                .formatted(
                    use.who(), scheme, service.ref(), use.first().where(), Use.ports(service)))
        .confidence(Confidence.MEDIUM)
        .related(
            only ? port.node().spanOf("port") : service.spec().spanOf("ports"),
            "has " + Use.ports(service),
            service.object())
        .help(
            only
                ? "write %s:%d".formatted(use.first().address().host(), port.port())
                : "write the port of the Service");
  }
}
