package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// What a rule of a route takes, one item of `matches`.
///
/// @param path of an HTTPRoute, `/` if it is not written; empty for other routes
/// @param words for messages: `PathPrefix /cart`
/// @param key the same for two matches that take the same requests
public record RouteMatch(String path, String words, String key, Spot spot) {
  /// The matches of a rule; never empty.
  static List<RouteMatch> of(Route.Type type, Mapping rule) {
    return switch (type) {
      case HTTP -> each(rule, RouteMatch::http);
      case GRPC -> each(rule, RouteMatch::grpc);
      case TLS, TCP, UDP -> List.of(new RouteMatch("", "everything", "", rule.spot()));
    };
  }

  @FunctionalInterface
  private interface Reader {
    RouteMatch read(Mapping match);
  }

  private static List<RouteMatch> each(Mapping rule, Reader reader) {
    List<Mapping> written = rule.mappings("matches");
    if (written.isEmpty()) {
      RouteMatch all = reader.read(rule.mapping("matches"));
      return List.of(new RouteMatch(all.path, all.words, all.key, rule.spot()));
    }
    var matches = new ArrayList<RouteMatch>();
    for (Mapping match : written) matches.add(reader.read(match));
    return List.copyOf(matches);
  }

  private static RouteMatch http(Mapping match) {
    String type = match.text("path", "type").orElse("PathPrefix");
    String path = match.text("path", "value").filter(p -> !p.isEmpty()).orElse("/");
    boolean slash = type.equals("PathPrefix") && path.length() > 1 && path.endsWith("/");
    String normal = slash ? path.substring(0, path.length() - 1) : path;
    String method = match.text("method").orElse("");
    String conditions = conditions(match, "headers") + conditions(match, "queryParams");
    String words = (method.isEmpty() ? "" : method + " ") + type + " " + path;
    return new RouteMatch(
        path,
        conditions.isEmpty() ? words : words + " with" + conditions,
        String.join("\0", type, normal, method, conditions),
        match.spot());
  }

  private static RouteMatch grpc(Mapping match) {
    String service = match.text("method", "service").orElse("*");
    String method = match.text("method", "method").orElse("*");
    String conditions = conditions(match, "headers");
    String words = service + "/" + method;
    return new RouteMatch(
        "",
        conditions.isEmpty() ? words : words + " with" + conditions,
        String.join("\0", match.text("method", "type").orElse("Exact"), words, conditions),
        match.spot());
  }

  /// In an order of their own: all of them have to hold.
  private static String conditions(Mapping match, String field) {
    var all = new TreeSet<String>();
    for (Mapping condition : match.mappings(field)) {
      String name = condition.text("name").orElse("");
      boolean exact = condition.text("type").orElse("Exact").equals("Exact");
      all.add(
          " %s%s%s"
              .formatted(
                  field.equals("headers") ? name.toLowerCase(Locale.ROOT) : "?" + name,
                  exact ? "=" : "~",
                  condition.text("value").orElse("")));
    }
    return String.join("", all);
  }
}
