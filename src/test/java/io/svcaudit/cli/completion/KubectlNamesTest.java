package io.svcaudit.cli.completion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.svcaudit.source.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Namespaces and contexts, from the real kubectl, which asks an API server that has two
/// namespaces.
@DisabledOnOs(OS.WINDOWS)
class KubectlNamesTest {
  private static final String RESOURCES =
      """
      {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "v1", "resources": [
        {"name": "namespaces", "singularName": "namespace", "namespaced": false,
         "kind": "Namespace", "verbs": ["get", "list"], "shortNames": ["ns"]}]}
      """;
  private static final String NAMESPACES =
      """
      {"kind": "NamespaceList", "apiVersion": "v1", "metadata": {}, "items": [
        {"kind": "Namespace", "apiVersion": "v1", "metadata": {"name": "shop"}},
        {"kind": "Namespace", "apiVersion": "v1", "metadata": {"name": "shop-test"}},
        {"kind": "Namespace", "apiVersion": "v1", "metadata": {"name": "kube-system"}}]}
      """;

  @TempDir private Path folder = Path.of("");
  private HttpServer server;

  KubectlNamesTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void startServer() {
    server.createContext("/", KubectlNamesTest::answer);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String body =
        switch (exchange.getRequestURI().getPath()) {
          case "/api" -> "{\"kind\": \"APIVersions\", \"versions\": [\"v1\"]}";
          case "/apis" -> "{\"kind\": \"APIGroupList\", \"apiVersion\": \"v1\", \"groups\": []}";
          case "/api/v1" -> RESOURCES;
          case "/api/v1/namespaces" -> NAMESPACES;
          default -> "";
        };
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(body.isEmpty() ? 404 : 200, 0);
    try (exchange) {
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
  }

  /// A kubeconfig whose first context is this server's; nothing answers in the second.
  private Path kubeconfig() throws IOException {
    return Files.writeString(
        folder.resolve("my config"),
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts:
          - {name: test, context: {cluster: test, user: nobody}}
          - {name: "arn:aws:eks:eu-west-1:1:cluster/test", context: {cluster: gone, user: nobody}}
          - {name: "two words", context: {cluster: gone, user: nobody}}
        clusters:
          - {name: test, cluster: {server: "http://127.0.0.1:%d"}}
          - {name: gone, cluster: {server: "http://127.0.0.1:1"}}
        users:
          - {name: nobody, user: {}}
        """
            .formatted(server.getAddress().getPort()));
  }

  /// A command with the options that decide which cluster is meant.
  private static CommandSpec command() {
    return CommandSpec.create()
        .addOption(
            OptionSpec.builder("-n", "--namespace").arity("1").paramLabel("NAMESPACE").build())
        .addOption(OptionSpec.builder("--context").arity("1").paramLabel("CONTEXT").build())
        .addOption(OptionSpec.builder("--kubeconfig").arity("1").paramLabel("FILE").build());
  }

  private List<String> complete(Map<String, String> environment, String... words) {
    return Completion.of(List.of(words), command(), folder, environment).lines().toList();
  }

  /// kubectl keeps a cache of what servers can do in the home directory.
  private Map<String, String> withKubectl(Path kubeconfig) {
    String path = System.getenv("PATH");
    assumeTrue(
        Program.find("kubectl", folder, Map.of("PATH", path)).isPresent(), "kubectl is not there");
    return Map.of("PATH", path, "HOME", folder.toString(), "KUBECONFIG", kubeconfig.toString());
  }

  private Map<String, String> withScript(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("my-kubectl"), "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return Map.of("PATH", System.getenv("PATH"), "KUBECTL_PATH", file.toString());
  }

  @Test
  void namespacesOfTheCluster() throws IOException {
    var environment = withKubectl(kubeconfig());
    assertThat(complete(environment, "-n", ""))
        .containsExactlyInAnyOrder("kube-system", "shop", "shop-test", ":4")
        .endsWith(":4");
    assertThat(complete(environment, "--namespace=sh")).contains("shop", "shop-test").hasSize(3);
    assertThat(complete(environment, "-nsh")).contains("-nshop", "-nshop-test").hasSize(3);
  }

  /// A name that a shell would have to quote is left out.
  @Test
  void contextsOfTheKubeconfig() throws IOException {
    var environment = withKubectl(kubeconfig());
    assertThat(complete(environment, "--context", ""))
        .containsExactlyInAnyOrder("arn:aws:eks:eu-west-1:1:cluster/test", "test", ":4");
    assertThat(complete(environment, "--context=arn:aws:eks:eu"))
        .containsExactly("arn:aws:eks:eu-west-1:1:cluster/test", ":4");
  }

  @Test
  void theOptionsOnTheLineDecideWhichClusterIsAsked() throws IOException {
    Path kubeconfig = kubeconfig();
    var elsewhere = withKubectl(folder.resolve("none"));
    assertThat(complete(elsewhere, "-n", "")).containsExactly(":4");
    assertThat(complete(elsewhere, "--kubeconfig", kubeconfig.toString(), "-n", "k"))
        .containsExactly("kube-system", ":4");
    assertThat(complete(elsewhere, "--kubeconfig=" + kubeconfig, "--context", "te"))
        .containsExactly("test", ":4");
    assertThat(
            complete(
                withKubectl(kubeconfig),
                "--context",
                "arn:aws:eks:eu-west-1:1:cluster/test",
                "-n",
                ""))
        .containsExactly(":4");
  }

  @Test
  void theKubectlThatRunsThePluginIsAsked() throws IOException {
    var environment = withScript("printf 'asked\\ta description\\n:4\\n'\n");
    assertThat(complete(environment, "-n", "")).containsExactly("asked", ":4");
  }

  @Test
  void withoutKubectlThereAreNoNames() {
    assertThat(complete(Map.of("PATH", folder.toString()), "-n", "")).containsExactly(":4");
  }

  /// The last one never answers.
  @ParameterizedTest
  @ValueSource(strings = {"echo shop; echo :4; exit 1", "echo error >&2; echo :1", "sleep 600"})
  @Timeout(60)
  void failuresAreSilent(String script) throws IOException {
    assertThat(complete(withScript(script), "-n", "")).containsExactly(":4");
  }
}
