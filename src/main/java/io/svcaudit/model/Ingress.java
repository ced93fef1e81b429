package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import io.svcaudit.source.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An Ingress of networking.k8s.io/v1, or of the versions that were removed in Kubernetes 1.22.
///
/// @param routes one for each path, and one with an empty path for the default backend
public record Ingress(KubeObject object, List<Route> routes) {
  /// A path of a rule, or the default backend.
  ///
  /// @param host lower case; empty for every host
  /// @param path empty if it is not written
  /// @param pathType empty if it is not written
  /// @param spot where the route stands
  /// @param backend null if it is not a Service (`resource`) or not written
  public record Route(
      String host,
      String path,
      String pathType,
      boolean isDefault,
      Spot spot,
      @Nullable Backend backend) {

    public Span place() {
      return spot.span();
    }

    /// `shop.example.com/api`, `*/`, or "the default backend".
    public String describe() {
      if (isDefault) return "the default backend";
      return (host.isEmpty() ? "*" : host) + (path.isEmpty() ? "/" : path);
    }

    /// The path of the route's fields, the same wherever it stands in the list.
    public String fieldPath() {
      return isDefault ? "spec.defaultBackend" : "spec.rules[%s]".formatted(describe());
    }
  }

  /// @param port null if it is not written
  /// @param spot where the Service's name stands
  public record Backend(String service, Spot spot, @Nullable PortRef port) {
    public Span serviceSpan() {
      return spot.span();
    }
  }

  static Ingress of(KubeObject object) {
    Mapping spec = object.spec();
    var routes = new ArrayList<Route>();
    for (Mapping rule : spec.mappings("rules")) {
      String host = rule.text("host").orElse("").toLowerCase(java.util.Locale.ROOT);
      for (Mapping path : rule.mapping("http").mappings("paths"))
        routes.add(
            new Route(
                host,
                path.text("path").orElse(""),
                path.text("pathType").orElse(""),
                false,
                path.has("path") ? path.spotOf("path") : path.spot(),
                backend(path, "backend")));
    }
    for (String field : List.of("defaultBackend", "backend"))
      if (spec.has(field))
        routes.add(new Route("", "", "", true, spec.spotOf(field), backend(spec, field)));
    return new Ingress(object, List.copyOf(routes));
  }

  private static @Nullable Backend backend(Mapping parent, String field) {
    Mapping node = parent.mapping(field);
    var service = node.scalar("service", "name");
    if (service != null) {
      Mapping port = node.mapping("service", "port");
      PortRef number = PortRef.of(port, "number");
      return new Backend(
          service.text(), service.spot(), number != null ? number : PortRef.of(port, "name"));
    }
    var old = node.scalar("serviceName");
    if (old == null) return null;
    return new Backend(old.text(), old.spot(), PortRef.of(node, "servicePort"));
  }

  /// The routes to Services that somebody writes: without those whose backends are actions of the
  /// AWS load balancer controller, solvers that cert-manager makes for minutes, and the backend
  /// that GKE brings along.
  public List<Route> routesToServices() {
    Mapping annotations = object.metadata().mapping("annotations");
    return routes.stream()
        .filter(route -> route.backend() != null && isWritten(route.backend(), annotations))
        .toList();
  }

  private static boolean isWritten(Backend backend, Mapping annotations) {
    boolean action =
        backend.port() instanceof PortRef.Named(String name, var _)
            && name.equals("use-annotation");
    return !action
        && !isMade(backend.service())
        && !annotations.has("alb.ingress.kubernetes.io/actions." + backend.service());
  }

  /// Whether a Service of this name is made by a controller, and comes with it.
  public static boolean isMade(String service) {
    return service.startsWith("cm-acme-http-solver-") || service.equals("default-http-backend");
  }

  public ObjectRef ref() {
    return object.ref();
  }

  /// The class by field or by the older annotation; empty if neither is written.
  public Optional<String> className() {
    return object
        .spec()
        .text("ingressClassName")
        .or(() -> object.annotation("kubernetes.io/ingress.class"));
  }
}
