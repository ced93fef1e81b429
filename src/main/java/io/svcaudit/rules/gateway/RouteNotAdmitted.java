package io.svcaudit.rules.gateway;

import io.svcaudit.model.Condition;
import io.svcaudit.model.Gateway;
import io.svcaudit.model.Gateway.Listener;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.gateway.Attachment;
import io.svcaudit.topology.gateway.Attachment.Reason;
import io.svcaudit.topology.gateway.Attachments;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A route that no listener of its Gateway takes: it names a listener that is not there, or all of
/// them are for other kinds of routes or other namespaces. In a cluster the word of the Gateway's
/// controller counts.
public final class RouteNotAdmitted implements Rule {
  private static final String NO_HOST = "NoMatchingListenerHostname";

  @Override
  public String name() {
    return "route-not-admitted";
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
      if (topology.live().isNew(route.object())) continue;
      for (Route.Parent parent : route.parents()) {
        Condition accepted = Verdict.accepted(topology, route, parent);
        if (Verdict.isTrue(accepted)) continue;
        switch (attachments.of(route, parent)) {
          case Attachment.Refused refused when refused.reason() != Reason.HOSTNAME ->
              refused(topology, route, parent, refused, accepted, out);
          case Attachment.Missing _ -> {
            // A finding of its own.
          }
          case Attachment.Refused _, Attachment.Attached _, Attachment.Unknown _ -> {
            if (accepted != null && Verdict.isFalse(accepted) && !accepted.reason().equals(NO_HOST))
              said(route, parent, accepted, out);
          }
        }
      }
    }
  }

  private static void said(Route route, Route.Parent parent, Condition accepted, Findings out) {
    out.report(
            route.object(),
            parent.path(),
            parent.ref().span(),
            accepted.reason(),
            "%s is not accepted by %s: %s"
                .formatted(route.ref(), parent.ref(), Verdict.words(accepted)))
        .confidence(Confidence.CERTAIN)
        .help("do what its controller asks for");
  }

  private static void refused(
      Topology topology,
      Route route,
      Route.Parent parent,
      Attachment.Refused refused,
      @Nullable Condition accepted,
      Findings out) {
    Gateway gateway = refused.gateway();
    var place = Why.of(route, parent, refused);
    var report =
        out.report(
                route.object(),
                parent.path(),
                place.span(),
                place.label(),
                "%s is attached to nothing: %s".formatted(route.ref(), place.message()))
            .confidence(Verdict.sure(topology, route, gateway))
            .help(place.help());
    if (accepted != null && Verdict.isFalse(accepted))
      report.confidence(Confidence.CERTAIN).evidence(List.of(Verdict.words(accepted)));
    for (Listener listener : refused.listeners().stream().limit(3).toList())
      report.related(
          Why.place(listener, refused.reason()),
          Why.label(listener, refused.reason()),
          gateway.object());
  }
}
