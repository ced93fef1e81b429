package io.svcaudit.rules.gateway;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// A route that sends requests to a Service which is not there (Gateway API, HTTPBackendRef: an
/// invalid reference is answered with 500).
public final class RouteBackendMissing implements Rule {
  @Override
  public String name() {
    return "route-backend-missing";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ROUTES, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Route route : topology.routes()) {
      if (topology.live().isNew(route.object())) continue;
      var missing = new LinkedHashMap<ObjectRef, List<BackendUse>>();
      for (BackendUse use : BackendUse.of(route))
        missing.computeIfAbsent(use.service(), _ -> new ArrayList<>()).add(use);
      missing.forEach((service, uses) -> {
        if (topology.service(route.object(), service.namespace(), service.name())
            instanceof Resolution.Absent<Service> absent)
          report(topology, route, service, uses, absent, out);
      });
    }
  }

  private static void report(
      Topology topology,
      Route route,
      ObjectRef wanted,
      List<BackendUse> uses,
      Resolution.Absent<Service> absent,
      Findings out) {
    BackendUse first = uses.getFirst();
    boolean idle = uses.stream().allMatch(use -> use.backend().getsNothing());
    var report =
        out.report(
                route.object(),
                first.backend().path(),
                first.backend().ref().span(),
                "no such Service in namespace " + wanted.namespace(),
                "%s %s to %s, which does not exist".formatted(route.ref(), first.does(), wanted))
            .severity(idle ? Severity.LOW : Severity.HIGH)
            .confidence(absent.confidence())
            .cause(Cause.missing(topology, route.object(), wanted))
            .help(help(wanted, absent.near()));
    for (BackendUse other : uses.subList(1, uses.size()))
      report.related(other.backend().ref().span(), other.rule().key() + " goes there too", null);
    if (absent.near().isEmpty()) return;
    Service near = absent.near().getFirst();
    boolean elsewhere = near.object().name().equals(wanted.name());
    report.related(
        near.object().nameSpan(),
        elsewhere ? "stands in namespace " + near.ref().namespace() : "is named almost alike",
        near.object());
  }

  private static String help(ObjectRef wanted, List<Service> near) {
    if (near.isEmpty())
      return "create a Service named %s in namespace %s, or name one that is there"
          .formatted(wanted.name(), wanted.namespace());
    ObjectRef first = near.getFirst().ref();
    if (!first.name().equals(wanted.name())) return "write name: " + first.name();
    return "write namespace: %s, and allow it there with a ReferenceGrant"
        .formatted(first.namespace());
  }
}
