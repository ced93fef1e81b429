package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.built.Built;
import io.svcaudit.built.Built.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `map` of a cluster, and of one with files laid over it.
@OnControlPlane
class MapIT {
  private final ControlPlane plane;
  private final Kubelet kubelet;
  @TempDir private Path folder = Path.of("");

  MapIT(ControlPlane plane, Kubelet kubelet) {
    this.plane = plane;
    this.kubelet = kubelet;
  }

  static Stream<Built> built() {
    return Built.all();
  }

  private static final String SHOP =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: web
              image: "example.com/web:1"
              env: [{name: API_URL, value: "http://api:80"}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api}
      spec:
        replicas: 1
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec:
            containers:
            - name: api
              image: "example.com/api:1"
              ports: [{name: http, containerPort: 8080}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api}
      spec: {selector: {app: api}, ports: [{port: 80, targetPort: http}]}
      """;

  private Run map(Built built, String namespace, String... more) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of("map", "--kubeconfig", plane.kubeconfig().toString(), "-n", namespace));
    arguments.addAll(List.of(more));
    return built.run(folder, arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("built")
  void drawsWhatTheClusterHas(Built built) throws IOException {
    String namespace = plane.namespace();
    plane.apply(namespace, SHOP);
    kubelet.run(namespace, 2);
    Run run = map(built, namespace);
    assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
    assertThat(run.stdout())
        .startsWith(namespace + "\n")
        .contains("  cluster\n    Deployment api  :80 → 8080\n", "    web → api:80  env API_URL\n")
        .doesNotContain("ReplicaSet", "Pod ");

    Path change =
        Files.writeString(
            folder.resolve("api.yaml"),
            """
            apiVersion: v1
            kind: Service
            metadata: {name: api}
            spec: {type: NodePort, selector: {app: apis}, ports: [{port: 80, targetPort: http}]}
            """);
    Run planned = map(built, namespace, "-f", change.toString(), "--live");
    assertThat(planned.exitCode()).as(planned.stdout() + planned.stderr()).isZero();
    assertThat(planned.stdout())
        .contains("  node\n    Service api  :80 → http\n      broken: api selects no Pod\n")
        .contains("    web → api:80  env API_URL  broken\n");
  }
}
