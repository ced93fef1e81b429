package io.svcaudit.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.svcaudit.kube.ApiFailure.Unreachable;
import io.svcaudit.source.UsageException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyTest {
  @TempDir static Path shared;
  private static Pki pki;

  @TempDir Path folder;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void certificates() throws Exception {
    pki = Pki.in(shared).server("local", "IP:127.0.0.1,DNS:cluster.example", 2);
  }

  /// A proxy that leads every tunnel to one port.
  private RawServer proxy(int port) throws Exception {
    return new RawServer((request, socket, out) -> {
      requests.add(request);
      tunnel(port, socket, out);
    });
  }

  /// The same, for those who log in.
  private RawServer asking(int port) throws Exception {
    return new RawServer((request, socket, out) -> {
      requests.add(request);
      if (!request.contains("dXNlcjpwQHNz")) {
        out.write(
            RawServer.bytes(
                "HTTP/1.1 407 Proxy Authentication Required\r\n"
                    + "Proxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n"));
        return;
      }
      tunnel(port, socket, out);
    });
  }

  private static void tunnel(int port, Socket socket, OutputStream out) throws Exception {
    try (var target = new Socket(InetAddress.getLoopbackAddress(), port)) {
      out.write(RawServer.bytes("HTTP/1.1 200 Connection established\r\n\r\n"));
      Thread back = Thread.ofPlatform().daemon().start(() -> copy(target, socket));
      copy(socket, target);
      back.join();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (Exception _) {
      // One of the two is gone.
    }
  }

  private Client client(String server, String more) throws Exception {
    return new Client(folder)
        .kubeconfig(
            "server: '%s', certificate-authority: '%s'%s"
                .formatted(server, pki.file("ca.crt"), more),
            "token: t");
  }

  @Test
  void tunnelsThroughTheProxyOfTheKubeconfig() throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("local"));
        RawServer proxy = proxy(server.port())) {
      Cluster cluster =
          client(
                  "https://cluster.example:6443",
                  ", proxy-url: 'http://127.0.0.1:%d'".formatted(proxy.port()))
              .with("NO_PROXY", "*")
              .connect();
      assertThat(Client.text(cluster)).isEqualTo("ok");
      assertThat(requests.getFirst())
          .startsWith("CONNECT cluster.example:6443 HTTP/1.1\r\n")
          .doesNotContain("Bearer");
    }
  }

  @Test
  void logsInToTheProxyThatAsksForIt() throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("local"));
        RawServer proxy = asking(server.port())) {
      Cluster cluster =
          client(
                  "https://cluster.example:6443",
                  ", proxy-url: 'http://user:p%%40ss@127.0.0.1:%d'".formatted(proxy.port()))
              .connect();
      assertThat(Client.text(cluster)).isEqualTo("ok");
      assertThat(requests.getLast())
          // user:p@ss
          .containsIgnoringCase("Proxy-Authorization: Basic dXNlcjpwQHNz\r\n")
          .doesNotContain("Bearer");
      assertThat(server.seen().getFirst().header("Proxy-authorization")).isEmpty();
      Cluster wrong =
          client(
                  "https://cluster.example:6443",
                  ", proxy-url: 'http://user:secret@127.0.0.1:%d'".formatted(proxy.port()))
              .connect();
      assertThat(catchThrowableOfType(Unreachable.class, () -> Client.text(wrong)))
          .hasMessageContaining("another user and password");
    }
  }

  @Test
  void tunnelsThroughTheProxyOfTheEnvironment() throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("local"));
        RawServer proxy = proxy(server.port())) {
      Client client =
          client("https://cluster.example:6443", "")
              .with("https_proxy", "127.0.0.1:" + proxy.port())
              .with("HTTP_PROXY", "127.0.0.1:1");
      assertThat(Client.text(client.connect())).isEqualTo("ok");
      assertThat(requests).hasSize(1);
      // This machine is never asked for through a proxy.
      Client local = client(server.url(), "").with("HTTPS_PROXY", "127.0.0.1:1");
      assertThat(Client.text(local.connect())).isEqualTo("ok");
      Client excepted =
          client("https://cluster.example:6443", "")
              .with("HTTPS_PROXY", "127.0.0.1:1")
              .with("no_proxy", "example.com,cluster.example:6443");
      assertThat(excepted.connection(Options.config()).proxy()).isEmpty();
    }
  }

  private static RawServer refusing(String answer) throws Exception {
    return new RawServer((_, _, out) ->
        out.write(RawServer.bytes("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n")));
  }

  @ParameterizedTest
  @CsvSource({"407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"})
  void whatTheProxyRefuses(String answer) throws Exception {
    try (RawServer proxy = refusing(answer)) {
      Cluster cluster =
          client(
                  "https://cluster.example:6443",
                  ", proxy-url: 'http://u:secret@127.0.0.1:%d'".formatted(proxy.port()))
              .connect();
      Unreachable failure = catchThrowableOfType(Unreachable.class, () -> Client.text(cluster));
      assertThat(failure.getMessage())
          .contains("proxy")
          .contains(answer.substring(0, 3))
          .doesNotContain("secret");
    }
  }

  @Test
  void aProxyThatIsNotThere() throws Exception {
    Cluster cluster =
        client("https://cluster.example:6443", ", proxy-url: 'http://127.0.0.1:1'").connect();
    assertThat(catchThrowableOfType(Unreachable.class, () -> Client.text(cluster)).getMessage())
        .contains("the proxy 127.0.0.1:1");
  }

  /// A proxy that knows RFC 1928 as far as it has to, and leads every tunnel to one port.
  private ServerSocket socks(int port) throws Exception {
    var proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (!proxy.isClosed())
            try (Socket socket = proxy.accept();
                var target = new Socket(InetAddress.getLoopbackAddress(), port)) {
              var in = new DataInputStream(socket.getInputStream());
              in.readByte();
              in.readNBytes(in.readByte());
              socket.getOutputStream().write(new byte[] {5, 0});
              in.readNBytes(3);
              // A name and not an address, because only the proxy knows it.
              requests.add(in.readByte() == 3 ? name(in) : "an address");
              socket.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
              Thread back = Thread.ofPlatform().daemon().start(() -> copy(target, socket));
              copy(socket, target);
              back.join();
            } catch (IOException | InterruptedException _) {
              return;
            }
        });
    return proxy;
  }

  private static String name(DataInputStream in) throws IOException {
    String host = new String(in.readNBytes(in.readByte()), StandardCharsets.US_ASCII);
    return host + ":" + in.readUnsignedShort();
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5", "socks5h"})
  void tunnelsThroughSocks(String scheme) throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("local"));
        ServerSocket proxy = socks(server.port())) {
      Cluster cluster =
          client(
                  "https://cluster.example:6443",
                  ", proxy-url: '%s://127.0.0.1:%d'".formatted(scheme, proxy.getLocalPort()))
              .connect();
      assertThat(Client.text(cluster)).isEqualTo("ok");
      assertThat(requests).containsExactly("cluster.example:6443");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:secret@proxy:443, kind https",
    "ftp://secret@proxy, kind ftp",
    "socks5://user:secret@proxy:1080, password",
    "'http://secret:a b@proxy', no valid URL",
    "'http://', no valid URL",
    "'http:///secret', names no host"
  })
  void otherProxiesAreRefused(String url, String why) {
    assertThatThrownBy(
            () -> client("https://cluster.example", ", proxy-url: '%s'".formatted(url)).connect())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("proxy-url")
        .hasMessageContaining(why)
        .message()
        .doesNotContain("secret");
  }

  /// Go looks for the scheme of the server, first in capitals.
  @ParameterizedTest
  @CsvSource({
    "https://cluster.example, HTTPS_PROXY, true",
    "https://cluster.example, https_proxy, true",
    "https://cluster.example, HTTP_PROXY, false",
    "https://cluster.example, ALL_PROXY, false",
    "http://cluster.example, HTTP_PROXY, true",
    "http://cluster.example, http_proxy, true",
    "http://cluster.example, HTTPS_PROXY, false"
  })
  void variables(String server, String variable, boolean proxied) throws Exception {
    Client client = client(server, "").with(variable, "proxy");
    assertThat(client.connection(Options.config()).proxy().map(found -> found.proxy().toString()))
        .isEqualTo(proxied ? Optional.of("HTTP @ proxy/<unresolved>:80") : Optional.empty());
  }

  /// The examples are those of Go's `httpproxy` and its tests.
  @ParameterizedTest
  @CsvSource({
    "'', example.com, 443, false",
    "*, example.com, 443, true",
    "'foo,*', example.com, 443, true",
    "'', localhost, 443, true",
    "'', 127.3.4.5, 443, true",
    "'', [::1], 443, true",
    "example.com, example.com, 443, true",
    "example.com, api.example.com, 443, true",
    "example.com, notexample.com, 443, false",
    ".example.com, example.com, 443, false",
    ".example.com, api.example.com, 443, true",
    "*.example.com, example.com, 443, false",
    "*.example.com, api.example.com, 443, true",
    "EXAMPLE.com, Api.Example.Com, 443, true",
    "example.com:443, example.com, 443, true",
    "example.com:6443, example.com, 443, false",
    "10.0.0.0/8, 10.1.2.3, 443, true",
    "10.0.0.0/8, 11.1.2.3, 443, false",
    "192.168.1.1, 192.168.1.1, 443, true",
    "192.168.1.1:443, 192.168.1.1, 6443, false",
    "fd00::/8, [fd12::1], 443, true",
    "[fd00::1]:443, [fd00::1], 443, true",
    "' a.b , c.d ', c.d, 443, true",
    "10.0.0.0/99, 10.1.2.3, 443, false"
  })
  void noProxy(String list, String host, int port, boolean direct) {
    assertThat(NoProxy.of(list).covers(URI.create("https://" + host + ":" + port)))
        .isEqualTo(direct);
  }
}
