package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.built.Built;
import io.svcaudit.built.Built.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files laid over a cluster, and `doctor`.
@OnControlPlane
class ChangesIT {
  private final ControlPlane plane;
  private final Kubelet kubelet;
  @TempDir private Path folder = Path.of("");

  ChangesIT(ControlPlane plane, Kubelet kubelet) {
    this.plane = plane;
    this.kubelet = kubelet;
  }

  static Stream<Built> built() {
    return Built.all();
  }

  private static final String WEB =
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
              ports: [{name: http, containerPort: 8080}]
              readinessProbe: {httpGet: {port: http}}
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
      """;

  private Run plan(Built built, String namespace, String change) throws IOException {
    Path file = Files.writeString(folder.resolve("change.yaml"), change);
    return Audits.run(
        built,
        "--kubeconfig",
        plane.kubeconfig().toString(),
        "-n",
        namespace,
        "-f",
        file.toString(),
        "--live");
  }

  @ParameterizedTest
  @MethodSource("built")
  void newStillThereAndSolved(Built built) throws IOException {
    String namespace = plane.namespace();
    plane.apply(namespace, WEB + "---\n" + SERVICE);
    kubelet.run(namespace, 1);

    Run harmless = plan(built, namespace, WEB.replace("web:1", "web:2"));
    assertThat(harmless.exitCode()).as(harmless.stdout()).isZero();

    String breaking = WEB.replace("containerPort: 8080", "containerPort: 8081");
    Run renamed = plan(built, namespace, breaking.replace("name: http", "name: web"));
    assertThat(renamed.exitCode()).isEqualTo(1);
    assertThat(renamed.stdout())
        .contains("error[target-port-name-unresolved] (new): ")
        .contains("--> Service %s/web spec.ports".formatted(namespace))
        .contains("change.yaml:");

    plane.apply(namespace, SERVICE.replace("targetPort: http", "targetPort: htpp"));
    Run left = plan(built, namespace, SERVICE.replace("targetPort: http", "targetPort: htpp"));
    assertThat(left.stdout()).contains("error[target-port-name-unresolved] (still there): ");
    Run solved = plan(built, namespace, SERVICE);
    assertThat(solved.exitCode()).isZero();
    assertThat(solved.stdout()).contains("solved[target-port-name-unresolved]: ");
  }

  @ParameterizedTest
  @MethodSource("built")
  void aFileThatCannotBeReadCostsOnlyItself(Built built) throws IOException {
    String namespace = plane.namespace();
    Run run = plan(built, namespace, SERVICE + "---\nkind: [\n");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains("change.yaml:");
    assertThat(run.stdout()).contains("service-selector-matches-nothing");
  }

  private Run doctor(Built built, String namespace, String... arguments) {
    String[] all = new String[arguments.length + 5];
    System.arraycopy(
        new String[] {"doctor", "--kubeconfig", plane.kubeconfig().toString(), "-n", namespace},
        0,
        all,
        0,
        5);
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    return Audits.run(built, all);
  }

  @ParameterizedTest
  @MethodSource("built")
  void theDoctorStopsAtTheFirstThingThatIsWrong(Built built) {
    String namespace = plane.namespace();
    plane.apply(namespace, WEB + "---\n" + SERVICE);
    kubelet.run(namespace, 1);
    Run well = doctor(built, namespace, "web");
    assertThat(well.exitCode()).as(well.stdout() + well.stderr()).isZero();
    assertThat(well.stdout())
        .startsWith("Service %s/web\n".formatted(namespace))
        .contains(
            "  ok   endpoints         1 endpoint\n", "  ok   Pods              1 of 1 ready\n");

    plane.apply(namespace, SERVICE.replace("targetPort: http", "targetPort: web"));
    kubelet.settle(namespace);
    Run ill = doctor(built, namespace, "svc/web");
    assertThat(ill.exitCode()).isEqualTo(1);
    assertThat(ill.stdout())
        .contains("  ok   exists", "  no   definition", "help: write targetPort: http")
        .contains("  -    endpoints         not checked yet");

    Run missing = doctor(built, namespace, "wbe", "-o", "json");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.stdout())
        .contains("\"verdict\": \"wrong\"", "did you mean web?")
        .doesNotContain("\"definition\"");
  }

  @ParameterizedTest
  @MethodSource("built")
  void aNamespaceThatIsNotThereDoesNotLookClean(Built built) {
    Run run =
        Audits.run(built, "--kubeconfig", plane.kubeconfig().toString(), "-n", "no-such-namespace");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr())
        .isEqualTo("error: no resources found in namespace no-such-namespace of test\n");
  }
}
