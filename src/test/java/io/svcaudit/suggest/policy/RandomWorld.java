package io.svcaudit.suggest.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// A few workloads with Services, calls and ways in, at random, together with what is connected.
///
/// @param calls between Pods, as [Laid#byTheEngine()] writes them
record RandomWorld(String yaml, Set<String> calls) {
  private static final List<String> NAMESPACES = List.of("shop", "bank");

  /// Labels that overlap: some workloads have all of those of others, and more.
  private static final List<String> MORE =
      List.of("", ", tier: back", ", tier: front", ", tier: back, team: red", ", team: red");

  /// @param app the label `app`, which others may have as well
  /// @param several whether it has more than one Pod
  private record App(
      String namespace, String name, String app, String more, int port, boolean several) {
    String key() {
      return "%s app=%s%s".formatted(namespace, app, more);
    }
  }

  static RandomWorld of(SplittableRandom random) {
    return new Making(random).world();
  }

  private static final class Making {
    private final SplittableRandom random;
    private final List<App> apps = new ArrayList<>();
    private final StringBuilder yaml = new StringBuilder();
    private final Set<String> calls = new TreeSet<>();

    Making(SplittableRandom random) {
      this.random = random;
    }

    RandomWorld world() {
      var keys = new LinkedHashSet<String>();
      int many = 2 + random.nextInt(5);
      for (int i = 0; i < many; i++) {
        var app =
            new App(
                one(NAMESPACES),
                "app-" + i,
                one(List.of("a", "b", "c")),
                one(MORE),
                one(List.of(8080, 9090, 5432)),
                random.nextInt(3) == 0);
        if (keys.add(app.key())) apps.add(app);
      }
      for (String namespace : NAMESPACES)
        document("apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n".formatted(namespace));
      for (App app : apps) service(app);
      for (App app : apps) workload(app);
      return new RandomWorld(yaml.toString(), calls);
    }

    private void document(String text) {
      yaml.append(text).append("---\n");
    }

    /// Its Pods, and those of others with all of its labels: a Service selects them too.
    private List<App> selected(App app) {
      return apps.stream()
          .filter(other -> other.namespace().equals(app.namespace()))
          .filter(other -> labels(other).containsAll(labels(app)))
          .toList();
    }

    private static Set<String> labels(App app) {
      return Set.of(("app: " + app.app() + app.more()).split(", "));
    }

    private void service(App app) {
      String type = one(List.of("ClusterIP", "ClusterIP", "ClusterIP", "NodePort", "LoadBalancer"));
      String more =
          type.equals("LoadBalancer")
              ? one(
                  List.of(
                      "",
                      ", loadBalancerSourceRanges: [203.0.113.0/24]",
                      ", loadBalancerSourceRanges: [203.0.113.0/24], externalTrafficPolicy: Local"))
              : "";
      document(
          """
          apiVersion: v1
          kind: Service
          metadata: {name: %s, namespace: %s, labels: {svc: %s}}
          spec: {type: %s%s, selector: {app: %s%s}, ports: [{name: http, port: 80, targetPort: %d}]}
          """
              .formatted(
                  app.name(),
                  app.namespace(),
                  app.name(),
                  type,
                  more,
                  app.app(),
                  app.more(),
                  app.port()));
      switch (random.nextInt(6)) {
        case 0 -> ingress(app, "ingressClassName: nginx, ");
        case 1 -> ingress(app, "");
        case 2 ->
            document(
                """
                apiVersion: monitoring.coreos.com/v1
                kind: ServiceMonitor
                metadata: {name: %s, namespace: %s}
                spec: {selector: {matchLabels: {svc: %s}}, endpoints: [{port: http}]}
                """
                    .formatted(app.name(), app.namespace(), app.name()));
        default -> {
          // Nobody else comes.
        }
      }
    }

    private void ingress(App app, String proxy) {
      document(
          """
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: %s, namespace: %s}
          spec: {%sdefaultBackend: {service: {name: %s, port: {number: 80}}}}
          """
              .formatted(app.name(), app.namespace(), proxy, app.name()));
    }

    private void workload(App app) {
      var env = new ArrayList<String>();
      for (App other : apps) {
        if (random.nextInt(3) > 0) continue;
        String host =
            other.namespace().equals(app.namespace())
                ? other.name()
                : other.name() + "." + other.namespace();
        env.add(
            "{name: %s_URL, value: \"http://%s:80/\"}"
                .formatted(
                    other.name().replace("-", "_").toUpperCase(java.util.Locale.ROOT), host));
        for (App to : selected(other))
          if (to != app || app.several())
            calls.add("%s -> %s:%d".formatted(app.name(), to.name(), other.port()));
      }
      if (random.nextInt(4) == 0) env.add("{name: PAY_URL, value: \"https://pay.example.com/v1\"}");
      if (random.nextInt(6) == 0) env.add("{name: OLD_HOST, value: \"198.51.100.7:2525\"}");
      String hostPort = random.nextInt(8) == 0 ? ", hostPort: 7000" : "";
      document(
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: %s, namespace: %s}
          spec:
            replicas: %d
            selector: {matchLabels: {app: %s%s}}
            template:
              metadata: {labels: {app: %s%s}}
              spec:
                containers:
                - name: c
                  image: example/c:1
                  env: [%s]
                  ports: [{containerPort: %d%s}]
          """
              .formatted(
                  app.name(),
                  app.namespace(),
                  app.several() ? 2 : 1,
                  app.app(),
                  app.more(),
                  app.app(),
                  app.more(),
                  String.join(", ", env),
                  app.port(),
                  hostPort));
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }
}
