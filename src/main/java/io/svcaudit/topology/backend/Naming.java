package io.svcaudit.topology.backend;

import io.svcaudit.model.Container;
import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a Service, the workloads behind it and their images are called.
///
/// @param names of the objects, and values of the labels that name them; lower case
/// @param images names without registry and tag; lower case
public record Naming(Set<String> names, Set<String> images) {
  private static final List<String> NAMING_LABELS =
      List.of(
          "app",
          "name",
          "component",
          "tier",
          "k8s-app",
          "app.kubernetes.io/name",
          "app.kubernetes.io/component");

  /// People see what these serve.
  private static final Set<String> FRONT =
      Set.of(
          "web",
          "www",
          "frontend",
          "front",
          "ui",
          "webui",
          "webapp",
          "website",
          "site",
          "portal",
          "storefront",
          "webfrontend",
          "homepage",
          "spa");

  /// Servers of files, and what builds pages; each of them may also be a proxy.
  private static final Set<String> WEB_SERVERS =
      Set.of("nginx", "httpd", "apache", "caddy", "next", "nextjs", "nuxt", "lighttpd");

  /// Pass on what they are asked, to whomever.
  private static final Set<String> PROXY =
      Set.of(
          "proxy",
          "gateway",
          "gw",
          "ingress",
          "ingressgateway",
          "envoy",
          "haproxy",
          "traefik",
          "kong",
          "router",
          "apisix",
          "ambassador",
          "emissary",
          "contour",
          "skipper",
          "varnish",
          "squid",
          "cloudflared",
          "ngrok",
          "tunnel",
          "bff",
          "lb",
          "loadbalancer",
          "balancer",
          "edge",
          "nginx",
          "openresty",
          "tyk",
          "krakend");

  /// Meant for people or programs outside of the cluster.
  private static final Set<String> OUTSIDE =
      Set.of(
          "external",
          "ext",
          "outside",
          "public",
          "nodeport",
          "np",
          "exposed",
          "expose",
          "outer",
          "internet",
          "dashboard",
          "console",
          "admin",
          "wordpress",
          "grafana",
          "registry",
          "bootstrap",
          "mobile",
          "vpn",
          "webhook",
          "callback",
          "game");

  /// Play the part of clients from outside.
  private static final Set<String> TESTERS =
      Set.of(
          "loadgenerator",
          "loadgen",
          "load",
          "generator",
          "locust",
          "k6",
          "jmeter",
          "gatling",
          "test",
          "tests",
          "tester",
          "testing",
          "e2e",
          "smoke",
          "curl",
          "sleep",
          "client",
          "simulator",
          "traffic",
          "probe",
          "monitor",
          "blackbox",
          "virtual");

  public Naming {
    names = Set.copyOf(names);
    images = Set.copyOf(images);
  }

  public static Naming of(Service service, List<Workload> workloads) {
    Naming naming = of(workloads);
    var names = new HashSet<>(naming.names());
    names.add(lower(service.ref().name()));
    return new Naming(names, naming.images());
  }

  public static Naming of(List<Workload> workloads) {
    var names = new HashSet<String>();
    var images = new HashSet<String>();
    for (Workload workload : workloads) {
      names.add(lower(workload.object().name()));
      for (String key : NAMING_LABELS) {
        Label label = workload.labels().get(key);
        if (label != null) names.add(lower(label.value()));
      }
      for (Container container : workload.template().serving())
        images.add(lower(container.imageName()));
    }
    return new Naming(names, images);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /// Whether a name says that people look at it.
  public boolean isFront() {
    return hasWord(names, FRONT);
  }

  /// Whether anything says that people may look at it, or that it takes requests for others.
  public boolean mayFaceOutside() {
    return mayBeFront() || isProxy() || hasWord(names, OUTSIDE) || hasWord(images, OUTSIDE);
  }

  /// Whether a name may be that of an administrator's console.
  public boolean isForAdministrators() {
    return hasWord(names, Set.of("admin", "console", "dashboard", "backoffice", "debug", "docs"));
  }

  /// Whether it may pass on requests for others. Many a program is built upon nginx.
  public boolean isProxy() {
    return hasWord(names, PROXY) || hasWord(images, PROXY);
  }

  /// Whether a name says that it does.
  public boolean hasProxyName() {
    return hasWord(names, PROXY);
  }

  private boolean mayBeFront() {
    return isFront()
        || hasWord(images, FRONT)
        || hasWord(images, WEB_SERVERS)
        || names.stream().anyMatch(name -> name.contains("frontend") || name.contains("web"));
  }

  /// Whether a workload plays the part of clients from outside.
  public static boolean isTester(Workload workload) {
    return hasWord(Set.of(lower(workload.object().name())), TESTERS);
  }

  private static boolean hasWord(Set<String> names, Set<String> words) {
    return names.stream()
        .flatMap(name -> Arrays.stream(name.split("[^a-z0-9]+", -1)))
        .anyMatch(words::contains);
  }
}
