package io.svcaudit.suggest.policy;

import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Address;
import io.svcaudit.topology.reference.Destination;
import io.svcaudit.topology.reference.Outside;
import io.svcaudit.topology.reference.Reference;
import io.svcaudit.topology.reference.Reference.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What workloads are configured to call.
final class ConfiguredCalls {
  /// The ports of addresses that name none, by the scheme (IANA, and the products' manuals).
  private static final Map<String, Integer> PORTS =
      Map.ofEntries(
          Map.entry("http", 80),
          Map.entry("ws", 80),
          Map.entry("https", 443),
          Map.entry("wss", 443),
          Map.entry("postgres", 5432),
          Map.entry("postgresql", 5432),
          Map.entry("mysql", 3306),
          Map.entry("mariadb", 3306),
          Map.entry("sqlserver", 1433),
          Map.entry("mongodb", 27017),
          Map.entry("redis", 6379),
          Map.entry("rediss", 6379),
          Map.entry("amqp", 5672),
          Map.entry("amqps", 5671),
          Map.entry("nats", 4222),
          Map.entry("mqtt", 1883),
          Map.entry("mqtts", 8883),
          Map.entry("ldap", 389),
          Map.entry("ldaps", 636),
          Map.entry("smtp", 25),
          Map.entry("smtps", 465),
          Map.entry("ftp", 21),
          Map.entry("sftp", 22));

  /// What answers it is the metadata service of the cloud, at its link-local address.
  private static final String METADATA = "metadata.google.internal";

  private final Topology topology;
  private final Needs needs;

  ConfiguredCalls(Topology topology, Needs needs) {
    this.topology = topology;
    this.needs = needs;
  }

  void collect() {
    for (Workload workload : topology.workloads()) {
      for (Reference reference : topology.references().of(workload))
        // The kubelet sends probes.
        if (reference.site() != Site.PROBE) collect(reference);
      for (Outside outside : topology.references().outside(workload))
        if (outside.site() != Site.PROBE) collect(outside);
    }
  }

  private void collect(Reference reference) {
    Workload from = reference.from();
    switch (reference.destination()) {
      case Destination.Found found -> found(reference, found);
      case Destination.Absent(var wanted, var _, var _) ->
          needs.unknown(
              from, "%s names %s, which is not there".formatted(reference.where(), wanted));
      case Destination.Unknown(var wanted, String why) ->
          needs.unknown(from, "%s names %s: %s".formatted(reference.where(), wanted, why));
      case Destination.Numeric _ -> numeric(reference);
      case Destination.Itself _ -> {
        // A Pod reaches itself.
      }
    }
  }

  private void found(Reference reference, Destination.Found found) {
    Service service = found.service();
    if (found.own() && reference.shared()) return;
    if (service.type() == Service.Type.EXTERNAL_NAME) {
      alias(reference, service);
      return;
    }
    switch (found.state()) {
      case FOUND -> {
        ServicePort port = found.port();
        if (port == null) return;
        to(reference, service, port);
        if (service.headless()) direct(reference, service, true);
      }
      case NOT_GIVEN -> unwritten(reference, service);
      case MISSING ->
          needs.unknown(
              reference.from(),
              "%s names port %d, which %s does not have"
                  .formatted(reference.where(), reference.address().port(), service.ref()));
      case UNKNOWN -> {
        if (reference.address().port() > 0) direct(reference, service, false);
        else unwritten(reference, service);
      }
    }
  }

  /// The port of the scheme if the Service has it, or else all of its ports.
  private void unwritten(Reference reference, Service service) {
    Integer usual = PORTS.get(reference.address().scheme());
    List<ServicePort> ports =
        service.ports().stream().filter(port -> usual != null && port.port() == usual).toList();
    if (ports.isEmpty()) ports = service.ports();
    if (ports.isEmpty())
      needs.unknown(
          reference.from(), "%s names %s, and no port".formatted(reference.where(), service.ref()));
    for (ServicePort port : ports) to(reference, service, port);
  }

  private void to(Reference reference, Service service, ServicePort port) {
    Workload from = reference.from();
    for (PodPort behind : PodPort.behind(topology, service, port)) call(reference, service, behind);
    for (PodPort.Address address : PodPort.addresses(topology, service, port))
      needs.out(from, Party.Addresses.one(address.ip()), address.port(), out(reference, service));
    PodPort.unknown(topology, service, port)
        .ifPresent(why ->
            needs.unknown(
                from, "%s names %s: %s".formatted(reference.where(), service.ref(), why)));
  }

