package io.svcaudit.suggest.service;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.Gateway.From;
import io.svcaudit.model.Gateway.Listener;
import io.svcaudit.model.Ingress;
import io.svcaudit.model.IngressClass;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Route;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.suggest.service.PodPorts.PodPort;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Naming;
import io.svcaudit.topology.intent.Audience;
import io.svcaudit.topology.intent.Declared;
import io.svcaudit.topology.intent.Intent;
import io.svcaudit.topology.intent.Stated;
import io.svcaudit.topology.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which workloads are for people, and how others of their kind are reached.
final class FrontEnds {
  private final Topology topology;
  private final Wanted wanted;

  FrontEnds(Topology topology, Wanted wanted) {
    this.topology = topology;
    this.wanted = wanted;
  }

  /// Why a workload has to be reached from outside; empty if it has not.
  Optional<String> reason(Workload workload, List<Service> services, List<PodPort> ports) {
    Optional<Audience> intent = intent(workload, services);
    if (intent.isPresent())
      return intent.filter(who -> who == Audience.PUBLIC).map(_ -> "it is said to be public");
    boolean http = ports.stream().anyMatch(p -> p.isHttp() && !p.isForOperators());
    boolean store = ports.stream().anyMatch(p -> p.what() != null);
    boolean called =
        services.stream().anyMatch(s -> topology.references().to(s).stream().anyMatch(this::other))
            || wanted.byPrograms(workload);
    if (!http || store || called) return Optional.empty();
    if (Naming.of(List.of(workload)).isFront())
      return Optional.of("a front end by its name, and no workload calls it");
    return wanted.calls(workload)
        ? Optional.of("it speaks HTTP and calls others, but no workload calls it: a front end")
        : Optional.empty();
  }

  private boolean other(Reference reference) {
    return reference.called() != null && !Naming.isTester(reference.from());
  }

  /// What is said of who is to reach a workload: of a Service before it, by its own annotation, or
  /// of the Service to come, which is called like it.
  Optional<Audience> intent(Workload workload, List<Service> services) {
    return services.stream()
        .flatMap(service -> topology.intent().of(service).stream())
        .flatMap(stated ->
            switch (stated) {
              case Stated.For said -> Stream.of(said.audience());
              // The audit tells of it.
              case Stated.Misspelt _ -> Stream.empty();
            })
        .findFirst()
        .or(() -> workload.object().annotation(Intent.ANNOTATION).flatMap(Audience::of))
        .or(() ->
            topology
                .intent()
                .declared(workload.ref().namespace(), workload.ref().name())
                .map(Declared::audience));
  }

  /// What leads in already: `Ingress shop`; empty if nothing does.
  Optional<String> open(Workload workload, List<Service> services) {
    return services.stream()
        .flatMap(s -> topology.entryPoints().to(s).stream())
        .map(way -> way.object().ref().kindAndName())
        .findFirst()
        .or(() -> wanted.route(workload));
  }

  /// How others are let in beside an object; a load balancer where nothing tells.
  Entry usual(KubeObject object) {
    if (gateway(object).isPresent()) return Entry.HTTPROUTE;
    boolean ingress = !ingresses(object).isEmpty() || !topology.ingressClasses().isEmpty();
    return ingress ? Entry.INGRESS : Entry.LOADBALANCER;
  }

  private List<Ingress> ingresses(KubeObject object) {
    List<KubeObject> beside =
        topology.beside(object, topology.ingresses().stream().map(Ingress::object).toList());
    return topology.ingresses().stream().filter(i -> beside.contains(i.object())).toList();
  }

  /// A Gateway that takes routes for HTTP from the namespace of an object.
  private Optional<Gateway> gateway(KubeObject object) {
    List<KubeObject> beside =
        topology.beside(object, topology.gateways().stream().map(Gateway::object).toList());
    return topology.gateways().stream()
        .filter(g -> !g.isListenerSet() && beside.contains(g.object()))
        .filter(g -> listener(g, object).isPresent())
        .findFirst();
  }

  private static Optional<Listener> listener(Gateway gateway, KubeObject object) {
    boolean same = gateway.object().namespace().equals(object.namespace());
    return gateway.listeners().stream()
        .filter(l -> l.takes(Route.Type.HTTP))
        .filter(l -> l.from() == From.ALL || l.from() == From.SAME && same)
        .findFirst();
  }

  /// A route to a port of a Service.
  ///
  /// @param object the workload behind it
  Suggested.Route route(Entry entry, String service, Suggested.Port port, KubeObject object) {
    var comments = new ArrayList<String>();
    boolean http = entry == Entry.HTTPROUTE;
    Optional<Gateway> gateway = http ? gateway(object) : Optional.empty();
    String host = host(service, object, gateway, comments);
    Optional<String> parent = http ? gateway.map(g -> g.object().name()) : className(object);
    if (http && parent.isEmpty()) {
      comments.add("no Gateway was found: write the name of yours");
      parent = Optional.of("gateway");
    }
    return new Suggested.Route(
        object.namespace(),
        object.namespaceWritten(),
        service,
        comments,
        http ? Suggested.How.HTTP_ROUTE : Suggested.How.INGRESS,
        host,
        parent,
        gateway
            .map(g -> g.object().namespace())
            .filter(namespace -> !namespace.equals(object.namespace())),
        service,
        port);
  }

  private Optional<String> className(KubeObject object) {
    Optional<String> used =
        ingresses(object).stream().flatMap(i -> i.className().stream()).findFirst();
    if (used.isPresent()) return used;
    List<IngressClass> classes = topology.ingressClasses();
    if (classes.stream().anyMatch(IngressClass::isDefault)) return Optional.empty();
    return classes.stream().map(IngressClass::name).findFirst();
  }

  /// A name beside those of other routes.
  private String host(
      String name, KubeObject object, Optional<Gateway> gateway, List<String> comments) {
    Optional<String> listened =
        gateway.flatMap(g -> listener(g, object)).map(Listener::hostname).filter(h -> !h.isEmpty());
    if (listened.isPresent() && !listened.get().startsWith("*.")) return listened.get();
    Optional<String> domain =
        listened
            .map(h -> h.substring(2))
            .or(() ->
                ingresses(object).stream()
                    .flatMap(i -> i.routes().stream())
                    .map(Ingress.Route::host)
                    .filter(h -> h.indexOf('.') > 0 && h.indexOf('.') < h.lastIndexOf('.'))
                    .map(h -> h.substring(h.indexOf('.') + 1))
                    .findFirst());
    comments.add(
        domain.isPresent()
            ? "beside the other hosts of %s".formatted(domain.get())
            : "write the host that people use instead of this example");
    return name + "." + domain.orElse("example.com");
  }
}
