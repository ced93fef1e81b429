package io.svcaudit.rules.exposure;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An ExternalName Service that leads to where no outside name leads: to itself, the client's own
/// Pod, an address (DNS takes the digits for a name), a cloud's metadata server, or round in a
/// circle. The API server accepts all of them.
public final class ExternalNameInternalLoop implements Rule {
  private static final Set<String> METADATA =
      Set.of("metadata.google.internal", "metadata", "instance-data", "instance-data.ec2.internal");

  private record Key(int unit, String namespace, String name) {}

  @Override
  public String name() {
    return "external-name-internal-loop";
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
    var aliases = new HashMap<Key, Service>();
    for (Service service : topology.services())
      if (service.type() == Service.Type.EXTERNAL_NAME)
        aliases.putIfAbsent(
            new Key(
                topology.unit(service.object()), service.ref().namespace(), service.ref().name()),
            service);
    for (Service service : aliases.values().stream().sorted(BY_PLACE).toList())
      if (!service.externalName().isEmpty()) check(topology, service, aliases, out);
  }

  private static final java.util.Comparator<Service> BY_PLACE =
      java.util.Comparator.comparing(service -> service.object().nameSpan());

  private static void check(
      Topology topology, Service service, Map<Key, Service> aliases, Findings out) {
    String host = host(service.externalName());
    if (isAddress(host)) {
      report(
              out,
              service,
              "an address is no name",
              "points at the address %s, which DNS takes for a name")
          .help(
              "remove type and externalName, and write an EndpointSlice with the address for this"
                  + " Service");
      return;
    }
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      report(out, service, "every client's own Pod", "points at %s, which is each client itself")
          .help("use a selector, or the name of the host that is meant");
      return;
    }
    if (METADATA.contains(host)) {
      report(
              out,
              service,
              "the cloud's metadata server",
              "leads clients to %s, the metadata server of the node")
          .help("remove the Service; whoever can reach it can ask for the node's credentials");
      return;
    }
    Key next = clusterName(topology, service, host);
    if (next == null) return;
    var key = new Key(next.unit(), service.ref().namespace(), service.ref().name());
    if (next.equals(key)) {
      report(out, service, "its own name", "points at itself (%s)")
          .help("write the name of the host outside of the cluster");
      return;
    }
    Service chained = aliases.get(next);
    if (chained != null) {
      boolean circle = leadsTo(topology, chained, key, aliases);
      report(
              out,
              service,
              circle ? "leads back here" : "an alias again",
              circle
                  ? "points at %s, which leads back to it"
                  : "points at %s, which is an ExternalName again")
          .severity(circle ? Severity.HIGH : Severity.MEDIUM)
          .related(nameSpan(chained), circle ? "leads back" : "leads on", chained.object())
          .help(
              circle
                  ? "write the name of the host outside of the cluster"
                  : "write externalName: " + chained.externalName());
    } else if (!next.namespace().equals(key.namespace())) {
      report(
              out,
              service,
              "a Service of another namespace",
              "is an alias of %s in another namespace")
          .severity(Severity.MEDIUM)
          .confidence(Confidence.LOW)
          .help(
              "let clients use %s itself: HTTP and TLS see the name that they ask for"
                  .formatted(host));
    }
  }

  private static Findings.Report report(
      Findings out, Service service, String label, String message) {
    String text = message.formatted(service.externalName());
    return out.report(
        service.object(),
        "spec.externalName",
        nameSpan(service),
        label,
        service.ref() + " " + text);
  }

  private static Span nameSpan(Service service) {
    return service.spec().spanOf("externalName");
  }

  /// Follows aliases until one leads to the start; a circle that the start is no part of ends it
  /// too.
  private static boolean leadsTo(
      Topology topology, Service from, Key start, Map<Key, Service> aliases) {
    var seen = new HashSet<Key>();
    Service at = from;
    while (at != null) {
      Key next = clusterName(topology, at, host(at.externalName()));
      if (next == null || !seen.add(next)) return false;
      if (next.equals(start)) return true;
      at = aliases.get(next);
    }
    return false;
  }

  private static String host(String externalName) {
    return externalName.endsWith(".")
        ? externalName.substring(0, externalName.length() - 1)
        : externalName;
  }

  /// The Service that a name of the cluster's DNS means: `db.shop.svc.cluster.local` or
  /// `db.shop.svc`. Null for other names; a CNAME is not completed with search domains, so only the
  /// own short name, which can mean nothing else, counts.
  private static @Nullable Key clusterName(Topology topology, Service from, String host) {
    String name = from.ref().name();
    if (host.equals(name) || host.equals(name + "." + from.ref().namespace()))
      return new Key(topology.unit(from.object()), from.ref().namespace(), name);
    String[] parts = host.split("\\.");
    boolean full = parts.length == 5 && host.endsWith(".svc.cluster.local");
    boolean brief = parts.length == 3 && parts[2].equals("svc");
    if (!full && !brief) return null;
    return new Key(topology.unit(from.object()), parts[1], parts[0]);
  }

  private static boolean isAddress(String host) {
    String[] parts = host.split("\\.", -1);
    if (parts.length != 4) return false;
    for (String part : parts)
      if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(Character::isDigit))
        return false;
    return true;
  }
}
