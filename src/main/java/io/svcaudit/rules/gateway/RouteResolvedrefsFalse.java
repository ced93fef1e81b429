package io.svcaudit.rules.gateway;

import io.svcaudit.model.Condition;
import io.svcaudit.model.Reference;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A route of which the controller of its Gateway says that it could not follow its references: the
/// condition `ResolvedRefs` is `False`.
public final class RouteResolvedrefsFalse implements Rule {
  @Override
  public String name() {
    return "route-resolvedrefs-false";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ROUTES, Resource.SERVICES);
  }

  /// Only controllers write it.
  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.live().at().isEmpty()) return;
    for (Route route : topology.routes()) {
      if (topology.live().isNew(route.object())) continue;
      var told = new HashSet<String>();
      for (Route.ParentStatus status : route.statuses()) {
        Condition resolved = status.condition("ResolvedRefs");
        if (resolved != null && Verdict.isFalse(resolved) && told.add(resolved.reason()))
          report(topology, route, status.parent(), resolved, out);
      }
    }
  }

  private static void report(
      Topology topology, Route route, Route.Parent parent, Condition resolved, Findings out) {
    Optional<BackendUse> blamed = blamed(topology, route, resolved.reason());
    Span span =
        blamed.map(use -> use.backend().ref().span()).orElseGet(() -> route.object().nameSpan());
    var report =
        out.report(
                route.object(),
                blamed.map(use -> use.backend().path()).orElse("spec.rules"),
                span,
                resolved.reason(),
                "%s has references that do not work at %s: %s"
                    .formatted(route.ref(), parent.ref(), Verdict.words(resolved)))
            .confidence(Confidence.CERTAIN)
            .help(help(resolved.reason()));
    blamed.ifPresent(use -> report.cause(cause(topology, route, use, resolved.reason())));
  }

  /// The backend that the controller means, if only one can be.
  private static Optional<BackendUse> blamed(Topology topology, Route route, String reason) {
    for (BackendUse use : BackendUse.of(route)) {
      Reference ref = use.backend().ref();
      boolean fits =
          switch (reason) {
            case "BackendNotFound" ->
                topology.service(route.object(), ref.namespace(), ref.name())
                    instanceof Resolution.Absent;
            case "RefNotPermitted" -> !ref.namespace().equals(route.ref().namespace());
            default -> false;
          };
      if (fits) return Optional.of(use);
    }
    return Optional.empty();
  }

  private static String cause(Topology topology, Route route, BackendUse use, String reason) {
    return reason.equals("RefNotPermitted")
        ? Cause.notGranted(topology, route.object(), use.backend().ref())
        : Cause.missing(topology, route.object(), use.service());
  }

  private static String help(String reason) {
    return switch (reason) {
      case "BackendNotFound" -> "create the backend, or name one that is there";
      case "RefNotPermitted" ->
          "allow the reference with a ReferenceGrant in the namespace of the backend";
      case "InvalidKind" ->
          "refer to a kind that the Gateway's controller knows, such as a Service";
      case "UnsupportedProtocol" ->
          "write an appProtocol of the Service port that the Gateway's controller knows";
      default -> "do what its controller asks for";
    };
  }
}
