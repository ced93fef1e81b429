package io.svcaudit.topology.trace;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import io.svcaudit.topology.entry.EntryPoint.ToService;
import io.svcaudit.topology.entry.EntryPoints;
import io.svcaudit.topology.entry.Front;
import io.svcaudit.topology.entry.Fronts;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.reference.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Follows connections through the graph.
public final class Tracer {
  /// What they are followed in.
  public static final Set<Resource> READS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Resource.SERVICES,
              Resource.WORKLOADS,
              Resource.PODS,
              Resource.CONFIG_MAPS,
              Resource.INGRESSES,
              Resource.NETWORK_POLICIES,
              Resource.NAMESPACES,
              Resource.GATEWAYS,
              Resource.ROUTES,
              Resource.CUSTOM_ROUTES));

  private static final Front NOBODY = new Front("", List.of(), false);

  private final Topology topology;
  private final EntryPoints entries;
  private final Fronts fronts;
  private final NameHop names;
  private final Behind behind;

  public Tracer(Topology topology) {
    this.topology = topology;
    this.entries = topology.entryPoints();
    this.fronts = new Fronts(topology);
    this.names = new NameHop(topology);
    this.behind = new Behind(topology);
  }

  /// Follows one connection.
  ///
  /// @throws UsageException if it cannot be told which port is meant
  public Trace trace(Client client, Goal goal) throws UsageException {
    return switch (goal) {
      case Goal.OfService(Service service, var port) -> toService(client, service, port);
      case Goal.OfPods(Workload workload, var port) -> toPods(client, workload, port);
      case Goal.OfRoute route -> toRoute(client, route);
      case Goal.Untaken path -> Trace.of(client, path.name(), List.of(EntryHop.none(path)));
    };
  }

  private Trace toService(Client client, Service service, Optional<String> port)
      throws UsageException {
    return switch (client) {
      case Client.Internet internet -> fromOutside(internet, service, port);
      case Client.Pods pods -> {
        Optional<Reference> reference = names.reference(pods.workload(), service, port);
        yield within(client, service, port, reference);
      }
      case Client.Namespace _ -> within(client, service, port, Optional.empty());
    };
  }

  private Trace within(
      Client client, Service service, Optional<String> port, Optional<Reference> reference)
      throws UsageException {
    if (service.type() == Service.Type.EXTERNAL_NAME) return alias(client, service, reference);
    String asked = port.isPresent() ? port.get() : asked(service, reference);
    Optional<ServicePort> found = ServiceHop.port(service, asked);
    String to = service.object().name() + ":" + asked;
    var hops = new ArrayList<Hop>();
    long number = found.map(ServicePort::port).orElseGet(() -> parsed(asked));
    hops.add(names.of(client, service, number, reference));
    if (found.isEmpty()) {
      hops.add(ServiceHop.missing(service, asked));
      return Trace.of(client, to, hops);
    }
    hops.add(ServiceHop.of(service, found.get()));
    behind(client.end(), client.name(), service, found.get(), hops, false);
    return Trace.of(client, service.object().name() + ":" + number, hops);
  }

  private static long parsed(String asked) {
    return asked.matches("\\d{1,9}") ? Long.parseLong(asked) : 0;
  }

  /// What the client is configured with, or the only port.
  private static String asked(Service service, Optional<Reference> reference)
      throws UsageException {
    if (reference.isPresent() && reference.get().address().port() > 0)
      return Integer.toString(reference.get().address().port());
    return only(service);
  }

  private static String only(Service service) throws UsageException {
    if (service.ports().size() == 1) return Long.toString(service.ports().getFirst().port());
    throw new UsageException(
        service.ports().isEmpty()
            ? "%s has no ports".formatted(service.ref())
            : "%s has several ports; say which one, like %s:%s: %s"
                .formatted(
                    service.ref(),
                    service.object().name(),
                    service.ports().getFirst().key(),
                    ServiceHop.choices(service.ports())));
  }

  private Trace alias(Client client, Service service, Optional<Reference> reference) {
    long port = reference.map(r -> (long) Math.max(0, r.address().port())).orElse(0L);
    return Trace.of(
        client,
        service.object().name(),
        List.of(names.of(client, service, port, reference), ServiceHop.alias(service)));
  }

  /// The Pods of a Service, and the policies on the way to them.
  private void behind(
      End from, String name, Service service, ServicePort port, List<Hop> hops, boolean assumed) {
    for (Behind.Pods pods : behind.of(service, port)) {
      hops.add(pods.hop());
      hops.addAll(behind.policies(from, name, pods, port.protocol(), assumed));
    }
  }

  private Trace toPods(Client client, Workload workload, Optional<String> port)
      throws UsageException {
    Target.Resolved target = PodPort.of(workload, port);
    String protocol = target.port() == null ? "TCP" : target.port().protocol();
    var hops = new ArrayList<Hop>();
    if (client instanceof Client.Internet) {
      List<EntryPoint.ToPods> ways =
          EntryPoints.to(workload).stream()
              .filter(way -> PodPort.leads(way, target.number()))
              .toList();
      hops.add(
          ways.isEmpty()
              ? Hop.no(
                  Hop.Step.ENTRY,
                  "nothing publishes the Pods of %s themselves"
                      .formatted(workload.object().ref().kindAndName()),
                  "trace the Service in front of them",
                  new Hop.Place(workload.object().nameSpot(), workload.object()))
              : Hop.ok(
                  Hop.Step.ENTRY,
                  PodPort.describe(ways.getFirst()),
                  new Hop.Place(ways.getFirst().spot(), workload.object())));
    }
    Behind.Pods pods = behind.of(workload, target, true);
    hops.add(pods.hop());
    hops.addAll(behind.policies(client.end(), client.name(), pods, protocol, false));
    return Trace.of(client, workload.object().name() + ":" + target.number(), hops);
  }

  private Trace fromOutside(Client.Internet client, Service service, Optional<String> asked)
      throws UsageException {
    List<ToService> all =
        entries.to(service).stream()
            .filter(way -> !(way instanceof EntryPoint.NodePort port && port.isByTheWay()))
            .toList();
    List<ToService> ways =
        all.stream().filter(way -> asked.isEmpty() || isAsked(way, asked.get())).toList();
    String to = service.object().name() + asked.map(port -> ":" + port).orElse("");
    if (ways.isEmpty()) {
      if (asked.isPresent() && ServiceHop.port(service, asked.get()).isEmpty())
        return Trace.of(client, to, List.of(ServiceHop.missing(service, asked.get())));
      return Trace.of(client, to, List.of(EntryHop.none(service)));
    }
    return new Trace(
        client.name(), to, ways.stream().map(way -> new Way(through(client, way))).toList());
  }

  private static boolean isAsked(ToService way, String asked) {
    return switch (way) {
      case EntryPoint.OfService own ->
          ServiceHop.port(own.service(), asked).filter(own.port()::equals).isPresent();
      case Routed route ->
          route.ports().stream()
              .anyMatch(port -> ServiceHop.port(route.service(), asked).equals(Optional.of(port)));
    };
  }

  private List<Hop> through(Client client, ToService way) {
    return switch (way) {
      case EntryPoint.OfService own -> {
        var hops = new ArrayList<Hop>();
        hops.add(EntryHop.of(own, NOBODY));
        hops.add(ServiceHop.of(own.service(), own.port()));
        behind(own.seen(), client.name(), own.service(), own.port(), hops, false);
        yield hops;
      }
      case Routed route -> through(route);
    };
  }

  private List<Hop> through(Routed route) {
    var hops = new ArrayList<Hop>();
    Front front = fronts.of(route);
    hops.add(EntryHop.of(route, front));
    Hop service = ServiceHop.of(route);
    hops.add(service);
    if (service.verdict() == Hop.Verdict.OK)
      behind(
          front.seen(route),
          front.called(),
          route.service(),
          route.ports().getFirst(),
          hops,
          !front.read());
    return hops;
  }

  /// Of the routes for the host and path those that a proxy would take: the longest path.
  private Trace toRoute(Client client, Goal.OfRoute goal) {
    List<Routed> routes = new Paths(goal.host(), goal.path()).best(routes(goal));
    var start = new ArrayList<Hop>();
    if (!(client instanceof Client.Internet))
      start.add(
          Hop.unknown(
              Hop.Step.NAME,
              "%s leads out of the cluster and in again; whether that works from within is up to the network"
                  .formatted(goal.host())));
    var ways = new ArrayList<Way>();
    for (Routed route : routes) {
      var hops = new ArrayList<>(start);
      hops.addAll(through(route));
      ways.add(new Way(hops));
    }
    return new Trace(client.name(), goal.name(), ways);
  }

  /// A route that names a host, or a wildcard that holds it.
  Optional<KubeObject> routeOf(String host) {
    return routes()
        .filter(route -> !route.host().isEmpty() && Paths.takes(route.host(), host))
        .map(Routed::object)
        .findFirst();
  }

  /// The hosts that routes name; may be empty.
  List<String> hosts() {
    return routes().map(Routed::host).filter(host -> !host.isEmpty()).distinct().toList();
  }

  private Stream<Routed> routes() {
    return topology.services().stream().flatMap(s -> entries.routesTo(s).stream());
  }

  private List<Routed> routes(Goal.OfRoute goal) {
    return goal.services().stream().flatMap(s -> entries.routesTo(s).stream()).toList();
  }

  /// The Services that routes of a host and path lead to; may be empty.
  public List<Service> servicesAt(String host, String path) {
    return new Paths(host, path)
        .best(routes().toList()).stream().map(Routed::service).distinct().toList();
  }
}
