package io.svcaudit.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.svcaudit.source.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the plugins are shell scripts")
class CredentialPluginTest {
  private static final String V1 = "client.authentication.k8s.io/v1";
  private static final String HEAD = "{\"kind\":\"ExecCredential\",\"apiVersion\":\"" + V1 + "\"";

  @TempDir static Path shared;
  private static Pki pki;

  @TempDir Path folder;
  private ApiServer server;
  private Client client;

  @BeforeAll
  static void certificates() throws Exception {
    pki = Pki.in(shared).server("local", "IP:127.0.0.1", 2).client("robot", "EC");
  }

  @BeforeEach
  void start() throws Exception {
    server = ApiServer.start(pki.context("local"));
    client = new Client(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// A script that counts its runs in the file `runs`.
  private void plugin(String text) throws Exception {
    client.script("plugin", "echo >>\"" + folder + "/runs\"\n" + text);
  }

  private long runs() throws Exception {
    try (var lines = Files.lines(folder.resolve("runs"))) {
      return lines.count();
    }
  }

  private Client with(String exec) throws Exception {
    return client.kubeconfig(
        "server: '%s', certificate-authority: '%s', extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: [a, 1, true]}}]"
            .formatted(server.url(), pki.file("ca.crt")),
        "exec: {" + exec + "}");
  }

  private Client withPlugin(String more) throws Exception {
    return with("apiVersion: %s, command: ./plugin, interactiveMode: Never%s".formatted(V1, more));
  }

  private static String token(String token, String more) {
    return "echo '" + HEAD + ",\"status\":{\"token\":\"" + token + "\"" + more + "}}'\n";
  }

  @Test
  void getsATokenAndKeepsIt() throws Exception {
    plugin(token("from-plugin", ""));
    Cluster cluster = withPlugin("").connect();
    assertThat(folder.resolve("runs")).doesNotExist();
    assertThat(Client.text(cluster)).isEqualTo("ok");
    assertThat(Client.text(cluster)).isEqualTo("ok");
    assertThat(server.seen())
        .extracting(seen -> seen.header("Authorization"))
        .containsExactly("Bearer from-plugin", "Bearer from-plugin");
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void argumentsAndEnvironmentAreItsOwn() throws Exception {
    plugin("echo \"$1 $FLAVOUR\" >note\n" + token("t", ""));
    Cluster cluster =
        withPlugin(", args: ['a b; c'], env: [{name: FLAVOUR, value: sweet}]").connect();
    assertThat(Client.text(cluster)).isEqualTo("ok");
    assertThat(folder.resolve("note")).hasContent("a b; c sweet");
  }

  @Test
  void isToldAboutTheClusterIfItAsks() throws Exception {
    plugin("printf %s \"$KUBERNETES_EXEC_INFO\" >info\n" + token("t", ""));
    Cluster cluster = withPlugin(", provideClusterInfo: true").connect();
    assertThat(Client.text(cluster)).isEqualTo("ok");
    String authority = Base64.getEncoder().encodeToString(Files.readAllBytes(pki.file("ca.crt")));
    assertThat(folder.resolve("info"))
        .hasContent(
            HEAD
                + ",\"spec\":{\"cluster\":{\"server\":\"%s\",\"certificate-authority-data\":\"%s\",\"config\":{\"audience\":[\"a\",1,true]}},\"interactive\":false}}"
                    .formatted(server.url(), authority));

    Cluster untold = withPlugin("").connect();
    assertThat(Client.text(untold)).isEqualTo("ok");
    assertThat(folder.resolve("info")).hasContent(HEAD + ",\"spec\":{\"interactive\":false}}");
  }

  @Test
  void givesAClientCertificate() throws Exception {
    String certificate = Files.readString(pki.file("robot.crt")).replace("\n", "\\n");
    String key = Files.readString(pki.file("robot.key")).replace("\n", "\\n");
    client.file(
        "answer",
        HEAD
            + ",\"status\":{\"clientCertificateData\":\"%s\",\"clientKeyData\":\"%s\"}}"
                .formatted(certificate, key));
    plugin("cat answer\n");
    Cluster cluster = withPlugin("").connect();
    assertThat(Client.text(cluster)).isEqualTo("ok");
    assertThat(server.seen().getFirst().client()).isEqualTo("CN=robot,O=team");
    assertThat(server.seen().getFirst().header("Authorization")).isEmpty();
  }

  @Test
  void isAskedAgainWhenTheCredentialEnds() throws Exception {
    plugin(token("t", ",\"expirationTimestamp\":\"" + Client.NOW.minusSeconds(1) + "\""));
    Cluster cluster = withPlugin("").connect();
    Client.text(cluster);
    long before = runs();
    Client.text(cluster);
    assertThat(runs()).isGreaterThan(before);
  }

  @Test
  void isNotAskedAgainBeforeTheCredentialEnds() throws Exception {
    plugin(token("t", ",\"expirationTimestamp\":\"" + Client.NOW.plusSeconds(1) + "\""));
    Cluster cluster = withPlugin("").connect();
    Client.text(cluster);
    Client.text(cluster);
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void isAskedOnceMoreWhenTheServerRefuses() throws Exception {
    plugin(token("t", ""));
    Cluster cluster = withPlugin("").connect();
    server.then(401, "", Map.of());
    assertThat(Client.text(cluster)).isEqualTo("ok");
    assertThat(runs()).isEqualTo(2);
    server.then(401, "", Map.of()).then(401, "", Map.of());
    assertThatThrownBy(() -> Client.text(cluster)).isInstanceOf(ApiFailure.Unauthorized.class);
    assertThat(runs()).isEqualTo(3);
  }

  private String failure() throws Exception {
    Cluster cluster = client.connect();
    return String.valueOf(
        catchThrowableOfType(UsageException.class, () -> Client.text(cluster)).getMessage());
  }

  @Test
  void saysWhatWentWrong() throws Exception {
    withPlugin("");
    plugin("exit 3");
    assertThat(failure())
        .isEqualTo(
            "getting credentials: the plugin %s/./plugin failed with exit code 3"
                .formatted(folder));
    plugin("echo secret");
    assertThat(failure()).contains("printed no ExecCredential").doesNotContain("secret");
    plugin("echo '{\"kind\":\"ExecCredential\",\"token\":\"secret'");
    assertThat(failure()).contains("printed no ExecCredential").doesNotContain("secret");
    plugin(token("t", "").replace("/v1", "/v1beta1"));
    assertThat(failure())
        .contains("answers in client.authentication.k8s.io/v1beta1")
        .contains("asks for client.authentication.k8s.io/v1");
    plugin("echo '" + HEAD + "}'");
    assertThat(failure()).contains("neither a token nor a certificate");
    plugin("echo '" + HEAD + ",\"status\":{\"a\":1}}'");
    assertThat(failure()).contains("neither a token nor a certificate");
    plugin("echo '" + HEAD + ",\"status\":{\"clientKeyData\":\"secret\"}}'");
    assertThat(failure())
        .contains("neither a token nor a certificate with its key")
        .doesNotContain("secret");
    with("apiVersion: %s, command: no-such-plugin, installHint: 'brew install it'".formatted(V1));
    assertThat(failure())
        .startsWith("getting credentials: cannot start the plugin no-such-plugin")
        .endsWith("\nbrew install it");
  }

  @Test
  void aCommandWithoutASlashIsLookedUpInPath() throws Exception {
    // There is a file of that name beside the kubeconfig, too.
    client.script("sh", "exit 9");
    client.file("answer", HEAD + ",\"status\":{\"token\":\"t\"}}");
    Cluster cluster =
        with("apiVersion: %s, command: sh, args: [-c, 'cat answer']".formatted(V1)).connect();
    assertThat(Client.text(cluster)).isEqualTo("ok");
  }

  @Test
  void wrongDescriptionsAreRefusedBeforehand() throws Exception {
    assertThatThrownBy(() -> with("command: x, apiVersion: v1alpha1").connect())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("wants v1alpha1");
    assertThatThrownBy(() -> with("command: x").connect()).hasMessageContaining("no apiVersion");
    assertThatThrownBy(() -> with("apiVersion: " + V1).connect())
        .hasMessageContaining("names no command");
    assertThatThrownBy(
            () -> with("command: x, interactiveMode: Always, apiVersion: " + V1).connect())
        .hasMessageContaining("no terminal");
    // v1beta1 knew no interactiveMode at first.
    plugin(token("t", "").replace("/v1", "/v1beta1"));
    Cluster cluster = with("command: ./plugin, apiVersion: " + V1 + "beta1").connect();
    assertThat(Client.text(cluster)).isEqualTo("ok");
  }

  @Test
  void isNotRunBesideAnotherCredential() throws Exception {
    plugin("exit 9");
    Cluster cluster = withPlugin("").connect(Options.config().token("flag"));
    assertThat(Client.text(cluster)).isEqualTo("ok");
    assertThat(server.seen().getFirst().header("Authorization")).isEqualTo("Bearer flag");
  }

  @Test
  void aTokenFileIsReadAgainWhenTheServerRefuses() throws Exception {
    client.file("token", "old\n");
    client.kubeconfig(
        "server: '%s', certificate-authority: '%s'".formatted(server.url(), pki.file("ca.crt")),
        "tokenFile: token, as: 'system:x', as-groups: [g1, g2]");
    Cluster cluster = client.connect();
    Client.text(cluster);
    client.file("token", "new\n");
    server.then(401, "", Map.of());
    assertThat(Client.text(cluster)).isEqualTo("ok");
    assertThat(server.seen())
        .extracting(seen -> seen.header("Authorization"))
        .containsExactly("Bearer old", "Bearer old", "Bearer new");
    assertThat(server.seen().getFirst().header("Impersonate-user")).isEqualTo("system:x");
    assertThat(server.seen().getFirst().header("Impersonate-group")).isEqualTo("g1, g2");
  }

  @Test
  void usernameAndPassword() throws Exception {
    client.kubeconfig(
        "server: '%s', certificate-authority: '%s'".formatted(server.url(), pki.file("ca.crt")),
        "username: Aladdin, password: 'open sesame'");
    Cluster cluster = client.connect();
    Client.text(cluster);
    // The example of RFC 7617.
    assertThat(server.seen().getFirst().header("Authorization"))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }
}
