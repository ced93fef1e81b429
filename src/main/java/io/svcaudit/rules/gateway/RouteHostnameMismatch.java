package io.svcaudit.rules.gateway;

import io.svcaudit.model.Condition;
import io.svcaudit.model.Gateway;
import io.svcaudit.model.Gateway.Listener;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.model.Route.Hostname;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.gateway.Attachment;
import io.svcaudit.topology.gateway.Attachment.Reason;
import io.svcaudit.topology.gateway.Attachments;
import io.svcaudit.topology.gateway.Hostnames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A route whose hosts no listener has: without one in common it is not accepted, and hosts that no
/// listener has are ignored (Gateway API, HTTPRouteSpec.hostnames).
public final class RouteHostnameMismatch implements Rule {
  @Override
  public String name() {
    return "route-hostname-mismatch";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ROUTES, Resource.GATEWAYS, Resource.NAMESPACES, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.routes().isEmpty()) return;
    var attachments = new Attachments(topology);
    for (Route route : topology.routes()) {
      if (route.hostnames().isEmpty() || topology.live().isNew(route.object())) continue;
      List<Gateway> attached = new ArrayList<>();
      for (Route.Parent parent : route.parents())
        switch (attachments.of(route, parent)) {
          case Attachment.Attached(Gateway gateway, var _) -> attached.add(gateway);
          case Attachment.Refused refused when refused.reason() == Reason.HOSTNAME ->
              refused(topology, route, parent, refused, out);
          case Attachment.Refused _, Attachment.Missing _, Attachment.Unknown _ -> {
            // Other rules speak of them, or nothing is known.
          }
        }
      if (!attached.isEmpty() && attached.size() == route.parents().size())
        ignored(topology, route, attached, out);
    }
  }

  private static void refused(
      Topology topology,
      Route route,
      Route.Parent parent,
      Attachment.Refused refused,
      Findings out) {
    Condition accepted = Verdict.accepted(topology, route, parent);
    if (Verdict.isTrue(accepted)) return;
    Gateway gateway = refused.gateway();
    Hostname first = route.hostnames().getFirst();
    boolean one = route.hostnames().size() == 1;
    var report =
        out.report(
                route.object(),
                "spec.hostnames",
                first.span(),
                one ? "no listener has this host" : "no listener has one of these hosts",
                "%s is attached to nothing: no listener of %s that it asks for has %s"
                    .formatted(
                        route.ref(),
                        gateway.ref(),
                        one ? "host " + first.name() : "one of its hosts"))
            .confidence(Verdict.sure(topology, route, gateway))
            .help(
                "write a host of the listener, such as one of %s, or change its hostname"
                    .formatted(refused.listeners().getFirst().hostname()));
    if (accepted != null && Verdict.isFalse(accepted))
      report.confidence(Confidence.CERTAIN).evidence(List.of(Verdict.words(accepted)));
    for (Listener listener : refused.listeners().stream().limit(3).toList())
      report.related(
          listener.node().spanOf("hostname"),
          "takes hosts of " + listener.hostname(),
          gateway.object());
  }

  private static void ignored(
      Topology topology, Route route, List<Gateway> gateways, Findings out) {
    for (Hostname host : route.hostnames()) {
      boolean taken =
          gateways.stream()
              .flatMap(gateway -> gateway.listeners().stream())
              .anyMatch(listener -> Hostnames.intersect(listener.hostname(), host.name()));
      if (taken) continue;
      Gateway first = gateways.getFirst();
      out.report(
              route.object(),
              "spec.hostnames[%s]".formatted(host.name()),
              host.span(),
              "no listener has this host",
              "%s is not served at %s: no listener of its Gateways has this host"
                  .formatted(route.ref(), host.name()))
          .severity(Severity.MEDIUM)
          .confidence(Verdict.sure(topology, route, first))
          .help("add a listener with this hostname, or remove it from the route")
          .related(first.object().nameSpan(), "its listeners have other hosts", first.object());
    }
  }
}
