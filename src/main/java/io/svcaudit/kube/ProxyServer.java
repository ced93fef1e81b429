package io.svcaudit.kube;

import io.svcaudit.source.UsageException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The proxy on the way to the server.
///
/// @param user with `password`, for the proxy itself; empty if it asks nobody
record ProxyServer(Proxy proxy, String user, String password) {

  /// The proxy of the kubeconfig, or else the one that the environment names for this server, as Go
  /// programs find it (golang.org/x/net/http/httpproxy).
  static Optional<ProxyServer> of(String proxyUrl, URI server, Map<String, String> environment)
      throws UsageException {
    if (!proxyUrl.isEmpty()) return Optional.of(parse("proxy-url", proxyUrl));
    String name = server.getScheme().equals("https") ? "HTTPS_PROXY" : "HTTP_PROXY";
    String value = variable(environment, name);
    if (value.isEmpty() || NoProxy.of(variable(environment, "NO_PROXY")).covers(server))
      return Optional.empty();
    return Optional.of(parse(name, value.contains("://") ? value : "http://" + value));
  }

  /// Where it is, without its password.
  String address() {
    return proxy.address() instanceof InetSocketAddress at
        ? at.getHostString() + ":" + at.getPort()
        : "";
  }

  private static String variable(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : value;
  }

  private static ProxyServer parse(String source, String url) throws UsageException {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException _) {
      throw new UsageException("%s is no valid URL".formatted(source));
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null) throw new UsageException("%s names no host".formatted(source));
    Proxy.Type type =
        switch (scheme) {
          case "http" -> Proxy.Type.HTTP;
          case "socks5", "socks5h" -> Proxy.Type.SOCKS;
          default ->
              throw new UsageException(
                  "%s is a proxy of kind %s, which is not supported; use http or socks5"
                      .formatted(source, scheme));
        };
    int standard = type == Proxy.Type.HTTP ? 80 : 1080;
    var address =
        InetSocketAddress.createUnresolved(host, uri.getPort() < 0 ? standard : uri.getPort());
    String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
    int colon = user.indexOf(':');
    if (!user.isEmpty() && type == Proxy.Type.SOCKS)
      throw new UsageException(
          "%s has a password for a socks5 proxy, which is not supported".formatted(source));
    return new ProxyServer(
        new Proxy(type, address),
        colon < 0 ? user : user.substring(0, colon),
        colon < 0 ? "" : user.substring(colon + 1));
  }
}
