package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.built.Built;
import io.svcaudit.built.Built.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers that are none: each ends the run in bounded time with one sentence and exit code 2.
class FailuresIT {
  static Stream<Built> built() {
    return Built.all();
  }

  /// Answers every request alike.
  @FunctionalInterface
  private interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private static Run against(Built built, Answer answer, String... arguments) throws IOException {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> serve(server, answer));
      var all = new String[arguments.length + 2];
      all[0] = "--server";
      all[1] = "http://127.0.0.1:" + server.getLocalPort();
      System.arraycopy(arguments, 0, all, 2, arguments.length);
      long start = System.nanoTime();
      Run run = Audits.run(built, all);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stdout()).isEmpty();
      assertThat(run.stderr()).startsWith("error: ").hasLineCount(1);
      return run;
    }
  }

  private static void serve(ServerSocket server, Answer answer) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofPlatform().daemon().start(() -> answer(client, answer));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void answer(Socket client, Answer answer) {
    try (client) {
      var in = client.getInputStream();
      for (int ends = 0; ends < 4; ) {
        int c = in.read();
        if (c < 0) return;
        ends = c == "\r\n\r\n".charAt(ends) ? ends + 1 : c == '\r' ? 1 : 0;
      }
      answer.write(client.getOutputStream());
      client.getOutputStream().flush();
    } catch (IOException _) {
      // The client went away.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(OutputStream out, String status, int length, String body)
      throws IOException {
    out.write(
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, length, body)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void send(OutputStream out, String status, String body) throws IOException {
    send(out, status, body.length(), body);
  }

  @ParameterizedTest
  @MethodSource("built")
  void aServerThatStalls(Built built) throws IOException {
    Run run = against(built, _ -> Thread.sleep(Duration.ofMinutes(5)), "--request-timeout", "1s");
    assertThat(run.stderr()).contains("did not answer in time");
  }

  @ParameterizedTest
  @MethodSource("built")
  void aServerThatStallsWithinAnAnswer(Built built) throws IOException {
    Run run =
        against(
            built,
            out -> {
              send(out, "200 OK", 1000, "{\"kind\":\"PodList\",\"items\":[");
              out.flush();
              Thread.sleep(Duration.ofMinutes(5));
            },
            "--request-timeout",
            "1s");
    assertThat(run.stderr()).contains("did not answer in time");
  }

  @ParameterizedTest
  @MethodSource("built")
  void aServerThatClosesInThePage(Built built) throws IOException {
    against(built, out -> send(out, "200 OK", 1000, "{\"items\":[{\"metadata\":{"));
  }

  @ParameterizedTest
  @MethodSource("built")
  void tooManyRequests(Built built) throws IOException {
    Run run = against(built, out -> send(out, "429 Too Many Requests", "{}"));
    assertThat(run.stderr()).contains("429");
  }

  @ParameterizedTest
  @MethodSource("built")
  void aBrokenServer(Built built) throws IOException {
    Run run =
        against(
            built,
            out ->
                send(
                    out,
                    "500 Internal Server Error",
                    "{\"kind\":\"Status\",\"message\":\"etcd is \\u001b[31mgone\"}"));
    assertThat(run.stderr()).contains("500", "etcd is \\u{1b}[31mgone");
  }

  @ParameterizedTest
  @MethodSource("built")
  void listsThatAreAlwaysTooOld(Built built) throws IOException {
    Run run =
        against(
            built,
            out -> send(out, "410 Gone", "{\"kind\":\"Status\",\"message\":\"too old\"}"),
            "--rule",
            "nodeport-conflict");
    assertThat(run.stderr()).contains("too old");
  }

  @ParameterizedTest
  @MethodSource("built")
  void whatIsNoJson(Built built) throws IOException {
    Run run = against(built, out -> send(out, "200 OK", "<html>welcome</html>"));
    assertThat(run.stderr()).contains("no usable answer");
  }

  @ParameterizedTest
  @MethodSource("built")
  void anObjectOf200Megabytes(Built built) throws IOException {
    byte[] piece =
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Run run =
        against(
            built,
            out -> {
              send(
                  out,
                  "200 OK",
                  Integer.MAX_VALUE,
                  "{\"kind\":\"ServiceList\",\"items\":[{\"spec\":{\"a\":[");
              for (int i = 0; i < (200 << 20) / piece.length; i++) out.write(piece);
            },
            "--rule",
            "nodeport-conflict");
    assertThat(run.stderr()).contains("more than 32 MiB");
  }

  @ParameterizedTest
  @MethodSource("built")
  void nobodyThere(Built built) {
    Run run = Audits.run(built, "--server", "https://127.0.0.1:1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr())
        .isEqualTo(
            "error: the connection to the server 127.0.0.1:1 was refused - did you specify the"
                + " right host or port?\n");
  }
}
