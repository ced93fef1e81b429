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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every way to log in, at a real API server: who we are shows in whom it forbids something.
@OnControlPlane(controllers = false)
class LoginIT {
  private final ControlPlane plane;
  @TempDir private Path folder = Path.of("");

  LoginIT(ControlPlane plane) {
    this.plane = plane;
  }

  static Stream<Built> built() {
    return Built.all();
  }

  @BeforeEach
  void make() {
    plane.user("logger");
  }

  /// What the server calls us, without any right.
  private static void isUser(Run run, String user) {
    assertThat(run.stderr()).contains("User \"%s\" cannot list".formatted(user));
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private Run run(Built built, String... arguments) {
    var all = new ArrayList<String>(List.of(arguments));
    all.addAll(List.of("-n", "default", "--rule", "nodeport-conflict"));
    return Audits.run(built, all.toArray(String[]::new));
  }

  private String[] server(String... more) {
    var all =
        new ArrayList<String>(
            List.of(
                "--server",
                plane.server(),
                "--certificate-authority",
                plane.authority().toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private Path kubeconfig(String cluster, String user) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: test
          cluster: {server: "%s", certificate-authority: "%s"%s}
        users:
        - name: test
          user: %s
        contexts:
        - name: test
          context: {cluster: test, user: test}
        current-context: test
        """
            .formatted(plane.server(), plane.authority(), cluster, user));
  }

  @ParameterizedTest
  @MethodSource("built")
  void clientCertificateByFlags(Built built) {
    isUser(
        run(
            built,
            server(
                "--client-certificate",
                plane.certificate("logger").toString(),
                "--client-key",
                plane.key("logger").toString())),
        "logger");
  }

  @ParameterizedTest
  @MethodSource("built")
  void tokenByFlagBeforeTheCertificateOfTheKubeconfig(Built built) {
    isUser(
        run(
            built,
            "--kubeconfig",
            plane.kubeconfigWith("wrong").toString(),
            "--token",
            ControlPlane.STATIC_TOKEN),
        ControlPlane.TOKEN_USER);
  }

  @ParameterizedTest
  @MethodSource("built")
  void tokenFile(Built built) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), ControlPlane.STATIC_TOKEN + "\n");
    isUser(
        run(built, "--kubeconfig", kubeconfig("", "{tokenFile: token}").toString()),
        ControlPlane.TOKEN_USER);
    assertThat(token).exists();
  }

  @ParameterizedTest
  @MethodSource("built")
  void credentialPlugin(Built built) throws IOException {
    Path plugin = folder.resolve("plugin");
    Files.writeString(
        plugin,
        """
        #!/bin/sh
        echo "some words for the user" >&2
        case $KUBERNETES_EXEC_INFO in *'"server":"%s"'*) ;; *) exit 3;; esac
        echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",
          "status":{"token":"'"$TOKEN"'"}}'
        """
            .formatted(plane.server()));
    assertThat(plugin.toFile().setExecutable(true)).isTrue();
    Path kubeconfig =
        kubeconfig(
            "",
            """
            {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin,
                interactiveMode: IfAvailable, provideClusterInfo: true,
                env: [{name: TOKEN, value: %s}]}}\
            """
                .formatted(ControlPlane.STATIC_TOKEN));
    Run run = run(built, "--kubeconfig", kubeconfig.toString());
    isUser(run, ControlPlane.TOKEN_USER);
    assertThat(run.stderr()).contains("some words for the user");
    assertThat(run.stderr()).doesNotContain(ControlPlane.STATIC_TOKEN);
  }

  @ParameterizedTest
  @MethodSource("built")
  void credentialPluginThatIsNotThere(Built built) throws IOException {
    Path kubeconfig =
        kubeconfig(
            "",
            """
            {exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin,
                interactiveMode: Never, installHint: "install it with care"}}\
            """);
    Run run = run(built, "--kubeconfig", kubeconfig.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains("no-such-plugin", "install it with care");
  }

  @ParameterizedTest
  @MethodSource("built")
  void impersonationByFlagsAndByKubeconfig(Built built) throws IOException {
    String admin = plane.kubeconfig().toString();
    isUser(run(built, "--kubeconfig", admin, "--as", "jane", "--as-group", "dev"), "jane");
    Files.writeString(
        folder.resolve("as"),
        Files.readString(plane.kubeconfig()).replace("  user:\n", "  user:\n    as: joe\n"));
    isUser(run(built, "--kubeconfig", folder.resolve("as").toString()), "joe");
  }

  @ParameterizedTest
  @MethodSource("built")
  void tlsServerName(Built built) throws IOException {
    String byName = plane.server().replace("127.0.0.1", "127.0.0.2");
    String[] wrong = {
      "--kubeconfig", plane.kubeconfigWith(ControlPlane.STATIC_TOKEN).toString(), "--server", byName
    };
    assertThat(run(built, wrong).exitCode()).isEqualTo(2);
    Path kubeconfig =
        kubeconfig(
            ", tls-server-name: kubernetes.default.svc",
            "{token: %s}".formatted(ControlPlane.STATIC_TOKEN));
    isUser(run(built, "--kubeconfig", kubeconfig.toString()), ControlPlane.TOKEN_USER);
    Path other =
        kubeconfig(
            ", tls-server-name: other.example", "{token: %s}".formatted(ControlPlane.STATIC_TOKEN));
    Run run = run(built, "--kubeconfig", other.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains("certificate is for another name", "other.example");
  }

  @ParameterizedTest
  @MethodSource("built")
  void unknownAuthorityAndInsecure(Built built) {
    String[] unknown = {"--server", plane.server(), "--token", ControlPlane.STATIC_TOKEN};
    Run run = run(built, unknown);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains("signed by an unknown authority");
    isUser(
        run(
            built,
            "--server",
            plane.server(),
            "--token",
            ControlPlane.STATIC_TOKEN,
            "--insecure-skip-tls-verify"),
        ControlPlane.TOKEN_USER);
  }

  @ParameterizedTest
  @MethodSource("built")
  void aWrongTokenIsSaid(Built built) {
    Run run = run(built, "--kubeconfig", plane.kubeconfigWith("wrong-token").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr())
        .isEqualTo("error: you must be logged in to the server (Unauthorized)\n");
  }

  @ParameterizedTest
  @MethodSource("built")
  void severalFilesAndTheirContexts(Built built) throws IOException {
    String[] parts =
        Files.readString(plane.kubeconfigWith(ControlPlane.STATIC_TOKEN)).split("users:");
    Path first = Files.writeString(folder.resolve("1"), parts[0]);
    Path second =
        Files.writeString(folder.resolve("2"), "apiVersion: v1\nkind: Config\nusers:" + parts[1]);
    var process =
        built.process(
            Built.project(),
            List.of("-n", "default", "--rule", "nodeport-conflict", "--context", "test"));
    process.environment().put("KUBECONFIG", first + ":/no/such/file:" + second);
    isUser(Built.finish(process, ""), ControlPlane.TOKEN_USER);
    process.command().removeLast();
    process.command().add("nowhere");
    Run nowhere = Built.finish(process, "");
    assertThat(nowhere.stderr()).contains("context \"nowhere\" does not exist");
    assertThat(nowhere.exitCode()).isEqualTo(2);
  }
}
