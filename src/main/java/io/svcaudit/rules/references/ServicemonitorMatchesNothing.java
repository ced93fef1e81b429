package io.svcaudit.rules.references;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Monitor;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A ServiceMonitor that selects no Service, or names a port that none of them has; a PodMonitor
/// that names a port that none of its Pods has. The selector is over the *labels of the Service*
/// itself, and the port is its *name* (monitoring.coreos.com/v1).
public final class ServicemonitorMatchesNothing implements Rule {
  @Override
  public String name() {
    return "servicemonitor-matches-nothing";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.MONITORS, Resource.SERVICES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    List<Monitor> monitors = topology.monitors();
    if (monitors.isEmpty()) return;
    Map<Integer, List<Service>> services =
        topology.services().stream()
            .collect(
                Collectors.groupingBy(
                    s -> topology.unit(s.object()), HashMap::new, Collectors.toList()));
    Map<Integer, List<Workload>> workloads =
        topology.workloads().stream()
            .collect(
                Collectors.groupingBy(
                    w -> topology.unit(w.object()), HashMap::new, Collectors.toList()));
    for (Monitor monitor : monitors) {
      if (topology.live().isNew(monitor.object()) || isTemplate(monitor)) continue;
      int unit = topology.unit(monitor.object());
      if (monitor.ofPods()) pods(monitor, workloads.getOrDefault(unit, List.of()), out);
      else services(topology, monitor, services.getOrDefault(unit, List.of()), out);
    }
  }

  /// A patch of a kustomization has no selector of its own.
  private static boolean isTemplate(Monitor monitor) {
    return !monitor.object().spec().has("selector");
  }

  private static void services(
      Topology topology, Monitor monitor, List<Service> beside, Findings out) {
    List<Service> covered =
        beside.stream().filter(s -> monitor.covers(s.ref().namespace())).toList();
    List<Service> selected =
        covered.stream().filter(s -> monitor.selector().matches(s.object().labels())).toList();
    if (!selected.isEmpty()) {
      Set<String> names = new HashSet<>();
      for (Service service : selected) service.ports().forEach(port -> names.add(port.name()));
      ports(monitor, names, selected.getFirst(), out);
    } else if (!covered.isEmpty() && !topology.mayHoldMore(monitor.object())) {
      nothing(topology, monitor, covered, out);
    }
  }

  /// What it watches may be installed apart, unless a Service or its Pods come close.
  private static void nothing(
      Topology topology, Monitor monitor, List<Service> covered, Findings out) {
    Service near = near(topology, monitor, covered);
    boolean live = topology.live().at().isPresent();
    var report =
        out.report(
                monitor.object(),
                "spec.selector",
                monitor.object().spec().spanOf("selector"),
                "no Service has these labels",
                "%s selects no Service".formatted(monitor.object().ref()))
            .confidence(
                live && !monitor.everywhere()
                    ? Confidence.HIGH
                    : near != null ? Confidence.MEDIUM : Confidence.LOW)
            .help("select labels that metadata.labels of the Service has");
    if (near == null) return;
    var place = near.object().metadata();
    report.related(
        place.has("labels") ? place.spanOf("labels") : near.object().nameSpan(),
        "its Pods have the labels, the Service itself does not",
        near.object());
  }

  /// A Service whose *selector* has what the monitor looks for: the usual mistake.
  private static @Nullable Service near(Topology topology, Monitor monitor, List<Service> covered) {
    for (Service service : covered)
      if (matches(monitor.selector(), service.selector())
          || topology.selection(service).workloads().stream()
              .anyMatch(workload -> matches(monitor.selector(), workload.labels()))) return service;
    return null;
  }

  private static boolean matches(LabelSelector selector, Labels labels) {
    boolean asks = selector.requirements().stream().anyMatch(Requirement.In.class::isInstance);
    return asks && selector.matches(labels);
  }

  private static void ports(Monitor monitor, Set<String> names, Service selected, Findings out) {
    for (Monitor.Endpoint endpoint : monitor.endpoints()) {
      if (endpoint.port().isEmpty() || names.contains(endpoint.port())) continue;
      boolean number = endpoint.port().chars().allMatch(Character::isDigit);
      var report =
          out.report(
                  monitor.object(),
                  "spec.endpoints[%s].port".formatted(endpoint.port()),
                  endpoint.node().spanOf("port"),
                  number ? "a name is needed, not a number" : "no port of this name",
                  "%s scrapes port %s, which no Service that it selects has"
                      .formatted(monitor.object().ref(), endpoint.port()))
              .related(
                  selected.spec().spanOf("ports"), "has " + Use.ports(selected), selected.object());
      String only = names.size() == 1 ? names.iterator().next() : "";
      report.help(only.isEmpty() ? "write the name of a Service port" : "write port: " + only);
    }
  }

  private static void pods(Monitor monitor, List<Workload> beside, Findings out) {
    List<Workload> selected =
        beside.stream()
            .filter(w -> monitor.covers(w.object().namespace()))
            .filter(w -> monitor.selector().matches(w.labels()))
            .toList();
    if (selected.isEmpty()) return;
    Set<String> names =
        selected.stream()
            .flatMap(w -> w.template().containers().stream())
            .flatMap(c -> c.ports().stream())
            .map(port -> port.name())
            .collect(Collectors.toSet());
    Workload first = selected.getFirst();
    for (Monitor.Endpoint endpoint : monitor.endpoints()) {
      if (endpoint.port().isEmpty() || names.contains(endpoint.port())) continue;
      out.report(
              monitor.object(),
              "spec.podMetricsEndpoints[%s].port".formatted(endpoint.port()),
              endpoint.node().spanOf("port"),
              "no container port of this name",
              "%s scrapes port %s, which no Pod that it selects has"
                  .formatted(monitor.object().ref(), endpoint.port()))
          .confidence(isComplete(selected.stream()) ? Confidence.HIGH : Confidence.MEDIUM)
          .related(first.object().nameSpan(), "its Pods are selected", first.object())
          .help("write the name of a container port, or give the port this name");
    }
  }

  private static boolean isComplete(Stream<Workload> workloads) {
    return workloads.allMatch(workload -> workload.template().isComplete());
  }
}
