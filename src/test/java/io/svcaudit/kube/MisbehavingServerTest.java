package io.svcaudit.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.svcaudit.kube.ApiFailure.Unreachable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MisbehavingServerTest {
  private static final Duration SILENCE = Duration.ofMillis(700);

  @TempDir Path folder;

  private Cluster connect(int port, Options options) throws Exception {
    return Cluster.of(
        new Client(folder).connection(options.server("http://127.0.0.1:" + port)), SILENCE);
  }

  private Cluster connect(int port) throws Exception {
    return connect(port, new Options());
  }

  private static String unreachable(Cluster cluster) {
    return String.valueOf(
        catchThrowableOfType(Unreachable.class, () -> Client.text(cluster)).getMessage());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void aStalledAnswerIsGivenUp() throws Exception {
    try (var server =
        new RawServer((_, _, out) -> {
          out.write(RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"));
          out.flush();
          Thread.sleep(20_000);
        })) {
      long start = System.nanoTime();
      assertThat(unreachable(connect(server.port())))
          .isEqualTo("the server 127.0.0.1:%d did not answer in time".formatted(server.port()));
      assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aSlowAnswerThatMovesIsWaitedFor() throws Exception {
    try (var server =
        new RawServer((_, _, out) -> {
          out.write(RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n"));
          for (int i = 0; i < 6; i++) {
            out.write('x');
            out.flush();
            Thread.sleep(250);
          }
        })) {
      assertThat(Client.text(connect(server.port()))).isEqualTo("xxxxxx");
    }
  }

  @Test
  void requestTimeoutCountsTheWholeAnswer() throws Exception {
    try (var server =
        new RawServer((_, _, out) -> {
          out.write(RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n"));
          for (int i = 0; i < 200; i++) {
            out.write('x');
            out.flush();
            Thread.sleep(100);
          }
        })) {
      long start = System.nanoTime();
      assertThat(unreachable(connect(server.port(), new Options().requestTimeout("1s"))))
          .contains("did not answer in time");
      assertThat(since(start)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
    }
  }

  @Test
  void requestTimeoutZeroWaitsForEver() throws Exception {
    try (var server =
        new RawServer((_, _, out) -> {
          Thread.sleep(1_500);
          out.write(RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        })) {
      assertThat(Client.text(connect(server.port(), new Options().requestTimeout("0"))))
          .isEqualTo("ok");
    }
  }

  @Test
  void noAnswerIsGivenUp() throws Exception {
    try (var server = new RawServer((_, _, _) -> Thread.sleep(20_000))) {
      long start = System.nanoTime();
      assertThat(unreachable(connect(server.port()))).contains("did not answer in time");
      assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
      })
  void anAnswerThatBreaksOffIsNotTakenForWhole(String answer) throws Exception {
    try (var server = new RawServer((_, _, out) -> out.write(RawServer.bytes(answer)))) {
      assertThat(unreachable(connect(server.port()))).contains("127.0.0.1:" + server.port());
      assertThat(server.connections()).isGreaterThan(1);
    }
  }

  @Test
  void aConnectionThatBreaksBeforeTheAnswerIsTriedAgain() throws Exception {
    try (var server =
        new RawServer(
            new RawServer.Conduct() {
              private int count;

              @Override
              public synchronized void meet(String request, Socket socket, OutputStream out)
                  throws Exception {
                if (++count >= 3)
                  out.write(RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
                else socket.setSoLinger(true, 0);
              }
            })) {
      assertThat(Client.text(connect(server.port()))).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void passingTroubleOfTheServerIsRiddenOut(int code) throws Exception {
    try (ApiServer server = ApiServer.start()) {
      Cluster cluster = connect(server.port());
      server.then(code, "", Map.of());
      assertThat(Client.text(cluster)).isEqualTo("ok");
      assertThat(server.seen()).hasSize(2);
    }
  }

  @Test
  void retryAfterIsHonouredUpToALimit() throws Exception {
    try (ApiServer server = ApiServer.start()) {
      Cluster cluster = connect(server.port());
      server.then(429, "", Map.of("Retry-After", "1"));
      long start = System.nanoTime();
      assertThat(Client.text(cluster)).isEqualTo("ok");
      assertThat(since(start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
      server.then(429, "", Map.of("Retry-After", "3600"));
      start = System.nanoTime();
      assertThat(Client.text(cluster)).isEqualTo("ok");
      assertThat(since(start)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
    }
  }

  @Test
  void threeTriesAreAll() throws Exception {
    try (ApiServer server = ApiServer.start()) {
      for (int i = 0; i < 4; i++)
        server.then(429, "{\"kind\":\"Status\",\"message\":\"too busy\",\"code\":429}", Map.of());
      assertThat(failure(connect(server.port())))
          .isInstanceOf(ApiFailure.Refused.class)
          .hasMessage("the server answered 429: too busy");
      assertThat(server.seen()).hasSize(3);
    }
  }

  @Test
  void tellsAnswersApart() throws Exception {
    String status = "{\"kind\":\"Status\",\"message\":\"%s\",\"reason\":\"r\"}";
    try (ApiServer server = ApiServer.start()) {
      Cluster cluster = connect(server.port());
      server.then(401, status.formatted("Unauthorized"), Map.of());
      assertThat(failure(cluster))
          .isInstanceOf(ApiFailure.Unauthorized.class)
          .hasMessage("you must be logged in to the server (Unauthorized)");
      server.then(403, status.formatted("services is forbidden"), Map.of());
      assertThat(failure(cluster))
          .isInstanceOf(ApiFailure.Forbidden.class)
          .hasMessage("services is forbidden");
      server.then(404, "404 page not found", Map.of());
      assertThat(failure(cluster))
          .isInstanceOf(ApiFailure.NotFound.class)
          .hasMessage("404 page not found");
      server.then(410, status.formatted("the provided continue parameter is too old"), Map.of());
      assertThat(failure(cluster)).isInstanceOf(ApiFailure.Gone.class);
      server.then(302, "", Map.of("Location", "http://elsewhere/"));
      assertThat(failure(cluster))
          .isInstanceOf(ApiFailure.Refused.class)
          .hasMessage("the server answered 302");
      server.then(400, "<html>nginx</html>", Map.of());
      assertThat(failure(cluster))
          .isInstanceOf(ApiFailure.Refused.class)
          .hasMessage("the server answered 400");
      // None of these is asked again.
      assertThat(server.seen()).hasSize(6);
    }
  }

  private static ApiFailure failure(Cluster cluster) {
    return catchThrowableOfType(ApiFailure.class, () -> Client.text(cluster));
  }

  private static String gzip(String text) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void unpacksGzip() throws Exception {
    Map<String, String> headers = Map.of("Content-Encoding", "gzip");
    try (ApiServer server = ApiServer.start()) {
      Cluster cluster = connect(server.port());
      server.then(200, gzip("x".repeat(300_000)), headers);
      assertThat(Client.text(cluster)).hasSize(300_000);
      assertThat(server.seen().getFirst().header("Accept-encoding")).isEqualTo("gzip");
      server.then(403, gzip("{\"message\":\"no\"}"), headers);
      assertThat(failure(cluster)).isInstanceOf(ApiFailure.Forbidden.class).hasMessage("no");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, no gzip at all", "40, garbage", "300, ''"})
  void badGzip(int intact, String rest) throws Exception {
    String whole = gzip("x".repeat(300_000)).substring(0, intact) + rest;
    try (ApiServer server = ApiServer.start()) {
      for (int i = 0; i < 3; i++) server.then(200, whole, Map.of("Content-Encoding", "gzip"));
      assertThat(unreachable(connect(server.port()))).contains("127.0.0.1:" + server.port());
      assertThat(server.seen()).hasSize(3);
    }
  }

  @Test
  void aBadGzipOfAnErrorDoesNotHideTheError() throws Exception {
    try (ApiServer server = ApiServer.start()) {
      server.then(403, "no gzip", Map.of("Content-Encoding", "gzip"));
      assertThat(failure(connect(server.port()))).isInstanceOf(ApiFailure.Forbidden.class);
    }
  }

  @Test
  void compressionCanBeTurnedOff() throws Exception {
    try (ApiServer server = ApiServer.start()) {
      assertThat(Client.text(connect(server.port(), new Options().disableCompression())))
          .isEqualTo("ok");
      assertThat(server.seen().getFirst().header("Accept-encoding")).isEmpty();
      assertThat(server.seen().getFirst().header("User-agent")).isEqualTo("kubectl-svc_audit/test");
    }
  }

  @Test
  void impersonationIsWrittenForHeaders() throws Exception {
    try (ApiServer server = ApiServer.start()) {
      Options options =
          new Options().as("jane").asUid("7").asGroups("x", "w").asUserExtra("Acme.com/A b=p");
      assertThat(Client.text(connect(server.port(), options))).isEqualTo("ok");
      ApiServer.Seen seen = server.seen().getFirst();
      assertThat(seen.header("Impersonate-user")).isEqualTo("jane");
      assertThat(seen.header("Impersonate-uid")).isEqualTo("7");
      assertThat(seen.headers().get("Impersonate-group")).containsExactlyInAnyOrder("x", "w");
      // kubernetes.io, "User impersonation": lower-case and percent-encoded.
      assertThat(seen.header("Impersonate-extra-acme.com%2fa%20b")).isEqualTo("p");
    }
  }

  @Test
  void theServersClockIsKnown() throws Exception {
    try (var server =
        new RawServer((_, _, out) ->
            out.write(
                RawServer.bytes(
                    "HTTP/1.1 200 OK\r\n"
                        + "Date: Tue, 03 Feb 2026 04:05:06 GMT\r\n"
                        + "Content-Length: 2\r\n\r\n"
                        + "ok")))) {
      Cluster cluster = connect(server.port());
      assertThat(cluster.time()).isAfter(Instant.parse("2026-02-04T00:00:00Z"));
      assertThat(Client.text(cluster)).isEqualTo("ok");
      assertThat(cluster.time()).isEqualTo("2026-02-03T04:05:06Z");
    }
  }

  @Test
  void nobodyListens() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(unreachable(connect(port)))
        .isEqualTo(
            "the connection to the server 127.0.0.1:%d was refused - did you specify the right host or port?"
                .formatted(port));
  }

  @Test
  void noSuchHost() throws Exception {
    Cluster cluster =
        new Client(folder).connect(new Options().server("http://no-such-host.invalid"));
    assertThat(unreachable(cluster)).isEqualTo("the host no-such-host.invalid is not known");
  }

  @Test
  void whatIsNotHttp() throws Exception {
    try (var server =
        new RawServer((_, _, out) -> out.write(RawServer.bytes("SSH-2.0-x\r\n\r\n")))) {
      assertThat(unreachable(connect(server.port())))
          .startsWith("the server 127.0.0.1:%d gave no usable answer".formatted(server.port()));
    }
  }

  @Test
  void wrongTimeouts() {
    assertThatThrownBy(() -> connect(1, new Options().requestTimeout("soon")))
        .hasMessageStartingWith("--request-timeout \"soon\" is no duration");
  }
}
