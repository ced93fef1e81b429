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

/// What people say in `.svc-audit.yaml`, held against a cluster and against one with files laid
/// over it.
@OnControlPlane
class ExpectIT {
  private final ControlPlane plane;
  private final Kubelet kubelet;
  @TempDir private Path folder = Path.of("");

  ExpectIT(ControlPlane plane, Kubelet kubelet) {
    this.plane = plane;
    this.kubelet = kubelet;
  }

  static Stream<Built> built() {
    return Built.all();
  }

  private static String application(String name) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: NAME}
    spec:
      replicas: 1
      selector: {matchLabels: {app: NAME}}
      template:
        metadata: {labels: {app: NAME}}
        spec:
          containers:
          - name: NAME
            image: "example.com/NAME:1"
            ports: [{name: http, containerPort: 8080}]
            readinessProbe: {httpGet: {path: /ready, port: http}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: NAME}
    spec: {selector: {app: NAME}, ports: [{port: 80, targetPort: http}]}
    """
        .replace("NAME", name);
  }

  private static final String POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api-in}
      spec:
        podSelector: {matchLabels: {app: api}}
        ingress: [{from: [{podSelector: {matchLabels: {app: batch}}}]}]
      """;

  private Run audit(Built built, String namespace, String config, String... more)
      throws IOException {
    Path file = Files.writeString(folder.resolve("expect.yaml"), config);
    var arguments =
        new ArrayList<>(
            List.of(
                "--kubeconfig",
                plane.kubeconfig().toString(),
                "-n",
                namespace,
                "--config",
                file.toString(),
                "--rule",
                "expectation-failed,exposure-exceeds-intent",
                "-o",
                "concise"));
    arguments.addAll(List.of(more));
    return Audits.run(built, arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("built")
  void expectationsHoldOrNot(Built built) throws IOException {
    String namespace = plane.namespace();
    plane.apply(namespace, application("web") + "---\n" + application("api"));
    kubelet.run(namespace, 2);
    String config =
        """
        expect:
          - deploy/web → svc/api: allowed
          - internet → svc/api: denied
        """;
    Run holds = audit(built, namespace, config);
    assertThat(holds.exitCode()).as(holds.stdout() + holds.stderr()).isZero();

    Path change = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Run planned = audit(built, namespace, config, "-f", change.toString(), "--live");
    assertThat(planned.exitCode()).as(planned.stdout() + planned.stderr()).isEqualTo(1);
    assertThat(planned.stdout())
        .contains("expect.yaml:2:5: ", "expectation-failed", "deploy/web does not reach svc/api");

    plane.apply(namespace, POLICY);
    Run broken = audit(built, namespace, config);
    assertThat(broken.exitCode()).as(broken.stdout() + broken.stderr()).isEqualTo(1);
    assertThat(broken.stdout())
        .contains(
            "expect.yaml:2:5: high expectation-failed deploy/web does not reach svc/api:"
                + " NetworkPolicy api-in isolates api and admits only app=batch");
  }

  @ParameterizedTest
  @MethodSource("built")
  void aNamespaceThatIsNamedIsReadToo(Built built) throws IOException {
    String shop = plane.namespace();
    String pay = plane.namespace();
    plane.apply(shop, application("web"));
    plane.apply(pay, application("bank"));
    kubelet.run(shop, 1);
    kubelet.run(pay, 1);
    String config = "expect:\n  - deploy/web → %s/svc/bank: denied\n".formatted(pay);
    Run run = audit(built, shop, config);
    assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isEqualTo(1);
    assertThat(run.stdout())
        .contains("deploy/web reaches %s/svc/bank, which is expected to be denied".formatted(pay));

    Run absent = audit(built, shop, config.replace("svc/bank", "svc/bunk"));
    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.stderr())
        .contains("expect.yaml:2:5: Service %s/bunk was not found".formatted(pay));
  }

  @ParameterizedTest
  @MethodSource("built")
  void exposureIsHeldAgainstWhatIsMeant(Built built) throws IOException {
    String namespace = plane.namespace();
    plane.apply(
        namespace,
        application("api").replace("spec: {selector", "spec: {type: NodePort, selector"));
    Run run = audit(built, namespace, "exposure: {svc/api: private}\n");
    assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isEqualTo(1);
    assertThat(run.stdout())
        .contains("Service %s/api is meant to be private, but port 3".formatted(namespace));
  }
}
