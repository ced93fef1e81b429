package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;
import java.util.List;

/// How an Ingress gets certificates.
final class Certificates {
  /// Starts of annotations by which certificates come from elsewhere, or TLS ends before the
  /// Ingress.
  private static final List<String> SECURED =
      List.of(
          "cert-manager.io/",
          "certmanager.k8s.io/",
          "kubernetes.io/tls-acme",
          "alb.ingress.kubernetes.io/certificate-arn",
          "alb.ingress.kubernetes.io/ssl-",
          "alb.ingress.kubernetes.io/group.name",
          "networking.gke.io/managed-certificates",
          "networking.gke.io/certmap",
          "networking.gke.io/v1beta1.FrontendConfig",
          "ingress.gcp.kubernetes.io/pre-shared-cert",
          "kubernetes.io/ingress.allow-http",
          "traefik.ingress.kubernetes.io/router.tls",
          "traefik.ingress.kubernetes.io/router.entrypoints",
          "nginx.ingress.kubernetes.io/ssl-passthrough",
          "nginx.ingress.kubernetes.io/force-ssl-redirect",
          "ingress.kubernetes.io/ssl-",
          "haproxy.org/ssl-",
          "haproxy-ingress.github.io/ssl-",
          "appgw.ingress.kubernetes.io/appgw-ssl-",
          "kubernetes.azure.com/tls-cert",
          "route.openshift.io/termination",
          "external-dns.alpha.kubernetes.io/cloudflare-proxied",
          "acme.cert-manager.io/");

  private static final List<String> SECURED_CLASSES =
      List.of("tailscale", "cloudflare-tunnel", "ngrok");

  private Certificates() {}

  /// Whether it serves TLS as far as its own fields, annotations and class tell.
  static boolean areGiven(Ingress ingress) {
    if (!ingress.object().spec().items("tls").isEmpty() || ingress.routes().isEmpty()) return true;
    if (SECURED_CLASSES.contains(ingress.className().orElse(""))) return true;
    if (Sharing.hasAnnotation(ingress, SECURED) || Sharing.isOnPurpose(ingress)) return true;
    return ingress
        .object()
        .annotation("alb.ingress.kubernetes.io/listen-ports")
        .orElse("")
        .contains("HTTPS");
  }
}
