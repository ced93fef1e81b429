package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.built.Built;
import io.svcaudit.built.Built.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an auditor needs to be allowed, and what it asks for.
@OnControlPlane
class PermissionsIT {
  private final ControlPlane plane;
  private String namespace = "";

  PermissionsIT(ControlPlane plane) {
    this.plane = plane;
  }

  static Stream<Built> built() {
    return Built.all();
  }

  @BeforeEach
  void useANewNamespace() {
    namespace = plane.namespace();
    plane.apply(
        namespace,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: password}
        stringData: {password: swordfish}
        """);
  }

  /// A user with what `rbac` prints, less some verb on some resource.
  private Path auditor(Built built, String name, String without) {
    String role = Audits.run(built, "rbac").stdout();
    assertThat(role).contains("kind: ClusterRole", "verbs: [list]").doesNotContain("secrets");
    plane.apply(role.replace("name: svc-audit", "name: " + name).replace(without, ""));
    plane.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %1$s}]
        """
            .formatted(name));
    return plane.user(name);
  }

  @ParameterizedTest
  @MethodSource("built")
  void whatRbacPrintsIsEnough(Built built) {
    String user = "enough-" + built;
    Path kubeconfig = auditor(built, user, "no such text");
    Run run = Audits.run(built, "--kubeconfig", kubeconfig.toString(), "-A", "--exit-zero");
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();

    List<Request> requests = plane.requestsBy(user);
    assertThat(requests).hasSizeGreaterThan(10);
    assertThat(requests).allMatch(request -> request.verb().matches("list|get"));
    assertThat(requests)
        .as("the only thing that is no list is asking what there is")
        .allMatch(request -> request.verb().equals("list") || request.uri().equals("/apis"));
    assertThat(requests)
        .extracting(Request::resource)
        .contains("pods", "services", "endpointslices.discovery.k8s.io")
        .doesNotContain("secrets", "endpoints");
    assertThat(requests)
        .filteredOn(request -> request.verb().equals("list"))
        .allMatch(request -> request.uri().contains("limit=500"));
  }

  @ParameterizedTest
  @MethodSource("built")
  void aResourceLessIsNoticed(Built built) {
    Path kubeconfig = auditor(built, "less-" + built, "daemonsets, ");
    Run run = Audits.run(built, "--kubeconfig", kubeconfig.toString(), "-n", namespace);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr())
        .contains("error: DaemonSet in namespace " + namespace + ": daemonsets.apps is forbidden")
        .contains("not checked: ");
    assertThat(run.stdout())
        .as("what depends on it is not said")
        .doesNotContain("service-selector-matches-nothing");

    Run accepted =
        Audits.run(
            built, "--kubeconfig", kubeconfig.toString(), "-n", namespace, "--allow-partial");
    assertThat(accepted.exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("built")
  void ofTheWholeWhatMayBeListedIs(Built built) {
    String user = "some-" + built;
    Path kubeconfig = plane.user(user);
    plane.allow(user, "", "list", "namespaces");
    for (String resource :
        List.of(
            "services",
            "pods",
            "replicationcontrollers",
            "deployments.apps",
            "replicasets.apps",
            "statefulsets.apps",
            "daemonsets.apps",
            "jobs.batch",
            "cronjobs.batch",
            "ingresses.networking.k8s.io")) plane.allow(user, namespace, "list", resource);
    var report =
        Audits.report(
            built,
            "--kubeconfig",
            kubeconfig.toString(),
            "-A",
            "--rule",
            "service-selector-matches-nothing");
    assertThat(report.at("/summary/complete").asBoolean(true)).isFalse();
    assertThat(report.at("/summary/services").asInt()).isEqualTo(1);
    assertThat(report.path("unseen").toString()).containsPattern("Service in \\d+ namespaces \\(");
  }

  @ParameterizedTest
  @MethodSource("built")
  void nothingAllowedIsAnErrorAndNoCleanReport(Built built) {
    Path kubeconfig = plane.user("nothing-" + built);
    Run run = Audits.run(built, "--kubeconfig", kubeconfig.toString(), "-n", namespace);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains("services is forbidden: User \"nothing-");
  }

  @ParameterizedTest
  @MethodSource("built")
  void theValueOfASecretIsNowhere(Built built) {
    Run run = Audits.run(built, "--kubeconfig", plane.kubeconfig().toString(), "-A", "-o", "json");
    assertThat(run.stdout() + run.stderr()).doesNotContain("swordfish");
  }
}
