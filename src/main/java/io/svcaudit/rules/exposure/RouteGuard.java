package io.svcaudit.rules.exposure;

import io.svcaudit.model.KubeObject;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import io.svcaudit.topology.entry.Reaches;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What stands between the clients of a route and where it leads.
final class RouteGuard {
  /// Policies of meshes and Gateways that ask for credentials, or may.
  private static final Set<String> POLICIES =
      Set.of("SecurityPolicy", "AuthPolicy", "AuthorizationPolicy", "RequestAuthentication");

  private static final List<String> AUTH_WORDS =
      List.of("auth", "oidc", "jwt", "login", "sso", "allow", "whitelist");

  private final Topology topology;
  private final Set<String> guarded = new HashSet<>();

  private RouteGuard(Topology topology) {
    this.topology = topology;
  }

  static RouteGuard of(Topology topology) {
    var guard = new RouteGuard(topology);
    for (KubeObject object : topology.objects())
      if (POLICIES.contains(object.kind())) guard.guarded.add(guard.place(object));
    return guard;
  }

  private String place(KubeObject object) {
    return topology.unit(object) + " " + object.namespace();
  }

  /// Whether a policy of its namespace may ask for credentials.
  boolean hasPolicy(KubeObject route) {
    return guarded.contains(place(route));
  }

  /// Whether the route itself names something that does: a filter of Gateway API, a middleware of
  /// Traefik, an authorization of Contour.
  boolean asksForCredentials(KubeObject route) {
    if (route.spec().mapping("virtualhost").has("authorization")) return true;
    for (String list : List.of("rules", "routes"))
      for (Mapping rule : route.spec().mappings(list)) {
        for (Mapping filter : rule.mappings("filters"))
          if (filter.text("type").orElse("").equals("ExternalAuth")
              || saysSo(filter.scalar("extensionRef", "name"))) return true;
        for (Mapping middleware : rule.mappings("middlewares"))
          if (saysSo(middleware.scalar("name"))) return true;
      }
    return false;
  }

  private static boolean saysSo(@Nullable Scalar name) {
    if (name == null) return false;
    String text = name.text().toLowerCase(Locale.ROOT);
    return AUTH_WORDS.stream().anyMatch(text::contains);
  }

  /// Whether all Gateways that a route is seen to come through are of the private network.
  static boolean isInternal(Routed route) {
    return !route.through().isEmpty() && Reaches.isInternal(route);
  }
}
