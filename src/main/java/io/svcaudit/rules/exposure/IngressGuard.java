package io.svcaudit.rules.exposure;

import io.svcaudit.model.Ingress;
import io.svcaudit.source.Mapping;
import java.util.List;
import java.util.Locale;

/// What the annotations of an Ingress say about who gets through.
final class IngressGuard {
  /// Annotations that make a controller ask for credentials.
  private static final List<String> AUTH =
      List.of(
          "nginx.ingress.kubernetes.io/auth-",
          "nginx.org/basic-auth-secret",
          "nginx.org/jwt-",
          "ingress.kubernetes.io/auth-",
          "haproxy.org/auth-",
          "haproxy-ingress.github.io/auth-",
          "haproxy-ingress.github.io/oauth",
          "alb.ingress.kubernetes.io/auth-",
          "nginx.com/jwt-");

  /// Annotations that name what else a request passes; its name tells whether that asks for
  /// credentials.
  private static final List<String> CHAINS =
      List.of(
          "traefik.ingress.kubernetes.io/router.middlewares", "konghq.com/plugins",
          "plugins.konghq.com", "nginx.org/policies");

  private static final List<String> AUTH_WORDS =
      List.of("auth", "oidc", "jwt", "login", "sso", "key", "acl", "whitelist", "allow");

  private IngressGuard() {}

  /// Whether it asks for credentials before it passes a request on.
  static boolean asksForCredentials(Ingress ingress) {
    Mapping annotations = ingress.object().metadata().mapping("annotations");
    for (String key : annotations.entries().keySet()) {
      String value = annotations.text(key).orElse("").toLowerCase(Locale.ROOT);
      if (value.isEmpty() || value.equals("none") || value.equals("false")) continue;
      if (AUTH.stream().anyMatch(key::startsWith)) return true;
      if (CHAINS.contains(key) && AUTH_WORDS.stream().anyMatch(value::contains)) return true;
    }
    return false;
  }

  /// Whether it admits some addresses only, or is served by a controller of the private network.
  static boolean isRestricted(Ingress ingress) {
    Mapping annotations = ingress.object().metadata().mapping("annotations");
    for (String key : annotations.entries().keySet()) {
      String value = annotations.text(key).orElse("").toLowerCase(Locale.ROOT);
      if (key.endsWith("/whitelist-source-range") || key.endsWith("/allowlist-source-range"))
        return true;
      if (key.equals("alb.ingress.kubernetes.io/scheme") && value.equals("internal")) return true;
    }
    String name = ingress.className().orElse("");
    return name.contains("internal") || name.contains("private");
  }

  /// Whether it passes TLS connections on unread, so that the backend may speak any protocol.
  static boolean passesTls(Ingress ingress) {
    return ingress
            .object()
            .annotation("nginx.ingress.kubernetes.io/ssl-passthrough")
            .orElse("")
            .equals("true")
        || ingress
            .object()
            .annotation("haproxy-ingress.github.io/ssl-passthrough")
            .orElse("")
            .equals("true")
        || ingress
            .object()
            .annotation("ingress.kubernetes.io/ssl-passthrough")
            .orElse("")
            .equals("true");
  }
}
