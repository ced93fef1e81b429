package io.svcaudit.kube;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How to reach an API server and as whom: everything decided, nothing asked yet.
///
/// @param context its name in the kubeconfig; `in-cluster` for the service account of a Pod; empty
///   if flags alone say it
/// @param namespace the one to audit
/// @param server with scheme, perhaps with a path, without a slash at its end
/// @param credentials secret: never part of a message
/// @param requestTimeout for one request with its answer; empty if the user set none, zero for no
///   bound
record Connection(
    String context,
    String namespace,
    URI server,
    Trust trust,
    Credentials credentials,
    Identity identity,
    Optional<ProxyServer> proxy,
    Optional<Duration> requestTimeout,
    boolean compression) {

  /// Whom we take for the server.
  ///
  /// @param authority the certificates of those who may vouch for it, PEM; empty for those that the
  ///   system trusts
  /// @param system the file with those; empty for the list that Java brings along
  /// @param serverName the name that the server's certificate must have; empty for that of its
  ///   address
  /// @param anybody whether nothing is checked
  record Trust(
      Optional<byte[]> authority, Optional<Path> system, String serverName, boolean anybody) {}
}
