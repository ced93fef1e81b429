package io.svcaudit.cli;

import io.svcaudit.kube.Cluster;
import io.svcaudit.kube.ConnectionOptions;
import io.svcaudit.source.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How to reach the cluster: kubectl's flags with kubectl's meanings.
final class ConnectionFlags {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig (default: KUBECONFIG, or ~/.kube/config).")
  private String kubeconfig = "";

  @Option(names = "--context", paramLabel = "NAME", description = "The context of the kubeconfig.")
  private String context = "";

  @Option(names = "--cluster", paramLabel = "NAME", description = "The cluster of the kubeconfig.")
  private String cluster = "";

  @Option(names = "--user", paramLabel = "NAME", description = "The user of the kubeconfig.")
  private String user = "";

  @Option(
      names = {"-s", "--server"},
      paramLabel = "URL",
      description = "The address of the API server.")
  private String server = "";

  @Option(
      names = "--tls-server-name",
      paramLabel = "NAME",
      description = "The name that the server's certificate must have, if not that of its address.")
  private String tlsServerName = "";

  @Option(
      names = "--insecure-skip-tls-verify",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Do not check the server's certificate.")
  private @Nullable Boolean insecureSkipTlsVerify;

  @Option(
      names = "--certificate-authority",
      paramLabel = "FILE",
      description = "Who may vouch for the server.")
  private String certificateAuthority = "";

  @Option(names = "--client-certificate", paramLabel = "FILE", description = "Our certificate.")
  private String clientCertificate = "";

  @Option(names = "--client-key", paramLabel = "FILE", description = "The key for it.")
  private String clientKey = "";

  @Option(names = "--token", paramLabel = "TOKEN", description = "A bearer token.")
  private String token = "";

  @Option(names = "--username", paramLabel = "NAME", description = "For basic authentication.")
  private String username = "";

  @Option(names = "--password", paramLabel = "PASSWORD", description = "For basic authentication.")
  private String password = "";

  @Option(names = "--as", paramLabel = "NAME", description = "Act as this user.")
  private String as = "";

  @Option(
      names = "--as-group",
      paramLabel = "GROUP",
      description = "Act as a member of this group; repeatable.")
  private List<String> asGroups = new ArrayList<>();

  @Option(names = "--as-uid", paramLabel = "UID", description = "Act with this UID.")
  private String asUid = "";

  @Option(
      names = "--as-user-extra",
      paramLabel = "KEY=VALUE",
      description = "Act with this extra field; repeatable.")
  private List<String> asUserExtra = new ArrayList<>();

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      description = "The most that one request may take, like 30s or 1m; 0 for no limit.")
  private String requestTimeout = "";

  @Option(names = "--disable-compression", description = "Ask for answers without compression.")
  private boolean disableCompression;

  /// @param namespace of `-n`; empty if it was not given
  Cluster connect(String namespace, Host host) throws UsageException {
    return Cluster.of(
        options(namespace),
        host.environment(),
        host.workingDirectory(),
        host.isTerminal(),
        Version.tool().version());
  }

  private ConnectionOptions options(String namespace) {
    return new ConnectionOptions(
        kubeconfig,
        context,
        cluster,
        user,
        namespace,
        server,
        tlsServerName,
        Optional.ofNullable(insecureSkipTlsVerify),
        clientCertificate,
        clientKey,
        certificateAuthority,
        token,
        username,
        password,
        as,
        asUid,
        asGroups,
        asUserExtra,
        requestTimeout,
        disableCompression);
  }

  /// Whether any was given.
  boolean isGiven() {
    return insecureSkipTlsVerify != null
        || disableCompression
        || !asGroups.isEmpty()
        || !asUserExtra.isEmpty()
        || Stream.of(
                kubeconfig,
                context,
                cluster,
                user,
                server,
                tlsServerName,
                certificateAuthority,
                clientCertificate,
                clientKey,
                token,
                username,
                password,
                as,
                asUid,
                requestTimeout)
            .anyMatch(value -> !value.isEmpty());
  }
}
