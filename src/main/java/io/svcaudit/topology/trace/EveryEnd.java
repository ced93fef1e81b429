package io.svcaudit.topology.trace;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds all that a text may mean: a name that several units hold means that of each, a selector
/// every workload that it matches.
final class EveryEnd {
  private final Topology topology;
  private final Ends ends;

  EveryEnd(Topology topology, Ends ends) {
    this.topology = topology;
    this.ends = ends;
  }

  /// Who connects; never empty.
  List<Client> clients(EndText.From from) throws UsageException {
    return switch (from) {
      case EndText.Labelled labelled ->
          labelled(labelled).stream().<Client>map(Client.Pods::new).toList();
      case EndText.Named(String text, var _) -> {
        if (text.equals(Ends.INTERNET)) yield List.of(new Client.Internet());
        Address address = Address.parse(text);
        if (address.kind().equals("Namespace")) yield List.of(known(address.name()));
        yield each(address, ends.workloads(address), Workload::object, ends.workloadNames())
            .stream()
            .<Client>map(Client.Pods::new)
            .toList();
      }
    };
  }

  /// A namespace that a cluster does not have is a mistake; manifests need not show it.
  private Client known(String name) throws UsageException {
    List<String> names = topology.namespaces().stream().map(n -> n.object().name()).toList();
    if (topology.sawAllNamespaces() && !names.contains(name))
      throw new UsageException(
          "namespace %s was not found%s".formatted(name, Ends.near(name, names)));
    return ends.ofNamespace(name);
  }

  /// What is connected to; never empty.
  List<Goal> goals(EndText.To to) throws UsageException {
    return switch (to) {
      case EndText.Labelled labelled ->
          labelled(labelled).stream()
              .<Goal>map(workload -> new Goal.OfPods(workload, labelled.port()))
              .toList();
      case EndText.Named(String text, var _) -> goals(text);
    };
  }

  private List<Goal> goals(String text) throws UsageException {
    if (Ends.isRoute(text) || text.contains("://")) return eachUnit(ends.goal(text));
    Address address = Address.parse(text);
    List<Service> services =
        address.kind().isEmpty() || address.kind().equals("Service")
            ? ends.services(address)
            : List.of();
    // What is not there is told as it is of a single one.
    if (services.isEmpty() && ends.workloads(address).isEmpty()) return List.of(ends.goal(text));
    if (!services.isEmpty())
      return each(address, services, Service::object, List.of()).stream()
          .<Goal>map(service -> new Goal.OfService(service, address.port()))
          .toList();
    return each(address, ends.workloads(address), Workload::object, List.of()).stream()
        .<Goal>map(workload -> new Goal.OfPods(workload, address.port()))
        .toList();
  }

  /// A host and path may be served in several units, by Services of each.
  private List<Goal> eachUnit(Goal goal) {
    return switch (goal) {
      case Goal.OfPods _, Goal.Untaken _ -> List.of(goal);
      case Goal.OfService(Service service, var port) ->
          services(service).stream().<Goal>map(s -> new Goal.OfService(s, port)).toList();
      case Goal.OfRoute route ->
          route.services().stream()
              .collect(
                  Collectors.groupingBy(
                      s -> topology.unit(s.object()), LinkedHashMap::new, Collectors.toList()))
              .values()
              .stream()
              .<Goal>map(services -> new Goal.OfRoute(route.host(), route.path(), services))
              .toList();
    };
  }

  private List<Service> services(Service like) {
    return topology.services().stream().filter(s -> s.ref().equals(like.ref())).toList();
  }

  private List<Workload> labelled(EndText.Labelled end) throws UsageException {
    List<Workload> within =
        topology.workloads().stream()
            .filter(
                w -> end.namespace().isEmpty() || w.object().namespace().equals(end.namespace()))
            .toList();
    List<Workload> found = within.stream().filter(w -> end.selector().matches(w.labels())).toList();
    if (found.isEmpty())
      throw new UsageException(
          "no workload%s has the labels %s%s"
              .formatted(
                  end.namespace().isEmpty() ? "" : " of namespace " + end.namespace(),
                  end.written(),
                  NearLabels.of(end.selector(), within)));
    return found;
  }

  /// One of each unit.
  private <T> List<T> each(
      Address address, List<T> found, Function<T, KubeObject> object, List<KubeObject> all)
      throws UsageException {
    var byUnit = new LinkedHashMap<Integer, List<T>>();
    for (T one : ends.candidates(address, found, object, all))
      byUnit.computeIfAbsent(topology.unit(object.apply(one)), _ -> new ArrayList<>()).add(one);
    var each = new ArrayList<T>();
    for (List<T> unit : byUnit.values()) each.add(Ends.only(address, unit, object));
    return each;
  }
}
