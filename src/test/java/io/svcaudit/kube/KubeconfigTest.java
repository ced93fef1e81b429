package io.svcaudit.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.svcaudit.source.UsageException;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Expected is what kubectl's documentation and client-go's `clientcmd` say.
class KubeconfigTest {
  private static final String CONFIG =
      """
      apiVersion: v1
      kind: Config
      current-context: dev
      contexts:
      - name: dev
        context: {cluster: one, user: alice, namespace: shop}
      - name: prod
        context: {cluster: two, user: bob}
      - name: broken
        context: {cluster: gone, user: bob}
      clusters:
      - name: one
        cluster: {server: 'https://one:6443/', tls-server-name: api.one, insecure-skip-tls-verify: true}
      - name: two
        cluster: {server: 'https://two/k8s/c-1/', proxy-url: 'http://proxy:3128'}
      users:
      - name: alice
        user: {token: a}
      - name: bob
        user: {username: bob, password: b}
      """;

  private static final String ACCOUNT = "pod/var/run/secrets/kubernetes.io/serviceaccount/";

  @TempDir Path folder;
  private Client client;

  @BeforeEach
  void client() {
    client = new Client(folder);
  }

  private static Options options() {
    return new Options();
  }

  private static Options config() {
    return Options.config();
  }

  @Test
  void theCurrentContext() throws Exception {
    Connection connection = client.file("config", CONFIG).connection(config());

    assertThat(connection.context()).isEqualTo("dev");
    assertThat(connection.namespace()).isEqualTo("shop");
    assertThat(connection.server()).hasToString("https://one:6443");
    assertThat(connection.trust().serverName()).isEqualTo("api.one");
    assertThat(connection.credentials().authorization()).contains("Bearer a");
  }

  @Test
  void anotherContext() throws Exception {
    Connection connection = client.file("config", CONFIG).connection(config().context("prod"));

    assertThat(connection.context()).isEqualTo("prod");
    assertThat(connection.namespace()).isEqualTo("default");
    assertThat(connection.server()).hasToString("https://two/k8s/c-1");
    assertThat(connection.proxy().orElseThrow().proxy())
        .hasToString("HTTP @ proxy/<unresolved>:3128");
    assertThat(connection.credentials().authorization()).contains("Basic Ym9iOmI=");
  }

  @Test
  void clusterUserAndNamespaceCanBeChosenAlone() throws Exception {
    Connection connection =
        client
            .file("config", CONFIG)
            .connection(config().cluster("two").user("bob").namespace("other"));

    assertThat(connection.server()).hasHost("two");
    assertThat(connection.credentials().authorization()).contains("Basic Ym9iOmI=");
    assertThat(connection.namespace()).isEqualTo("other");
  }

  @Test
  void aServerOfAnOptionDropsTheTlsServerName() throws Exception {
    Connection connection =
        client.file("config", CONFIG).connection(config().server("https://other"));

    assertThat(connection.server()).hasToString("https://other");
    assertThat(connection.trust().serverName()).isEmpty();
  }

  @Test
  void aCredentialOfAnOptionReplacesTheUsers() throws Exception {
    client.file("config", CONFIG);

    assertThat(client.connection(config().context("prod").token("t")).credentials().authorization())
        .contains("Bearer t");
    assertThat(
            client.connection(config().username("u").password("p")).credentials().authorization())
        .contains("Basic dTpw");
  }

  @Test
  void unknownNames() throws Exception {
    client.file("config", CONFIG);

    assertThatThrownBy(() -> client.connection(config().context("x")))
        .isInstanceOf(UsageException.class)
        .hasMessage("context \"x\" does not exist in the kubeconfig");
    assertThatThrownBy(() -> client.connection(config().cluster("x")))
        .hasMessage("cluster \"x\" does not exist in the kubeconfig");
    assertThatThrownBy(() -> client.connection(config().user("x")))
        .hasMessage("user \"x\" does not exist in the kubeconfig");
    assertThatThrownBy(() -> client.connection(config().context("broken")))
        .hasMessage("config:10:22: cluster \"gone\" does not exist in the kubeconfig");
    client.file("config", "current-context: gone\n");
    assertThatThrownBy(() -> client.connection(config()))
        .hasMessage("context \"gone\" does not exist in the kubeconfig");
  }

