package io.svcaudit.rules.selectors;

import io.svcaudit.model.Endpoints;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Service without selector for which nobody writes endpoints: Kubernetes makes none for it, not
/// even an empty EndpointSlice. Who writes them may be a program, so a guess stays a guess.
public final class SelectorlessServiceWithoutEndpoints implements Rule {
  @Override
  public String name() {
    return "selectorless-service-without-endpoints";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.ENDPOINTS, Resource.INGRESSES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services())
      if (wantsEndpoints(service)
          && topology.endpoints(service).isEmpty()
          && !topology.live().isNew(service.object())
          && !topology.live().hides(Resource.ENDPOINTS, service.ref().namespace())
          && !topology.mayHoldMore(service.object())) report(topology, service, out);
  }

  /// Patches name a Service without its ports; `default/kubernetes` belongs to the API server.
  private static boolean wantsEndpoints(Service service) {
    boolean apiServer =
        service.object().name().equals("kubernetes")
            && service.object().namespace().equals("default");
    boolean clustered =
        service.object().metadata().mapping("annotations").entries().keySet().stream()
            .anyMatch(
                key -> key.contains("leader") || key.contains("cilium") || key.contains("linkerd"));
    return service.type() != Service.Type.EXTERNAL_NAME
        && service.selector().isEmpty()
        && !service.ports().isEmpty()
        && !apiServer
        && !clustered;
  }

  private static void report(Topology topology, Service service, Findings out) {
    List<Endpoints> beside = topology.endpointsBeside(service.object());
    Endpoints near = near(topology, service, beside);
    var report =
        out.report(
                service.object(),
                "spec.selector",
                service.object().nameSpan(),
                near == null
                    ? "no Endpoints or EndpointSlice is written for it"
                    : "not the name that the endpoints carry",
                "%s has no selector and no endpoints".formatted(service.ref()))
            .confidence(confidence(topology, service, near, beside))
            .cause(Cause.noEndpoints(topology, service))
            .help(help(service, near));
    if (near != null)
      report.related(
          near.object().nameSpan(), "written for %s".formatted(target(near)), near.object());
    topology.routesTo(service).stream()
        .limit(5)
        .forEach(route ->
            report.related(
                route.backend().serviceSpan(), "sends traffic here", route.ingress().object()));
  }

  /// Manifests seldom show what writes endpoints; a cluster does, and only an operator may yet
  /// come.
  private static Confidence confidence(
      Topology topology, Service service, @Nullable Endpoints near, List<Endpoints> beside) {
    if (near != null) return Confidence.HIGH;
    boolean operated = !service.object().metadata().items("ownerReferences").isEmpty();
    if (topology.live().at().isPresent()) return operated ? Confidence.MEDIUM : Confidence.HIGH;
    return beside.isEmpty() ? Confidence.LOW : Confidence.MEDIUM;
  }

  private static String target(Endpoints endpoints) {
    return endpoints.service().isEmpty()
        ? "no Service: the label kubernetes.io/service-name is missing"
        : "Service %s/%s".formatted(endpoints.object().namespace(), endpoints.service());
  }

  /// Endpoints that miss this Service by little and belong to no other.
  private static @Nullable Endpoints near(
      Topology topology, Service service, List<Endpoints> beside) {
    String name = service.object().name();
    for (Endpoints endpoints : beside) {
      if (topology.service(endpoints.object(), endpoints.service()) instanceof Resolution.Found)
        continue;
      boolean unlabelled =
          endpoints.service().isEmpty() && (endpoints.object().name() + "-").startsWith(name + "-");
      if (unlabelled
          || endpoints.service().equals(name)
          || EditDistance.isNear(endpoints.service(), name)) return endpoints;
    }
    return null;
  }

  private static String help(Service service, @Nullable Endpoints near) {
    String name = service.object().name();
    String label = "kubernetes.io/service-name: " + name;
    if (near == null)
      return "write a selector, or an EndpointSlice with the label %s; for a DNS name use type: ExternalName"
          .formatted(label);
    if (!near.object().namespace().equals(service.object().namespace()))
      return "put both into one namespace";
    return near.object().kind().equals("Endpoints")
        ? "name the Endpoints %s, as the Service".formatted(name)
        : "give the EndpointSlice the label " + label;
  }
}
