package io.svcaudit.model;

import io.svcaudit.model.CustomRoute.Leg;
import io.svcaudit.source.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads Traefik's IngressRoutes and those for TCP and UDP (doc.traefik.io, Routing Configuration).
final class TraefikRoutes {
  private static final Pattern HOST = Pattern.compile("\\bHost(?:SNI)?\\(([^)]*)\\)");
  private static final Pattern PATH = Pattern.compile("\\bPath(?:Prefix)?\\(([^)]*)\\)");
  private static final Pattern QUOTED = Pattern.compile("[`\"']([^`\"']*)[`\"']");

  private TraefikRoutes() {}

  static CustomRoute of(KubeObject object) {
    boolean http = object.kind().equals("IngressRoute");
    var legs = new ArrayList<Leg>();
    for (Mapping route : object.spec().mappings("routes")) {
      String match = route.text("match").orElse("");
      List<String> hosts = arguments(HOST, match, "");
      List<String> paths = http ? arguments(PATH, match, "/") : List.of("");
      for (Mapping service : route.mappings("services"))
        if (service.has("name") && service.text("kind").orElse("Service").equals("Service"))
          for (String host : hosts)
            for (String path : paths) legs.add(leg(object, service, host, path, http));
    }
    return new CustomRoute(object, CustomRoute.Type.TRAEFIK_ROUTE, legs, List.of());
  }

  private static Leg leg(
      KubeObject object, Mapping service, String host, String path, boolean http) {
    return new Leg(
        host.equals("*") ? "" : host,
        path,
        service.text("name").orElse(""),
        service.text("namespace").orElse(object.namespace()),
        PortRef.of(service, "port"),
        http,
        service.mapping("sticky").has("cookie") ? "cookie" : "",
        service.spotOf("name"));
  }

  /// What the matchers of one kind name; whatever else the rule asks for is left out.
  private static List<String> arguments(Pattern matcher, String rule, String none) {
    var found = new ArrayList<String>();
    matcher
        .matcher(rule)
        .results()
        .forEach(call ->
            QUOTED.matcher(call.group(1)).results().forEach(text -> found.add(text.group(1))));
    return found.isEmpty() ? List.of(none) : found;
  }
}
