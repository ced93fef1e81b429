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

/// `suggest` of a cluster: the API server accepts what it prints, and what was cut off is
/// connected.
@OnControlPlane
class SuggestIT {
  private final ControlPlane plane;
  private final Kubelet kubelet;
  @TempDir private Path folder = Path.of("");

  SuggestIT(ControlPlane plane, Kubelet kubelet) {
    this.plane = plane;
    this.kubelet = kubelet;
  }

  static Stream<Built> built() {
    return Built.all();
  }

  private static String workload(String kind, String name, String spec, String container) {
    return """
    apiVersion: apps/v1
    kind: %s
    metadata: {name: %s}
    spec:
      replicas: 1
      %s
      selector: {matchLabels: {app: %2$s}}
      template:
        metadata: {labels: {app: %2$s, "on": "yes"}}
        spec: {containers: [{name: %2$s, image: "example.com/%2$s:1", %s}]}
    ---
    """
        .formatted(kind, name, spec, container);
  }

  private static final String SHOP =
      workload(
              "Deployment",
              "web",
              "",
              "ports: [{name: http, containerPort: 8080}], env: [{name: API_URL, value:"
                  + " \"http://api/v1\"}]")
          + workload(
              "Deployment",
              "api",
              "",
              "ports: [{containerPort: 8080}], env: [{name: DB_HOST, value: \"db:5432\"}]")
          + workload("StatefulSet", "db", "serviceName: db-pods", "ports: [{containerPort: 5432}]")
          + """
          apiVersion: v1
          kind: Service
          metadata: {name: api}
          spec: {selector: {app: apis}, ports: [{port: 80, targetPort: 8080}]}
          """;

  private Run run(Built built, String namespace, String... command) throws IOException {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--kubeconfig", plane.kubeconfig().toString(), "-n", namespace));
    return built.run(folder, arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("built")
  void whatIsSuggestedIsAcceptedAndConnects(Built built) throws IOException {
    String namespace = plane.namespace();
    plane.apply(namespace, SHOP);
    kubelet.run(namespace, 3);
    for (String[] call : CALLS) {
      Run cut = run(built, namespace, "trace", call[0], call[1]);
      assertThat(cut.exitCode()).as(cut.stdout() + cut.stderr()).isNotZero();
    }

    Run suggested = run(built, namespace, "suggest");
    assertThat(suggested.exitCode()).as(suggested.stdout() + suggested.stderr()).isZero();
    assertThat(suggested.stdout())
        .contains("  name: db-pods\n", "  clusterIP: None\n")
        .contains("# Service api is there, but selects no Pod\n");
    plane.apply(namespace, suggested.stdout());
    kubelet.run(namespace, 3);

    for (String[] call : CALLS) {
      Run works = run(built, namespace, "trace", call[0], call[1]);
      assertThat(works.exitCode()).as(works.stdout() + works.stderr()).isZero();
    }
    // How people get in by default depends on the classes that the cluster has.
    Run exposed = run(built, namespace, "suggest", "web", "--expose", "loadbalancer");
    plane.apply(namespace, exposed.stdout());
    Run outside = run(built, namespace, "trace", "internet", "web-external");
    assertThat(outside.exitCode()).as(outside.stdout() + outside.stderr()).isZero();

    Run again = run(built, namespace, "suggest");
    assertThat(again.stdout()).isEmpty();
    assertThat(again.stderr()).contains("nothing to suggest");
  }

  private static final String[][] CALLS = {{"web", "svc/api"}, {"api", "svc/db"}};
}
