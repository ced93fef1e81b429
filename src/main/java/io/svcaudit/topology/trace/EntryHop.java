package io.svcaudit.topology.trace;

import io.svcaudit.model.Service;
import io.svcaudit.topology.entry.EntryPoint;
import io.svcaudit.topology.entry.Front;
import io.svcaudit.topology.entry.Reaches;
import io.svcaudit.topology.policy.Addresses;

/// How a connection comes into the cluster.
final class EntryHop {
  private EntryHop() {}

  static Hop of(EntryPoint.ToService entry, Front front) {
    Hop.Place place = new Hop.Place(entry.spot(), entry.object());
    String sticky = entry.sticky().isEmpty() ? "" : "; sticky by " + entry.sticky();
    return switch (entry) {
      case EntryPoint.NodePort node ->
          Hop.ok(
              Hop.Step.ENTRY,
              "NodePort %s of every node%s"
                  .formatted(
                      node.port().nodePort().isPresent()
                          ? Long.toString(node.port().nodePort().getAsLong())
                          : "(chosen by the API server)",
                      sticky),
              place);
      case EntryPoint.LoadBalancer balancer -> {
        String sources =
            balancer.sources().isEmpty() ? "" : ", only " + String.join(", ", balancer.sources());
        String said =
            "%s, port %d%s%s"
                .formatted(
                    balancer.internal() ? "internal load balancer" : "load balancer",
                    balancer.port().port(),
                    sources,
                    sticky);
        yield Reaches.isPrivate(balancer)
            ? Hop.no(Hop.Step.ENTRY, said + "; not on the internet", "", place)
            : Hop.ok(Hop.Step.ENTRY, said, place);
      }
      case EntryPoint.ExternalIps ips -> {
        String said =
            "externalIPs %s, port %d%s"
                .formatted(String.join(", ", ips.addresses()), ips.port().port(), sticky);
        yield Addresses.arePrivate(ips.addresses())
            ? Hop.no(Hop.Step.ENTRY, said + "; not on the internet", "", place)
            : Hop.ok(Hop.Step.ENTRY, said, place);
      }
      case EntryPoint.Routed route -> {
        String by = front.name().isEmpty() ? "" : ", served by " + front.name();
        yield Hop.ok(
            Hop.Step.ENTRY,
            "%s, %s%s%s"
                .formatted(route.object().ref().kindAndName(), route.describe(), by, sticky),
            place);
      }
    };
  }

  /// Nothing takes a path of a host.
  static Hop none(Goal.Untaken goal) {
    return Hop.no(
        Hop.Step.ENTRY,
        "no Ingress or route takes %s".formatted(goal.name()),
        "add the path to %s".formatted(goal.object().ref().kindAndName()),
        new Hop.Place(goal.object().nameSpot(), goal.object()));
  }

  /// Nothing publishes a Service.
  static Hop none(Service service) {
    return Hop.no(
        Hop.Step.ENTRY,
        "%s is of type %s, and no Ingress or route leads to it"
            .formatted(service.object().name(), service.type()),
        "if it is meant to be public, lead an Ingress or HTTPRoute to it",
        new Hop.Place(
            service.spec().has("type")
                ? service.spec().spotOf("type")
                : service.object().nameSpot(),
            service.object()));
  }
}
