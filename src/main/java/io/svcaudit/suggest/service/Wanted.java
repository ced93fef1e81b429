package io.svcaudit.suggest.service;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Route;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Naming;
import io.svcaudit.topology.reference.Destination;
import io.svcaudit.topology.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What clients and routes are configured with and no Service answers: it says what Services are
/// called.
final class Wanted {
  /// @param number 0 if only the name is known, or nothing
  /// @param name empty if only the number is known
  /// @param from who is configured with it: `Deployment web in env API_URL`, `Ingress shop`
  record Port(long number, String name, String from, Who who) {}

  /// Who asks.
  enum Who {
    PROGRAM,
    /// A program that plays people.
    TESTER,
    /// People come by it.
    ROUTE
  }

  private final TreeMap<String, List<Port>> byName = new TreeMap<>();
  private final Topology topology;

  Wanted(Topology topology) {
    this.topology = topology;
    for (Ingress ingress : topology.ingresses())
      for (Ingress.Route route : ingress.routes())
        if (route.backend() != null)
          ofRoute(ingress.object(), route.backend().service(), route.backend().port());
    for (Route route : topology.routes())
      for (Route.Backend backend : route.backends())
        if (backend.ref().kind().equals("Service")
            && backend.ref().namespace().equals(route.object().namespace()))
          ofRoute(route.object(), backend.ref().name(), backend.port());
    for (Reference reference : topology.references().all())
      switch (reference.destination()) {
        case Destination.Absent(var wanted, var _, var _) ->
            add(wanted.namespace(), wanted.name(), reference);
        // Where no Service was read at all: who has one elsewhere does not ask for suggestions.
        case Destination.Unknown(var wanted, var _) ->
            add(wanted.namespace(), wanted.name(), reference);
        case Destination.Found _, Destination.Itself _, Destination.Numeric _ -> {}
      }
  }

  private void ofRoute(KubeObject route, String service, @Nullable PortRef port) {
    if (topology.service(route, service) instanceof Resolution.Found<Service>) return;
    long number = port instanceof PortRef.Numbered(long n, var _) ? n : 0;
    String name = port instanceof PortRef.Named(String n, var _) ? n : "";
    add(route.namespace(), service, new Port(number, name, route.ref().kindAndName(), Who.ROUTE));
  }

  private void add(String namespace, String service, Port port) {
    byName.computeIfAbsent(namespace + "/" + service, _ -> new ArrayList<>()).add(port);
  }

  private void add(String namespace, String service, Reference reference) {
    String client = reference.from().object().ref().kindAndName();
    // Its own address does not make anybody a client.
    if (reference.from().object().name().equals(service)) return;
    long number = Math.max(0, reference.address().port());
    String from = "%s in %s".formatted(client, reference.where());
    Who who = Naming.isTester(reference.from()) ? Who.TESTER : Who.PROGRAM;
    add(namespace, service, new Port(number, "", from, who));
  }

  /// The ports that a Service is asked for that is called like a workload, or a number of 0 where
  /// none is written; empty if nobody asks for one.
  List<Port> of(Workload workload) {
    return of(workload, workload.object().name());
  }

  List<Port> of(Workload workload, String service) {
    return byName.getOrDefault(workload.object().namespace() + "/" + service, List.of());
  }

  /// The route that should lead to a workload; empty if there is none.
  Optional<String> route(Workload workload) {
    return of(workload).stream().filter(w -> w.who() == Who.ROUTE).map(Port::from).findFirst();
  }

  /// Whether a program asks for a workload.
  boolean byPrograms(Workload workload) {
    return of(workload).stream().anyMatch(w -> w.who() == Who.PROGRAM);
  }

  /// Whether a workload is configured with the address of another one.
  boolean calls(Workload workload) {
    return topology.references().of(workload).stream()
        .anyMatch(r ->
            r.destination() instanceof Destination.Absent
                || r.destination() instanceof Destination.Unknown
                || r.destination() instanceof Destination.Found(var _, var _, var _, var _, var own)
                    && !own);
  }
}
