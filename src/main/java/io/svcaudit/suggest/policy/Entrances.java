package io.svcaudit.suggest.policy;

import io.svcaudit.model.Service;
import io.svcaudit.model.ServiceClient;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint;
import io.svcaudit.topology.entry.EntryPoints;
import io.svcaudit.topology.entry.Front;
import io.svcaudit.topology.entry.Fronts;
import io.svcaudit.topology.policy.End;
import java.util.Optional;

/// What comes in: from outside of the cluster, from the proxies of routes, from the API server.
final class Entrances {
  private final Topology topology;
  private final Needs needs;
  private final Fronts fronts;

  Entrances(Topology topology, Needs needs) {
    this.topology = topology;
    this.needs = needs;
    this.fronts = new Fronts(topology);
  }

  void collect() {
    EntryPoints entries = topology.entryPoints();
    for (Service service : topology.services())
      for (EntryPoint.ToService way : entries.to(service)) collect(way);
    for (Workload workload : topology.workloads())
      for (EntryPoint.ToPods way : EntryPoints.to(workload)) collect(way);
    for (ServiceClient client : topology.serviceClients()) collect(client);
  }

  private void collect(EntryPoint.ToService way) {
    switch (way) {
      case EntryPoint.NodePort node -> {
        String number =
            node.port().nodePort().isPresent() ? " " + node.port().nodePort().getAsLong() : "";
        fromOutside(node, Party.Addresses.ANY, "a port%s of every node".formatted(number));
      }
      case EntryPoint.LoadBalancer balancer -> collect(balancer);
      case EntryPoint.ExternalIps ips ->
          fromOutside(
              ips, Party.Addresses.ANY, "externalIPs " + String.join(", ", ips.addresses()));
      case EntryPoint.Routed route -> collect(route);
    }
  }

  private void collect(EntryPoint.LoadBalancer balancer) {
    String said = balancer.internal() ? "an internal load balancer" : "a load balancer";
    if (balancer.sources().isEmpty()) {
      fromOutside(balancer, Party.Addresses.ANY, said);
    } else if (!balancer.ranges().isEmpty()) {
      fromOutside(balancer, new Party.Addresses(balancer.ranges()), said);
    } else {
      fromOutside(
          balancer,
          Party.Addresses.ANY,
          "%s for %s, whose connections come from nodes"
              .formatted(said, String.join(", ", balancer.sources())));
    }
  }

  private void fromOutside(EntryPoint.OfService way, Party from, String by) {
    String reason = "%s is %s".formatted(way.service().ref().kindAndName(), by);
    for (PodPort to : PodPort.behind(topology, way.service(), way.port()))
      needs.in(to.pods(), from, to.port(), reason);
  }

  private void collect(EntryPoint.Routed route) {
    Front front = fronts.of(route);
    String name = route.object().ref().kindAndName();
    for (ServicePort port : route.ports())
      for (PodPort to : PodPort.behind(topology, route.service(), port))
        if (front.ends().isEmpty()) fromUnknown(to, name);
        else front.ends().forEach(end -> fromFront(end, front, to, name));
  }

  private void fromUnknown(PodPort to, String route) {
    needs.in(
        to.pods(),
        new Party.Everyone(),
        to.port(),
        route + " leads here; who serves it is unknown");
    needs.unknown(
        to.pods(),
        "who serves %s, so that port %d admits everyone".formatted(route, to.port().number()));
  }

  private void fromFront(End end, Front front, PodPort to, String route) {
    switch (end) {
      case End.Pods(Workload proxy) ->
          needs.call(
              proxy,
              to.pods(),
              to.port(),
              "%s leads to %s".formatted(route, to.pods().ref().kindAndName()),
              "%s of %s leads here".formatted(route, front.name()));
      case End.AnyPod(String namespace, var labels, var _) ->
          needs.in(
              to.pods(),
              new Party.Unread(Optional.of(namespace), labels),
              to.port(),
              "%s leads here; %s was not read, this is where it usually runs"
                  .formatted(route, front.name()));
      case End.External _, End.OwnNode _ -> fromUnknown(to, route);
    }
  }

  private void collect(EntryPoint.ToPods way) {
    switch (way) {
      case EntryPoint.HostPort host ->
          SuggestedPort.of(host.port().protocol(), host.port().number())
              .ifPresent(port ->
                  needs.in(
                      host.workload(),
                      Party.Addresses.ANY,
                      port,
                      "hostPort %d of its nodes".formatted(host.number())));
      case EntryPoint.HostNetwork _ -> {
        // No policy applies to its Pods.
      }
    }
  }

  /// The API server is no Pod, and where it runs is not known.
  private void collect(ServiceClient client) {
    if (!(topology.service(client.object(), client.namespace(), client.name())
        instanceof Resolution.Found<Service>(var service))) return;
    String reason =
        "the API server calls it: %s of %s"
            .formatted(client.what(), client.object().ref().kindAndName());
    for (ServicePort port : service.ports())
      if (port.port() == client.port())
        for (PodPort to : PodPort.behind(topology, service, port))
          needs.in(to.pods(), new Party.Everyone(), to.port(), reason);
  }
}
