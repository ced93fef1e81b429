package io.svcaudit.topology.trace;

import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Resolvers;
import io.svcaudit.topology.policy.Side;
import io.svcaudit.topology.reference.Reference;
import java.util.Map;
import java.util.Optional;

/// The name that a client has for a Service, and whether it may ask the DNS for it.
final class NameHop {
  private final Topology topology;
  private final Resolvers resolvers;

  NameHop(Topology topology) {
    this.topology = topology;
    this.resolvers = Resolvers.of(topology);
  }

  /// What a workload is given that leads to a Service; the one for the port, if there is one.
  ///
  /// @param port number or name; empty for any
  Optional<Reference> reference(Workload from, Service service, Optional<String> port) {
    return topology.references().between(from, service).stream()
        .filter(r -> port.isEmpty() || r.address().port() <= 0 || isFor(r, service, port.get()))
        .findFirst();
  }

  private static boolean isFor(Reference reference, Service service, String port) {
    String given = Integer.toString(reference.address().port());
    return given.equals(port)
        || ServiceHop.port(service, port).filter(p -> given.equals("" + p.port())).isPresent();
  }

  Hop of(Client client, Service service, long port, Optional<Reference> reference) {
    String name =
        reference.map(NameHop::written).orElseGet(() -> usual(client, service) + ":" + port);
    String given =
        reference
            .map(r -> "%s from %s".formatted(name, r.where()))
            .orElse(name + ", which nothing names here");
    Hop.Place[] places =
        reference
            .map(r -> new Hop.Place[] {new Hop.Place(r.text().spot(), r.holder())})
            .orElseGet(() -> new Hop.Place[0]);
    return dns(client, service, given, places);
  }

  /// Without what else a URL may hold: users and passwords.
  private static String written(Reference reference) {
    String scheme = reference.address().scheme();
    return (scheme.isEmpty() ? "" : scheme + "://") + reference.address().written();
  }

  private static String usual(Client client, Service service) {
    String namespace = service.object().namespace();
    boolean near =
        switch (client) {
          case Client.Pods(Workload workload) -> workload.object().namespace().equals(namespace);
          case Client.Namespace(String own, var _) -> own.equals(namespace);
          case Client.Internet _ -> false;
        };
    return near ? service.object().name() : service.object().name() + "." + namespace;
  }

  private Hop dns(Client client, Service service, String given, Hop.Place... places) {
    // Which policies isolate it does not depend on the other end.
    var anybody = new End.AnyPod("kube-system", Map.of(), service.object());
    Side egress = topology.policies().between(client.end(), anybody).egress();
    return switch (resolvers.asked(topology, client.end(), service.object())) {
      case YES ->
          Hop.ok(
              Hop.Step.NAME,
              given
                  + (PolicyHop.isOpen(egress)
                      ? "; DNS egress not restricted"
                      : "; DNS egress allowed"),
              places);
      case NO ->
          Hop.no(
              Hop.Step.NAME,
              "%s; DNS egress is blocked: %s"
                  .formatted(given, PolicyHop.isolating(egress, client.name())),
              "allow egress to UDP and TCP 53 of the Pods k8s-app=kube-dns in namespace"
                  + " kube-system",
              places);
      case MAYBE ->
          Hop.unknown(Hop.Step.NAME, given + "; whether it may ask the DNS is not known", places);
    };
  }
}
