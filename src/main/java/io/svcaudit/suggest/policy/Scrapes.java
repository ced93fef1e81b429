package io.svcaudit.suggest.policy;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.Monitor;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Prometheus reads.
final class Scrapes {
  /// The label that the Prometheus Operator, whose the monitors are, gives to its Pods.
  private static final Map<String, String> USUAL = Map.of("app.kubernetes.io/name", "prometheus");

  private final Topology topology;
  private final Needs needs;
  private final List<Workload> servers;

  Scrapes(Topology topology, Needs needs) {
    this.topology = topology;
    this.needs = needs;
    this.servers = topology.workloads().stream().filter(Scrapes::isPrometheus).toList();
  }

  private static boolean isPrometheus(Workload workload) {
    return "prometheus".equals(workload.labels().value("app.kubernetes.io/name"))
        || workload.template().serving().stream()
            .anyMatch(container -> container.imageName().equals("prometheus"));
  }

  void collect() {
    for (Monitor monitor : topology.monitors())
      for (Monitor.Endpoint endpoint : monitor.endpoints())
        if (monitor.ofPods()) pods(monitor, endpoint);
        else services(monitor, endpoint);
    for (Workload workload : topology.workloads()) annotated(workload);
  }

  private void pods(Monitor monitor, Monitor.Endpoint endpoint) {
    for (Workload workload : topology.workloads())
      if (monitor.covers(workload.object().namespace())
          && monitor.selector().matches(workload.labels()))
        workload
            .template()
            .ports()
            .filter(port -> isAsked(endpoint, port))
            .forEach(port -> scraped(workload, port.protocol(), port.number(), said(monitor)));
  }

  private static boolean isAsked(Monitor.Endpoint endpoint, ContainerPort port) {
    if (!endpoint.port().isEmpty()) return endpoint.port().equals(port.name());
    for (String field : List.of("portNumber", "targetPort")) {
      String written = endpoint.node().text(field).orElse("");
      if (!written.isEmpty())
        return written.equals(port.name()) || written.equals(Long.toString(port.number()));
    }
    return false;
  }

  private void services(Monitor monitor, Monitor.Endpoint endpoint) {
    for (Service service : topology.services()) {
      if (!monitor.covers(service.object().namespace())
          || !monitor.selector().matches(service.object().labels())) continue;
      if (endpoint.port().isEmpty()) target(monitor, endpoint, service);
      for (ServicePort port : service.ports())
        if (!endpoint.port().isEmpty() && port.name().equals(endpoint.port()))
          for (PodPort to : PodPort.behind(topology, service, port))
            scraped(to.pods(), to.port().protocol().name(), to.port().number(), said(monitor));
    }
  }

  /// A `targetPort` is one of the Pods behind a Service.
  private void target(Monitor monitor, Monitor.Endpoint endpoint, Service service) {
    PortRef target = PortRef.of(endpoint.node(), "targetPort");
    for (Workload pods : topology.selection(service).lasting())
      switch (target) {
        case PortRef.Numbered(long number, var _) -> scraped(pods, "TCP", number, said(monitor));
        case PortRef.Named(String name, var _) ->
            pods.template()
                .ports()
                .filter(port -> port.name().equals(name))
                .forEach(port -> scraped(pods, port.protocol(), port.number(), said(monitor)));
        case null -> {
          // It names no port.
        }
      }
  }

  private static String said(Monitor monitor) {
    return "Prometheus reads it by " + monitor.object().ref().kindAndName();
  }

  /// The annotations that the usual configuration of Prometheus goes by.
  private void annotated(Workload workload) {
    if (!workload.template().annotation("prometheus.io/scrape").orElse("").equals("true")) return;
    String by = "annotation prometheus.io/scrape";
    if (servers.isEmpty()) {
      needs.unknown(workload, by + " asks for Prometheus, which was not read");
      return;
    }
    Optional<String> port = workload.template().annotation("prometheus.io/port");
    if (port.isPresent() && port.get().matches("\\d{1,5}"))
      scraped(workload, "TCP", Long.parseLong(port.get()), "Prometheus reads it by " + by);
    else
      workload
          .template()
          .ports()
          .filter(each -> each.protocol().equals("TCP"))
          .forEach(each -> scraped(workload, "TCP", each.number(), "Prometheus reads it by " + by));
  }

  private void scraped(Workload workload, String protocol, long number, String reason) {
    Optional<SuggestedPort> port = SuggestedPort.of(protocol, number);
    if (port.isEmpty()) return;
    for (Workload server : servers)
      if (server != workload)
        needs.call(
            server,
            workload,
            port.get(),
            "it reads the metrics of " + workload.ref().kindAndName(),
            reason);
    if (servers.isEmpty())
      needs.in(
          workload,
          new Party.Unread(Optional.empty(), USUAL),
          port.get(),
          reason + "; where it runs was not read");
  }
}