  /// Clients of a headless Service connect to the Pods themselves.
  ///
  /// @param declared whether the Pods must declare the port
  private void direct(Reference reference, Service service, boolean declared) {
    for (Workload pods : topology.selection(service).lasting()) {
      int number = reference.address().port();
      if (declared && pods.template().ports().noneMatch(port -> port.number() == number)) continue;
      call(reference, service, new PodPort(pods, SuggestedPort.tcp(number)));
    }
  }

  private void call(Reference reference, Service service, PodPort to) {
    Workload from = reference.from();
    if (from == to.pods() && !Siblings.has(topology, from)) return;
    needs.call(
        from,
        to.pods(),
        to.port(),
        out(reference, service),
        "%s calls %s by %s%s"
            .formatted(
                from.ref().kindAndName(),
                service.object().name(),
                reference.where(),
                shared(reference)));
  }

  private static String out(Reference reference, Service service) {
    return "%s names %s%s"
        .formatted(reference.where(), service.ref().kindAndName(), shared(reference));
  }

  private static String shared(Reference reference) {
    return reference.shared()
        ? ", given with the rest of %s: remove it if it is not used"
            .formatted(reference.holder().ref().kindAndName())
        : "";
  }

  /// Another name: of a Service, or of a server outside of the cluster.
  private void alias(Reference reference, Service service) {
    String[] name = service.externalName().split("\\.");
    if (name.length > 2 && name[2].equals("svc")) {
      Resolution<Service> meant = topology.service(service.object(), name[1], name[0]);
      if (meant instanceof Resolution.Found<Service>(var target)
          && target.type() != Service.Type.EXTERNAL_NAME) {
        int port = reference.address().port();
        Optional<ServicePort> asked =
            target.ports().stream().filter(each -> each.port() == port).findFirst();
        asked.ifPresentOrElse(
            found -> to(reference, target, found), () -> unwritten(reference, target));
      } else {
        needs.unknown(
            reference.from(),
            "%s names %s, another name for %s, which was not read"
                .formatted(reference.where(), service.ref(), service.externalName()));
      }
      return;
    }
    String reason =
        "%s, another name for %s".formatted(out(reference, service), service.externalName());
    List<Integer> ports = new ArrayList<>();
    port(reference.address()).ifPresent(ports::add);
    if (ports.isEmpty()) service.ports().forEach(port -> ports.add((int) port.port()));
    outside(reference.from(), Party.Addresses.ANY, ports, reason);
  }

  private void numeric(Reference reference) {
    Address address = reference.address();
    for (Service service : topology.services())
      if (service.spec().text("clusterIP").orElse("").equals(address.host())) {
        service.ports().stream()
            .filter(port -> port.port() == address.port())
            .forEach(port -> to(reference, service, port));
        return;
      }
    outside(
        reference.from(),
        Party.Addresses.one(address.host()),
        port(address).stream().toList(),
        "%s names %s".formatted(reference.where(), shown(address, reference.text().text())));
  }

  private void collect(Outside outside) {
    Address address = outside.address();
    String shown = shown(address, outside.text().text());
    if (outside.mayBeOfCluster()) {
      needs.unknown(
          outside.from(),
          "%s names %s, which may be a Service of a namespace that was not read"
              .formatted(outside.where(), shown));
      return;
    }
    boolean metadata = address.host().equals(METADATA);
    outside(
        outside.from(),
        metadata ? Party.Addresses.one("169.254.169.254") : Party.Addresses.ANY,
        metadata ? List.of(80) : port(address).stream().toList(),
        "%s names %s".formatted(outside.where(), shown));
  }

  private void outside(Workload from, Party to, List<Integer> ports, String reason) {
    for (int port : ports)
      SuggestedPort.of("TCP", port).ifPresent(known -> needs.out(from, to, known, reason));
    if (ports.isEmpty()) needs.unknown(from, reason + "; its port is not known");
  }

  private static Optional<Integer> port(Address address) {
    return address.port() > 0
        ? Optional.of(address.port())
        : Optional.ofNullable(PORTS.get(address.scheme()));
  }

  /// What stands in a Secret is not shown.
  private static String shown(Address address, String text) {
    return text.contains(address.host()) ? address.written() : "an address that is not shown";
  }
}
