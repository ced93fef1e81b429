package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.built.Built;
import io.svcaudit.built.Built.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A real control plane on this machine for the tests of one run. Its programs end with this
/// process, however that ends.
public final class ControlPlane implements AutoCloseable {
  /// A user with a static token instead of a certificate; the group is `static`.
  public static final String TOKEN_USER = "token-user";

  /// The token of [#TOKEN_USER].
  public static final String STATIC_TOKEN = "static-token-of-the-tests";

  /// As whom tests make what they need; the audit log leaves it out.
  private static final String KUBELET = "kubelet";

  private final Path folder;
  private final Assets assets;
  private final String server;
  private final Api api;
  private final Kubelet kubelet;
  private final AtomicInteger namespaces = new AtomicInteger();

  private ControlPlane(Path folder, Assets assets) throws IOException {
    this.folder = folder;
    this.assets = assets;
    server = "https://127.0.0.1:" + Files.readString(folder.resolve("port")).strip();
    user(KUBELET, "system:masters");
    api = new Api(server, authority(), certificate(KUBELET), key(KUBELET));
    kubelet = new Kubelet(api);
  }

  static ControlPlane start(Assets assets) {
    try {
      Path folder = Files.createTempDirectory("svc-audit-control-plane");
      Path tokens = folder.resolve("tokens");
      Files.writeString(tokens, STATIC_TOKEN + "," + TOKEN_USER + ",1,static\n");
      String self = String.valueOf(ProcessHandle.current().pid());
      cluster(assets, "up", "--audit", "--tokens", tokens.toString(), "--while", self, folder + "");
      return new ControlPlane(folder, assets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder goes with the programs: `--while` sees to it.
  @Override
  public void close() {
    cluster(assets, "down", folder.toString());
  }

  /// Stops the controllers for good: what they made stays as it is. Only for a control plane that a
  /// test has for itself.
  void stopControllers() {
    cluster(assets, "down", folder.toString(), "kube-controller-manager");
  }

  private static String cluster(Assets assets, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(Built.project().resolve("scripts/control-plane/cluster").toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command);
    process.environment().put("KUBEBUILDER_ASSETS", assets.folder().toString());
    return succeeded(Built.finish(process, "")).stdout().strip();
  }

  private static Run succeeded(Run run) {
    assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
    return run;
  }

  /// Requests as `admin`.
  Api api() {
    return api;
  }

  /// The URL of the API server.
  public String server() {
    return server;
  }

  /// The certificate of the authority that signed the server's.
  public Path authority() {
    return folder.resolve("pki/ca.crt");
  }

  /// The client certificate of a [#user].
  public Path certificate(String user) {
    return folder.resolve("pki/client-%s.crt".formatted(user));
  }

  /// The private key of a [#user].
  public Path key(String user) {
    return folder.resolve("pki/client-%s.key".formatted(user));
  }

  /// The kubeconfig of `admin`, who may do everything.
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /// Makes a user with a client certificate and no rights, and the kubeconfig for it.
  public Path user(String name, String... groups) {
    var arguments = new ArrayList<>(List.of("user", folder.toString(), name));
    arguments.addAll(List.of(groups));
    return Path.of(cluster(assets, arguments.toArray(String[]::new)));
  }

  /// Makes a kubeconfig whose user has a token: a service account's, [#STATIC_TOKEN], a wrong one.
  public Path kubeconfigWith(String token) {
    try {
      Path file = Files.createTempFile(folder, "token", ".kubeconfig");
      return Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          clusters:
          - name: test
            cluster: {server: "%s", certificate-authority: "%s"}
          users:
          - name: test
            user: {token: "%s"}
          contexts:
          - name: test
            context: {cluster: test, user: test}
          current-context: test
          """
              .formatted(server, authority(), token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A new token of a service account, whose name as a user is
  /// `system:serviceaccount:NAMESPACE:NAME`.
  public String token(String namespace, String serviceAccount) {
    return succeeded(kubectl("create", "token", "-n", namespace, serviceAccount)).stdout().strip();
  }

  /// Lets a user do something with resources in a namespace, or in all of them if it is empty.
  ///
  /// @param verbs separated by commas
  /// @param resources as RBAC's requests in the audit log: `services`, `deployments.apps`
  public void allow(String user, String namespace, String verbs, String... resources) {
    new Permissions(api).allow(user, namespace, List.of(verbs.split(",")), List.of(resources));
  }

  /// Runs kubectl as `admin`.
  public Run kubectl(String... arguments) {
    return kubectl(kubeconfig(), arguments);
  }

  /// Runs kubectl as the user of a kubeconfig.
  public Run kubectl(Path kubeconfig, String... arguments) {
    return kubectl(kubeconfig, List.of(arguments), "");
  }

  private Run kubectl(Path kubeconfig, List<String> arguments, String stdin) {
    var command =
        new ArrayList<>(
            List.of(assets.kubectl().toString(), "--kubeconfig", kubeconfig.toString()));
    command.addAll(arguments);
    var process = new ProcessBuilder(command);
    // Its cache of what the server offers stays out of the user's.
    process.environment().put("HOME", folder.toString());
    return Built.finish(process, stdin);
  }

  /// Applies manifests; what is not in a namespace by itself goes into `default`.
  public void apply(String yaml) {
    apply("default", yaml);
  }

  /// Applies manifests; those that name no namespace go into the given one.
  public void apply(String namespace, String yaml) {
    succeeded(kubectl(kubeconfig(), List.of("apply", "-n", namespace, "-f", "-"), yaml));
  }

  /// Makes a namespace that nobody else uses.
  public String namespace() {
    String name = "test-" + namespaces.incrementAndGet();
    api.post("/api/v1/namespaces", Map.of("metadata", Map.of("name", name)));
    if (assets.controllers())
      Await.until(
          () -> {
            var accounts = api.list("/api/v1/namespaces/%s/serviceaccounts".formatted(name));
            return accounts.isEmpty() ? Optional.empty() : Optional.of(accounts);
          },
          () -> "the service account of " + name);
    return name;
  }

  /// All that a user has asked for so far, in the order of the answers. A user is best made for one
  /// test.
  public List<Request> requestsBy(String user) {
    return new AuditLog(folder.resolve("audit.log")).requestsBy(user);
  }

  /// Who runs the Pods here.
  public Kubelet kubelet() {
    return kubelet;
  }
}
