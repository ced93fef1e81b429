package io.svcaudit.rules.references;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Backend;
import io.svcaudit.topology.backend.Backends;
import io.svcaudit.topology.reference.Address.Form;
import io.svcaudit.topology.reference.Destination;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A URL whose scheme is not what the Service's port speaks: TLS to a plain port, plain HTTP to a
/// port for TLS, or the protocol of one database to another.
public final class ReferenceProtocolMismatch implements Rule {
  /// Schemes of products that speak a protocol of their own, with the products that speak it.
  private static final Map<String, Set<String>> SPEAKERS =
      Map.of(
          "redis", Set.of("Redis", "Valkey", "KeyDB", "Dragonfly"),
          "rediss", Set.of("Redis", "Valkey", "KeyDB", "Dragonfly"),
          "mongodb", Set.of("MongoDB"),
          "mysql", Set.of("MySQL", "MariaDB"),
          "mariadb", Set.of("MySQL", "MariaDB"),
          "postgres", Set.of("PostgreSQL"),
          "postgresql", Set.of("PostgreSQL"),
          "amqp", Set.of("RabbitMQ"),
          "amqps", Set.of("RabbitMQ"));

  @Override
  public String name() {
    return "reference-protocol-mismatch";
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
    for (Use use :
        Use.of(
            topology,
            r ->
                r.address().form() == Form.URL
                    && r.destination() instanceof Destination.Found found
                    && found.port() != null)) {
      if (!(use.first().destination() instanceof Destination.Found found)) continue;
      ServicePort port = found.port();
      if (port == null) continue;
      String scheme = use.first().address().scheme();
      String speaks = speaks(topology, found.service(), port, scheme);
      if (speaks != null) report(use, found.service(), port, scheme, speaks, out);
    }
  }

  /// What the port speaks if that is plainly something else; null if it is not known.
  private static @Nullable String speaks(
      Topology topology, Service service, ServicePort port, String scheme) {
    boolean tls = isTls(port);
    return switch (scheme) {
      case "https", "wss" -> !tls && isPlain(port) ? "plain HTTP" : null;
      case "http", "ws" -> tls ? "TLS" : null;
      default -> {
        Set<String> speakers = SPEAKERS.get(scheme);
        if (speakers == null) yield null;
        for (Backend backend : Backends.of(topology, service))
          if (backend.port() == port
              && backend.what().isStrong()
              && isKnown(backend.what().product())
              && !speakers.contains(backend.what().product())) yield backend.what().product();
        yield null;
      }
    };
  }

  private static boolean isKnown(String product) {
    return SPEAKERS.values().stream().anyMatch(products -> products.contains(product));
  }

  private static boolean isTls(ServicePort port) {
    String application = port.appProtocol().toLowerCase(Locale.ROOT);
    if (!application.isEmpty()) return application.equals("https") || application.endsWith("wss");
    return port.name().equals("https") || port.name().startsWith("https-");
  }

  /// A number that TLS is usual on says more than the name `http`.
  private static boolean isPlain(ServicePort port) {
    boolean usual = port.port() == 443 || port.port() == 8443;
    String application = port.appProtocol().toLowerCase(Locale.ROOT);
    if (!application.isEmpty())
      return application.equals("http")
          || application.equals("kubernetes.io/h2c")
          || application.equals("kubernetes.io/ws");
    boolean named = port.name().equals("http") || port.name().startsWith("http-");
    return !usual && (named || port.port() == 80);
  }

  private static void report(
      Use use, Service service, ServicePort port, String scheme, String speaks, Findings out) {
    use.report(
            out,
            "%s to a port that speaks %s".formatted(scheme, speaks),
            "%s is given %s:// in %s, but %s of %s speaks %s"
                .formatted(
                    use.who(), scheme, use.first().where(), port.describe(), service.ref(), speaks))
        .confidence(Confidence.MEDIUM)
        .related(port.span(), "taken for a port that speaks " + speaks, service.object())
        .help("write the scheme that the port speaks, or a port that speaks " + scheme);
  }
}
