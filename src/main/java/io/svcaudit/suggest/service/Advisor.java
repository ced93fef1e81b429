package io.svcaudit.suggest.service;

import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.suggest.service.PodPorts.PodPort;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Classification;
import io.svcaudit.topology.intent.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out what workloads lack.
final class Advisor {
  private final Topology topology;
  private final Optional<Entry> entry;
  private final boolean named;
  private final Wanted wanted;
  private final FrontEnds frontEnds;
  private final Suggestions suggestions;
  private final Governing governing;

  /// @param entry how to let people in; empty for what is usual there, and only where it is for
  ///   them
  /// @param named whether the user named the workloads
  Advisor(Topology topology, Optional<Entry> entry, boolean named) {
    this.topology = topology;
    this.entry = entry;
    this.named = named;
    this.wanted = new Wanted(topology);
    this.frontEnds = new FrontEnds(topology, wanted);
    this.suggestions = new Suggestions(topology);
    this.governing = new Governing(topology, wanted, suggestions);
  }

  Suggestions suggestions() {
    return suggestions;
  }

  void consider(Workload workload) {
    Optional<String> never = never(workload);
    if (never.isPresent()) {
      suggestions.note(workload, never.get());
      return;
    }
    List<PodPort> ports = PodPorts.of(workload);
    boolean governed = governing.suggest(workload, ports);
    List<Service> selecting = topology.servicesSelecting(workload);
    Optional<Service> broken = broken(workload, selecting);
    var services = new ArrayList<>(selecting);
    broken.filter(s -> !services.contains(s)).ifPresent(services::add);
    Optional<String> open = frontEnds.open(workload, services);
    Optional<String> front =
        entry.isPresent()
            ? Optional.of("people should reach it")
            : frontEnds.reason(workload, services, ports).filter(_ -> open.isEmpty());
    var draft =
        new ServiceDraft(
            workload,
            ports,
            PodSelector.of(topology, workload),
            front,
            open,
            broken,
            entry.orElseGet(() -> frontEnds.usual(workload.object())),
            entry.isPresent());
    Optional<Service> wide = front.isPresent() ? Optional.empty() : wide(workload, services, ports);
    boolean led = broken.isEmpty() && selecting.stream().anyMatch(s -> isRight(s, workload));
    if (wide.isPresent()) draft.withdrawn(wide.get(), suggestions);
    else if (led) draft.beside(selecting, suggestions, frontEnds);
    else if (governed && isEnough(workload))
      suggestions.note(workload, "Service %s leads to it".formatted(workload.serviceName()));
    else
      draft.fresh(
          new ServicePorts(workload, ports, named), wanted.of(workload), suggestions, frontEnds);
  }

  private Optional<String> never(Workload workload) {
    if (workload.type() == Workload.Type.KNATIVE_SERVICE)
      return Optional.of("Knative makes its Services");
    if (workload.type().runsToCompletion())
      return Optional.of("it runs to an end, so that nobody can rely on its Pods");
    return PodSelector.of(topology, workload).labels().isEmpty()
        ? Optional.of("its Pods have no labels, so that no Service can select them")
        : Optional.empty();
  }

  /// Whether nobody asks for another Service than the governing one.
  private boolean isEnough(Workload workload) {
    return wanted.of(workload).isEmpty() || workload.serviceName().equals(workload.object().name());
  }

  /// The Service of the same name, if it is meant for a workload and does not lead there.
  private Optional<Service> broken(Workload workload, List<Service> selecting) {
    if (!(topology.service(workload.object(), workload.object().name())
        instanceof Resolution.Found<Service>(Service same))) return Optional.empty();
    boolean meant =
        selecting.contains(same)
            ? !isRight(same, workload)
            : topology.selection(same) instanceof Selection.Nothing;
    return meant ? Optional.of(same) : Optional.empty();
  }

  /// Whether every port of a Service leads to a port of a workload.
  private static boolean isRight(Service service, Workload workload) {
    return !service.ports().isEmpty()
        && service.ports().stream()
            .allMatch(p -> Topology.target(p, workload) instanceof Target.Resolved);
  }

  /// A Service that reaches further than what is behind it should.
  private Optional<Service> wide(Workload workload, List<Service> services, List<PodPort> ports) {
    boolean narrow =
        frontEnds
            .intent(workload, services)
            .map(who -> who == Audience.PRIVATE)
            .orElseGet(() -> ports.stream().anyMatch(port -> isPrivateStore(port.what())));
    return narrow
        ? services.stream().filter(Service::isNodePortOrLoadBalancer).findFirst()
        : Optional.empty();
  }

  private static boolean isPrivateStore(@Nullable Classification what) {
    return what != null && what.isStrong() && what.kind().isPrivateStore();
  }
}
