package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.built.Built;
import io.svcaudit.built.Built.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `suggest --policies` of a cluster: the API server accepts what it prints, and `trace` finds that
/// the calls still work, and nothing else.
@OnControlPlane
class SuggestPoliciesIT {
  private final ControlPlane plane;
  private final Kubelet kubelet;
  @TempDir private Path folder = Path.of("");

  SuggestPoliciesIT(ControlPlane plane, Kubelet kubelet) {
    this.plane = plane;
    this.kubelet = kubelet;
  }

  static Stream<Built> built() {
    return Built.all();
  }

  private static String app(String name, String env) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s}
    spec:
      replicas: 1
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec:
          containers:
          - name: %1$s
            image: "example.com/%1$s:1"
            env: [%2$s]
            ports: [{name: http, containerPort: 8080}]
            readinessProbe: {httpGet: {path: /ready, port: http}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s}
    spec: {selector: {app: %1$s}, ports: [{port: 80, targetPort: http}]}
    ---
    """
        .formatted(name, env);
  }

  private static final String SHOP =
      app(
              "web",
              "{name: API_URL, value: \"http://api\"}, {name: PAY, value:"
                  + " \"https://pay.example.com\"}")
          + app("api", "{name: DB_HOST, value: \"db:80\"}")
          + app("db", "");

  private Run run(Built built, String namespace, String... command) throws IOException {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--kubeconfig", plane.kubeconfig().toString(), "-n", namespace));
    return built.run(folder, arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("built")
  void theCallsStillWorkAndNothingElse(Built built) throws IOException {
    String namespace = plane.namespace();
    plane.apply(namespace, SHOP);
    kubelet.run(namespace, 3);

    Run suggested = run(built, namespace, "suggest", "--policies");
    assertThat(suggested.exitCode()).as(suggested.stdout() + suggested.stderr()).isZero();
    assertThat(suggested.stdout())
        .contains("# Deployment web calls api by env API_URL\n")
        .contains("  name: default-deny\n");
    plane.apply(namespace, suggested.stdout());

    for (String[] call : new String[][] {{"web", "api"}, {"api", "db"}}) {
      Run works = run(built, namespace, "trace", call[0], call[1]);
      assertThat(works.exitCode()).as(works.stdout() + works.stderr()).isZero();
    }
    for (String[] other : new String[][] {{"web", "db"}, {"db", "api"}, {"api", "web"}}) {
      Run blocked = run(built, namespace, "trace", other[0], other[1]);
      assertThat(blocked.exitCode()).as(blocked.stdout() + blocked.stderr()).isEqualTo(1);
      assertThat(blocked.stdout()).contains("blocked");
    }

    Run again = run(built, namespace, "suggest", "--policies");
    assertThat(again.stdout())
        .contains("  name: web\n")
        .doesNotContain("name: web-2", "name: default-deny");
    plane.apply(namespace, again.stdout());
  }
}
