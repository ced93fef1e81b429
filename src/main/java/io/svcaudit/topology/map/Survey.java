package io.svcaudit.topology.map;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Backends;
import io.svcaudit.topology.backend.Classification;
import io.svcaudit.topology.entry.EntryPoint;
import io.svcaudit.topology.map.ConnectionMap.Group;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.map.ConnectionMap.Port;
import io.svcaudit.topology.map.Places.Place;
import io.svcaudit.topology.trace.Arrival;
import io.svcaudit.topology.trace.Arrivals;
import io.svcaudit.topology.trace.Tracer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds what is connected, all over a topology.
public final class Survey {
  /// What it is found in.
  public static final Set<Resource> READS = Tracer.READS;

  /// The fault of a Service that is only named.
  static final String MISSING = "there is no such Service";

  private final Topology topology;
  private final Arrivals arrivals;
  private final Places places;
  private final Set<String> taken = new HashSet<>();
  private final IdentityHashMap<KubeObject, Draft> drafts = new IdentityHashMap<>();
  private final IdentityHashMap<Service, Set<Draft>> behind = new IdentityHashMap<>();
  private final Map<String, Draft> named = new TreeMap<>();
  private final ConnectionMap map;

  public Survey(Topology topology) {
    this.topology = topology;
    this.arrivals = new Arrivals(topology);
    this.places =
        new Places(
            Stream.concat(
                    topology.workloads().stream().map(Workload::object),
                    topology.services().stream().map(Service::object))
                .toList());
    topology.workloads().forEach(workload -> draft(workload.object()));
    topology.services().forEach(this::service);
    var entries = new Entrances(topology, arrivals, this);
    var calls = new Callers(topology, arrivals, this);
    this.map = new ConnectionMap(groups(), entries.all(), calls.all(), 0);
  }

  /// Everything that was found.
  public ConnectionMap map() {
    return map;
  }

  /// The nodes that stand for a workload or a Service; may be empty for anything else.
  public Set<String> nodes(KubeObject object) {
    var ids = new LinkedHashSet<String>();
    Draft own = drafts.get(object);
    if (own != null) ids.add(own.id());
    topology.services().stream()
        .filter(service -> service.object() == object)
        .flatMap(service -> behind.getOrDefault(service, Set.of()).stream())
        .forEach(draft -> ids.add(draft.id()));
    return ids;
  }

  private Draft draft(KubeObject object) {
    return drafts.computeIfAbsent(
        object,
        _ -> {
          Place place = places.of(object);
          String kind = Places.kind(object);
          return new Draft(
              place, free(place.id(kind, object.name())), kind, object.name(), object.nameSpot());
        });
  }

  /// One file may hold an object twice.
  private String free(String id) {
    String free = id;
    for (int i = 2; !taken.add(free); i++) free = id + "#" + i;
    return free;
  }

  /// A Service that is only named.
  Draft named(KubeObject from, String namespace, String name) {
    Place place = places.of(from, namespace);
    return named.computeIfAbsent(
        place.id("Service", name), id -> new Draft(place, free(id), "Service", name, null));
  }

  /// What stands for a workload, or for the Service that leads to none.
  Draft at(@Nullable Workload workload, Service service) {
    return draft(workload == null ? service.object() : workload.object());
  }

  Draft at(Workload workload) {
    return draft(workload.object());
  }

  /// An id for a way in, after the object that opens it.
  String free(KubeObject object, String kind) {
    return free(places.of(object).id(kind, object.name()));
  }

  private void service(Service service) {
    Set<Draft> drafted = behind.computeIfAbsent(service, _ -> new LinkedHashSet<>());
    List<Workload> workloads = topology.selection(service).lasting();
    for (Workload workload : workloads) drafted.add(draft(workload.object()));
    if (workloads.isEmpty()) drafted.add(draft(service.object()));
    Exposure own = Topology.exposure(service);
    for (Draft draft : drafted) {
      draft.reachable(own);
      if (service.type() == Service.Type.EXTERNAL_NAME)
        draft.describe("another name for " + service.externalName());
    }
    Set<ServicePort> routed = new HashSet<>();
    for (EntryPoint.Routed route : topology.entryPoints().routesTo(service))
      routed.addAll(route.ports());
    for (ServicePort port : service.ports()) {
      Exposure exposure = routed.contains(port) ? Exposure.PUBLIC : own;
      for (Arrival arrival : arrivals.at(service, port)) add(service, port, exposure, arrival);
    }
  }

  private void add(Service service, ServicePort port, Exposure exposure, Arrival arrival) {
    Workload workload = arrival.workload();
    Draft draft = at(workload, service);
    draft.add(
        new Port(
            service.object().name(),
            port.name(),
            port.port(),
            port.protocol(),
            target(port, workload),
            exposure));
    draft.fault(arrival.fault());
    if (workload == null) return;
    Classification what = Backends.behind(port, workload);
    if (what != null) draft.takenFor(what);
  }

  private static String target(ServicePort port, @Nullable Workload workload) {
    if (workload != null && Topology.target(port, workload) instanceof Target.Resolved resolved)
      return Long.toString(resolved.number());
    return port.target().written();
  }

  private List<Group> groups() {
    var members = new TreeMap<Place, List<Draft>>();
    for (Collection<Draft> some : List.of(drafts.values(), named.values()))
      for (Draft draft : some)
        members.computeIfAbsent(draft.place(), _ -> new ArrayList<>()).add(draft);
    var groups = new ArrayList<Group>();
    members.forEach((place, all) -> {
      List<Node> nodes =
          all.stream()
              .sorted(
                  Comparator.comparing(Draft::name)
                      .thenComparing(Draft::kind)
                      .thenComparing(Draft::id))
              .map(Draft::node)
              .toList();
      groups.add(new Group(place.namespace(), place.unit(), nodes));
    });
    return groups;
  }
}