  @Test
  void inSeveralFilesTheFirstWinsWholeEntries() throws Exception {
    client
        .file("a/config", "current-context: c\nusers: [{name: u, user: {token: first}}]\n")
        .file(
            "b/config",
            """
            current-context: other
            users: [{name: u, user: {token: second, as: admin}}]
            contexts: [{name: c, context: {cluster: k, user: u}}]
            clusters: [{name: k, cluster: {server: 'https://k', certificate-authority-data: ''}}]
            """)
        .with(
            "KUBECONFIG",
            String.join(File.pathSeparator, "", "missing", "a/config", folder + "/b/config"));

    Connection connection = client.connection(options());

    assertThat(connection.context()).isEqualTo("c");
    assertThat(connection.credentials().authorization()).contains("Bearer first");
    assertThat(connection.identity()).isEqualTo(Identity.ONESELF);
  }

  @Test
  void theOptionComesBeforeTheVariableBeforeTheHome() throws Exception {
    client.file(
        "home/.kube/config", CONFIG.replace("current-context: dev", "current-context: prod"));
    assertThat(client.connection(options()).context()).isEqualTo("prod");

    client.file("listed", CONFIG).with("KUBECONFIG", "listed");
    assertThat(client.connection(options()).context()).isEqualTo("dev");

    client.file("config", CONFIG.replace("current-context: dev", "current-context: broken"));
    assertThat(client.connection(config().context("prod")).context()).isEqualTo("prod");
    assertThatThrownBy(() -> client.connection(options().kubeconfig("none")))
        .isInstanceOf(UsageException.class)
        .hasMessage("the kubeconfig \"none\" does not exist");
  }

  @Test
  void pathsCountFromTheFile() throws Exception {
    client
        .file("etc/token", "from-file\n")
        .file("etc/config", CONFIG.replace("{token: a}", "{tokenFile: token}"));

    assertThat(client.connection(options().kubeconfig("etc/config")).credentials().authorization())
        .contains("Bearer from-file");
  }

