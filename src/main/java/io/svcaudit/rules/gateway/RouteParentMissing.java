package io.svcaudit.rules.gateway;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Reference;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// A route whose Gateway, ListenerSet or (in a mesh) Service is not there: nothing serves it.
public final class RouteParentMissing implements Rule {
  @Override
  public String name() {
    return "route-parent-missing";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ROUTES, Resource.GATEWAYS, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Route route : topology.routes()) {
      if (topology.live().isNew(route.object())) continue;
      for (Route.Parent parent : route.parents()) {
        if (!parent.isGateway() && !parent.ref().isService()) continue;
        Resource kind = parent.isGateway() ? Resource.GATEWAYS : Resource.SERVICES;
        if (topology.object(route.object(), parent.ref(), kind)
            instanceof Resolution.Absent<KubeObject> absent)
          report(topology, route, parent, absent, out);
      }
    }
  }

  private static void report(
      Topology topology,
      Route route,
      Route.Parent parent,
      Resolution.Absent<KubeObject> absent,
      Findings out) {
    Reference wanted = parent.ref();
    var report =
        out.report(
                route.object(),
                parent.path(),
                wanted.span(),
                "no such %s in namespace %s".formatted(wanted.kind(), wanted.namespace()),
                "%s wants to be attached to %s, which does not exist"
                    .formatted(route.ref(), wanted))
            .confidence(confidence(topology, route, absent))
            .help(help(wanted, absent));
    if (wanted.isService())
      report.cause(
          Cause.missing(
              topology,
              route.object(),
              new ObjectRef("v1", "Service", wanted.namespace(), wanted.name())));
    if (!absent.near().isEmpty()) {
      KubeObject near = absent.near().getFirst();
      boolean elsewhere = near.name().equals(wanted.name());
      report.related(
          near.nameSpan(),
          elsewhere ? "stands in namespace " + near.namespace() : "is named almost alike",
          near);
    }
  }

  /// Samples name Gateways of elsewhere.
  private static Confidence confidence(
      Topology topology, Route route, Resolution.Absent<KubeObject> absent) {
    boolean sample = absent.near().isEmpty() && !Verdict.isComplete(topology, route);
    return sample && absent.confidence() == Confidence.MEDIUM
        ? Confidence.LOW
        : absent.confidence();
  }

  private static String help(Reference wanted, Resolution.Absent<KubeObject> absent) {
    if (absent.near().isEmpty())
      return "create a %s named %s in namespace %s, or name one that is there"
          .formatted(wanted.kind(), wanted.name(), wanted.namespace());
    KubeObject near = absent.near().getFirst();
    return near.name().equals(wanted.name())
        ? "write namespace: " + near.namespace()
        : "write name: " + near.name();
  }
}
