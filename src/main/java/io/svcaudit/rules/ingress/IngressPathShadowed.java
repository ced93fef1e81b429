package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.Ingress.Backend;
import io.svcaudit.model.Ingress.Route;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.api.Values;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A path that gets no request, since the controller tries another one of its host first that
/// matches all of the same. ingress-nginx tries regular expressions by their length, the longest
/// first (its documentation, Ingress Path Matching); the AWS load balancer controller tries
/// patterns in the order of the Ingress. By the API itself the longest path wins.
public final class IngressPathShadowed implements Rule {
  @Override
  public String name() {
    return "ingress-path-shadowed";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.INGRESSES);
  }

  private static final String NGINX = "nginx.ingress.kubernetes.io/";

  /// Who decides which path comes first.
  private enum Controller {
    NGINX("the longest expression is tried first"),
    AWS("patterns are tried in the order of the Ingress");

    private final String why;

    Controller(String why) {
      this.why = why;
    }
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Ingress ingress : topology.ingresses()) {
      Optional<Controller> controller = controller(ingress);
      if (controller.isEmpty()) continue;
      List<Route> routes = ingress.routes().stream().filter(r -> isPattern(ingress, r)).toList();
      for (int i = 0; i < routes.size(); i++) {
        Route first = earlier(controller.get(), routes, i);
        if (first != null) report(ingress, first, routes.get(i), controller.get(), out);
      }
    }
  }

  /// The path of the same host that takes all of a path's requests to another backend.
  private static @Nullable Route earlier(Controller controller, List<Route> routes, int index) {
    Route route = routes.get(index);
    for (int i = 0; i < routes.size(); i++) {
      Route first = routes.get(i);
      boolean isTriedBefore =
          switch (controller) {
            case NGINX -> first.path().length() > route.path().length();
            case AWS -> i < index;
          };
      if (isTriedBefore
          && first.host().equals(route.host())
          && covers(controller, first.path(), route.path())
          && !target(first).equals(target(route))) return first;
    }
    return null;
  }

  private static Optional<Controller> controller(Ingress ingress) {
    String name = ingress.className().orElse("");
    boolean regex =
        ingress.object().annotation(NGINX + "use-regex").orElse("").equals("true")
            || !ingress.object().annotation(NGINX + "rewrite-target").orElse("").isEmpty();
    if (regex && !name.contains("alb")) return Optional.of(Controller.NGINX);
    return name.equals("alb") ? Optional.of(Controller.AWS) : Optional.empty();
  }

  /// A path that the controller reads in its own way. Actions and conditions of annotations may ask
  /// for more than the path.
  private static boolean isPattern(Ingress ingress, Route route) {
    Backend backend = route.backend();
    if (route.isDefault() || backend == null || Values.isPlaceholder(route.path())) return false;
    boolean own = route.pathType().isEmpty() || route.pathType().equals("ImplementationSpecific");
    boolean annotated =
        backend.port() instanceof PortRef.Named(String port, var _)
            && port.equals("use-annotation");
    return own
        && !annotated
        && route.path().startsWith("/")
        && !ingress
            .object()
            .metadata()
            .mapping("annotations")
            .has("alb.ingress.kubernetes.io/conditions." + backend.service());
  }

  private static boolean covers(Controller controller, String first, String second) {
    return switch (controller) {
      case NGINX -> {
        PathPattern pattern = PathPattern.of(first);
        yield pattern != null && pattern.covers(second);
      }
      case AWS -> {
        boolean open = first.endsWith("*") && first.indexOf('*') == first.length() - 1;
        yield open
            && !first.contains("?")
            && second.startsWith(first.substring(0, first.length() - 1));
      }
    };
  }

  private static String target(Route route) {
    Backend backend = route.backend();
    return backend == null ? "" : backend.service() + " " + backend.port();
  }

  private static void report(
      Ingress ingress, Route first, Route route, Controller controller, Findings out) {
    Backend backend = route.backend();
    boolean named = ingress.className().orElse("").contains("nginx");
    out.report(
            ingress.object(),
            route.fieldPath(),
            route.place(),
            "never reached",
            "%s sends nothing to %s, as %s matches all of it first"
                .formatted(
                    ingress.ref(),
                    backend == null ? route.describe() : backend.service(),
                    first.path()))
        .confidence(named ? Confidence.HIGH : Confidence.MEDIUM)
        .related(first.place(), controller.why, null)
        .help(
            switch (controller) {
              case NGINX ->
                  "make its expression the longer one, as in %s(/|$)(.*), or move %s to an Ingress without expressions"
                      .formatted(trimmed(route.path()), first.path());
              case AWS -> "write it before " + first.path();
            });
  }

  private static String trimmed(String path) {
    int end = 0;
    while (end < path.length() && "(.*+?[".indexOf(path.charAt(end)) < 0) end++;
    String start = path.substring(0, end);
    return start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
  }
}