  @Test
  void faultsHaveTheirPlace() throws Exception {
    client.file("config", "clusters: [\n");
    assertThatThrownBy(() -> client.connection(config()))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot read the kubeconfig config:2:1: ");
    client.file("config", "kind: Config\nclusters: {}\n");
    assertThatThrownBy(() -> client.connection(config()))
        .hasMessage("config:2:11: clusters must be a list");
    client.file("config", CONFIG.replace("'https://one:6443/'", "'ftp://one'"));
    assertThatThrownBy(() -> client.connection(config()))
        .hasMessage("the server \"ftp://one\" is no address like https://host:6443");
    client.file("config", CONFIG.replace("server: 'https://one:6443/', ", ""));
    assertThatThrownBy(() -> client.connection(config()))
        .hasMessage("cluster \"one\" has no server in the kubeconfig");
    client.file("config", "- a list\n");
    assertThatThrownBy(() -> client.connection(config()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("config");
  }

  @Test
  void nothingIsConfigured() {
    assertThatThrownBy(() -> client.connection(options()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--kubeconfig")
        .hasMessageContaining("name files");
  }

  @Test
  void theKubeconfigNamesNoContext() throws Exception {
    client.file("config", CONFIG.replace("current-context: dev\n", ""));
    assertThatThrownBy(() -> client.connection(config()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--context NAME");
    assertThat(client.connection(config().cluster("two").user("bob")).server()).hasHost("two");
  }

  @Test
  void aServerAloneIsEnough() throws Exception {
    Connection connection = client.connection(options().server("10.1.2.3:6443").token("t"));

    assertThat(connection.context()).isEmpty();
    assertThat(connection.namespace()).isEqualTo("default");
    assertThat(connection.server()).hasToString("https://10.1.2.3:6443");
    assertThat(connection.credentials().authorization()).contains("Bearer t");
  }

  private void inPod(String host) throws Exception {
    client
        .with("KUBERNETES_SERVICE_HOST", host)
        .with("KUBERNETES_SERVICE_PORT", "443")
        .file(ACCOUNT + "token", "pod-token")
        .file(ACCOUNT + "namespace", "team\n");
  }

  @Test
  void inAPodTheServiceAccountSpeaks() throws Exception {
    inPod("10.0.0.1");
    Connection connection = client.connection(options());

    assertThat(connection.context()).isEqualTo("in-cluster");
    assertThat(connection.namespace()).isEqualTo("team");
    assertThat(connection.server()).hasToString("https://10.0.0.1:443");
    assertThat(connection.credentials().authorization()).contains("Bearer pod-token");
  }

  @Test
  void inAPodWithIpv6() throws Exception {
    inPod("fd00::1");
    Connection connection = client.connection(options());

    assertThat(connection.server()).hasToString("https://[fd00::1]:443");
    assertThat(connection.server()).hasHost("[fd00::1]");
  }

  @Test
  void inAPodFlagsComeFirst() throws Exception {
    inPod("10.0.0.1");
    client.file("other.crt", "authority");
    Connection connection =
        client.connection(
            options()
                .namespace("n")
                .token("t")
                .certificateAuthority("other.crt")
                .as("jane")
                .requestTimeout("5s"));

    assertThat(connection.namespace()).isEqualTo("n");
    assertThat(connection.credentials().authorization()).contains("Bearer t");
    assertThat(connection.trust().authority().orElseThrow()).asString().isEqualTo("authority");
    assertThat(connection.identity().user()).isEqualTo("jane");
    assertThat(connection.requestTimeout()).contains(Duration.ofSeconds(5));
  }

  @Test
  void aKubeconfigComesBeforeThePod() throws Exception {
    inPod("10.0.0.1");
    assertThat(client.file("config", CONFIG).connection(config()).context()).isEqualTo("dev");
  }

  @Test
  void impersonation() throws Exception {
    client.file(
        "config",
        CONFIG.replace(
            "{token: a}",
            "{token: a, as: jane, as-uid: '7', as-groups: [x, w], as-user-extra: {Acme.com/Project:"
                + " [p]}}"));

    assertThat(client.connection(config()).identity())
        .isEqualTo(
            new Identity("jane", "7", List.of("x", "w"), Map.of("Acme.com/Project", List.of("p"))));
    // Each flag takes the place of its field, as in kubectl.
    assertThat(
            client
                .connection(config().as("joe").asGroups("z").asUserExtra("a=1", "a=2=3"))
                .identity())
        .isEqualTo(
            new Identity(
                "joe",
                "7",
                List.of("z"),
                Map.of("Acme.com/Project", List.of("p"), "a", List.of("1", "2=3"))));
    assertThatThrownBy(() -> client.connection(config().asUserExtra("a")))
        .hasMessage("--as-user-extra \"a\" is not key=value");
    client.file("config", CONFIG);
    assertThatThrownBy(() -> client.connection(config().asUid("7")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--as");
  }

  @Test
  void overPlainHttpNoCredentialIsSent() throws Exception {
    client.file("config", CONFIG);
    assertThat(client.connection(config().server("http://one")).credentials().authorization())
        .isEmpty();
  }

  @Test
  void authProviders() throws Exception {
    String provider = "{auth-provider: {name: %s, config: {id-token: %s}}}";
    // {"exp":4102444800}, {"exp":1}
    String valid = "x.eyJleHAiOjQxMDI0NDQ4MDB9.x";
    String expired = "x.eyJleHAiOjF9.x";

    client.file("config", CONFIG.replace("{token: a}", provider.formatted("oidc", valid)));
    assertThat(client.connection(config()).credentials().authorization())
        .contains("Bearer " + valid);
    client.file("config", CONFIG.replace("{token: a}", provider.formatted("oidc", expired)));
    assertThatThrownBy(() -> client.connection(config()))
        .hasMessageContaining("expired")
        .message()
        .doesNotContain(expired);
    client.file("config", CONFIG.replace("{token: a}", provider.formatted("gcp", valid)));
    assertThatThrownBy(() -> client.connection(config()))
        .hasMessageContaining("\"gcp\"")
        .hasMessageContaining("credential plugin");
  }
}
