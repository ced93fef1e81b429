package io.svcaudit.topology.entry;

import io.svcaudit.model.Container;
import io.svcaudit.model.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The proxies that take requests for routes, as their own installation manifests set them up.
enum Proxy {
  INGRESS_NGINX(
      "ingress-nginx",
      "ingress-nginx",
      Map.of(
          "app.kubernetes.io/name", "ingress-nginx", "app.kubernetes.io/component", "controller"),
      List.of("nginx", "ingress-nginx", "k8s.io/ingress-nginx"),
      List.of("ingress-nginx/controller", "nginx-ingress-controller")),
  TRAEFIK(
      "Traefik",
      "traefik",
      Map.of("app.kubernetes.io/name", "traefik"),
      List.of("traefik", "traefik.io/ingress-controller", "traefik.io/gateway-controller"),
      List.of("/traefik:", "/rancher/mirrored-library-traefik:")),
  CONTOUR(
      "Contour",
      "projectcontour",
      Map.of("app", "envoy"),
      List.of("contour", "projectcontour.io/ingress-controller"),
      List.of()),
  ISTIO(
      "the gateway of Istio",
      "istio-system",
      Map.of("istio", "ingressgateway"),
      List.of("istio", "istio.io/ingress-controller"),
      List.of()),
  HAPROXY(
      "HAProxy",
      "haproxy-controller",
      Map.of("app.kubernetes.io/name", "kubernetes-ingress"),
      List.of("haproxy", "haproxy.org/ingress-controller"),
      List.of("/kubernetes-ingress:")),
  OPENSHIFT(
      "the router of OpenShift",
      "openshift-ingress",
      Map.of("ingresscontroller.operator.openshift.io/deployment-ingresscontroller", "default"),
      List.of("openshift-default", "openshift.io/ingress-to-route"),
      List.of());

  private final String title;
  private final String namespace;

  @SuppressWarnings("ImmutableEnumChecker") // a Map.of
  private final Map<String, String> labels;

  @SuppressWarnings("ImmutableEnumChecker") // a List.of
  private final List<String> classes;

  @SuppressWarnings("ImmutableEnumChecker") // a List.of
  private final List<String> images;

  Proxy(
      String title,
      String namespace,
      Map<String, String> labels,
      List<String> classes,
      List<String> images) {
    this.title = title;
    this.namespace = namespace;
    this.labels = labels;
    this.classes = classes;
    this.images = images;
  }

  /// The one that serves a class, by the usual name of the class or by its controller.
  static Optional<Proxy> ofClass(String name) {
    return Arrays.stream(values()).filter(proxy -> proxy.classes.contains(name)).findFirst();
  }

  /// Where it usually is.
  String namespace() {
    return namespace;
  }

  /// Which labels its Pods usually have.
  Map<String, String> labels() {
    return labels;
  }

  /// Whether a workload is this proxy.
  boolean is(Workload workload) {
    return labels.entrySet().stream()
            .allMatch(label -> label.getValue().equals(workload.labels().value(label.getKey())))
        || workload.template().containers().stream().anyMatch(this::is);
  }

  private boolean is(Container container) {
    String image = "/" + container.image();
    return images.stream().anyMatch(image::contains);
  }

  @Override
  public String toString() {
    return title;
  }
}
