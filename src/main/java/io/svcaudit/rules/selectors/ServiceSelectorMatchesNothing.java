package io.svcaudit.rules.selectors;

import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.NearWorkload;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.Topology;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Service whose selector no Pod has. `spec.selector` is an equality map: all pairs must be
/// there, in the Service's own namespace.
public final class ServiceSelectorMatchesNothing implements Rule {
  private static final int MAX_CONSEQUENCES = 5;

  @Override
  public String name() {
    return "service-selector-matches-nothing";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS, Resource.INGRESSES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      if (!(topology.selection(service) instanceof Selection.Nothing nothing)) continue;
      if (topology.live().isNew(service.object())) continue;
      Near near = nothing.near();
      var report =
          out.report(
                  service.object(),
                  "spec.selector",
                  place(service, near),
                  label(service, near),
                  message(service, near))
              .confidence(nothing.confidence())
              .cause(Cause.noPods(topology, service))
              .help(help(service, near));
      if (near != null) NearWorkload.relate(report, near);
      topology.routesTo(service).stream()
          .limit(MAX_CONSEQUENCES)
          .forEach(route ->
              report.related(
                  route.backend().serviceSpan(), "sends traffic here", route.ingress().object()));
    }
  }

  private static String message(Service service, @Nullable Near near) {
    if (near != null && near.reason() == Near.Reason.NAMESPACE)
      return "%s selects no Pod of its own namespace".formatted(service.ref());
    return service.ref() + " selects no Pod";
  }

  private static Span place(Service service, @Nullable Near near) {
    Label wanted = near == null ? null : near.wanted();
    return wanted == null ? SelectorPlaces.of(service) : wanted.span();
  }

  private static String label(Service service, @Nullable Near near) {
    String namespace = service.object().namespace();
    boolean several = service.selector().all().size() > 1;
    if (near != null && near.wanted() != null && several)
      return "no Pod of namespace %s with the other labels has this one".formatted(namespace);
    return "no Pod of namespace %s has %s"
        .formatted(namespace, several ? "these labels" : "this label");
  }

  private static String help(Service service, @Nullable Near near) {
    if (near == null)
      return "select labels that a Pod template of namespace %s has, or remove the Service"
          .formatted(service.object().namespace());
    if (near.reason() == Near.Reason.NAMESPACE)
      return "put the Service into namespace %s, where %s is"
          .formatted(near.workload().object().namespace(), near.workload().ref().kindAndName());
    return NearWorkload.help(near);
  }
}
