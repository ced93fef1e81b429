package io.svcaudit.kube;

import java.util.List;
import java.util.Optional;

/// What the command line says about the connection; names and meanings are kubectl's
/// (k8s.io/cli-runtime, ConfigFlags). An empty string counts as not given.
///
/// @param kubeconfig the one file to read instead of `KUBECONFIG` and `~/.kube/config`
/// @param as whom to act for, with `asUid`, `asGroups` and `asUserExtra` (`key=value`)
/// @param requestTimeout how long one request may take, as kubectl writes it: `30s`, `1m30s`; `0`
///   means for ever
public record ConnectionOptions(
    String kubeconfig,
    String context,
    String cluster,
    String user,
    String namespace,
    String server,
    String tlsServerName,
    Optional<Boolean> insecureSkipTlsVerify,
    String clientCertificate,
    String clientKey,
    String certificateAuthority,
    String token,
    String username,
    String password,
    String as,
    String asUid,
    List<String> asGroups,
    List<String> asUserExtra,
    String requestTimeout,
    boolean disableCompression) {

  /// Nothing given: the kubeconfig decides.
  public static final ConnectionOptions NONE =
      new ConnectionOptions(
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          Optional.empty(),
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          List.of(),
          List.of(),
          "",
          false);

  public ConnectionOptions {
    asGroups = List.copyOf(asGroups);
    asUserExtra = List.copyOf(asUserExtra);
  }
}
