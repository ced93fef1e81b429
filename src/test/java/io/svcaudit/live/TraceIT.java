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

/// `trace` in a cluster, and in one with files laid over it.
@OnControlPlane
class TraceIT {
  private final ControlPlane plane;
  private final Kubelet kubelet;
  @TempDir private Path folder = Path.of("");

  TraceIT(ControlPlane plane, Kubelet kubelet) {
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
              envFrom: [{configMapRef: {name: web}}]
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web}
      data: {API_URL: "http://api:80"}
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
              readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api}
      spec: {selector: {app: api}, ports: [{port: 80, targetPort: http}]}
      """;

  private static final String POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api-in}
      spec:
        podSelector: {matchLabels: {app: api}}
        ingress: [{from: [{podSelector: {matchLabels: {app: batch}}}]}]
      """;

  private Run trace(Built built, String namespace, String... more) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "trace",
                "--kubeconfig",
                plane.kubeconfig().toString(),
                "-n",
                namespace,
                "web",
                "api"));
    arguments.addAll(List.of(more));
    return built.run(folder, arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("built")
  void followsWhatTheClusterHas(Built built) throws IOException {
    String namespace = plane.namespace();
    plane.apply(namespace, SHOP);
    Run early = trace(built, namespace);
    assertThat(early.exitCode()).as(early.stdout() + early.stderr()).isEqualTo(1);
    assertThat(early.stdout()).contains("web → api:80   blocked").contains("0 of 1 Pods ready");

    kubelet.run(namespace, 2);
    Run works = trace(built, namespace);
    assertThat(works.exitCode()).as(works.stdout() + works.stderr()).isZero();
    assertThat(works.stdout())
        .contains("web → api:80   works")
        .contains("http://api:80 from env API_URL")
        .contains("(ConfigMap %s/web data.API_URL)".formatted(namespace))
        .contains("1 of 1 Pods ready")
        .contains("ok  ingress  no policy isolates api");

    Path change = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Run planned = trace(built, namespace, "-f", change.toString(), "--live");
    assertThat(planned.exitCode()).as(planned.stdout() + planned.stderr()).isEqualTo(1);
    assertThat(planned.stdout())
        .contains("no  ingress  NetworkPolicy api-in isolates api and admits only app=batch")
        .contains("policy.yaml:6)");
    assertThat(trace(built, namespace).exitCode()).isZero();

    plane.apply(namespace, POLICY);
    Run blocked = trace(built, namespace, "-o", "json");
    assertThat(blocked.exitCode()).as(blocked.stdout() + blocked.stderr()).isEqualTo(1);
    assertThat(blocked.stdout())
        .contains("\"verdict\": \"blocked\"")
        .contains("\"object\": \"NetworkPolicy %s/api-in\"".formatted(namespace));
  }
}
