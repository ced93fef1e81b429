package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Resource;
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
import java.util.Map;
import java.util.Set;

/// An Ingress that sends requests to a Service which its namespace does not have (networking/v1
/// IngressServiceBackend: "The service must exist in the same namespace as the Ingress object").
public final class IngressBackendServiceMissing implements Rule {
  @Override
  public String name() {
    return "ingress-backend-service-missing";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.INGRESSES, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Ingress ingress : topology.ingresses()) {
      if (topology.live().isNew(ingress.object())) continue;
      var uses = new LinkedHashMap<String, List<Use>>();
      for (Use use : Use.of(ingress))
        uses.computeIfAbsent(use.service(), _ -> new ArrayList<>()).add(use);
      for (Map.Entry<String, List<Use>> entry : uses.entrySet())
        if (topology.service(ingress.object(), entry.getKey())
            instanceof Resolution.Absent<Service> absent)
          report(topology, ingress, entry.getKey(), entry.getValue(), absent, out);
    }
  }

  private static void report(
      Topology topology,
      Ingress ingress,
      String service,
      List<Use> uses,
      Resolution.Absent<Service> absent,
      Findings out) {
    var wanted = new ObjectRef("v1", "Service", ingress.ref().namespace(), service);
    Use first = uses.getFirst();
    var report =
        out.report(
                ingress.object(),
                uses.stream().map(Use::path).sorted().findFirst().orElse(first.path()),
                first.span(),
                "no such Service in namespace " + wanted.namespace(),
                "%s sends %s to %s, which does not exist"
                    .formatted(ingress.ref(), first.what(), wanted))
            .confidence(absent.confidence())
            .cause(Cause.missing(topology, ingress.object(), wanted))
            .help(help(wanted, absent.near()));
    for (Use other : uses.subList(1, uses.size()))
      report.related(other.span(), other.what() + " goes there too", null);
    if (!absent.near().isEmpty()) {
      Service near = absent.near().getFirst();
      boolean elsewhere = near.object().name().equals(service);
      String label =
          elsewhere ? "stands in namespace " + near.ref().namespace() : "is named almost alike";
      report.related(near.object().nameSpan(), label, near.object());
    }
  }

  private static String help(ObjectRef wanted, List<Service> near) {
    if (near.isEmpty())
      return "create a Service named %s in namespace %s, or name one that is there"
          .formatted(wanted.name(), wanted.namespace());
    Service first = near.getFirst();
    if (!first.object().name().equals(wanted.name())) return "write " + first.object().name();
    return "an Ingress reaches Services of its own namespace only; move it to namespace %s, or put an ExternalName Service %s into %s"
        .formatted(first.ref().namespace(), wanted.name(), wanted.namespace());
  }
}
