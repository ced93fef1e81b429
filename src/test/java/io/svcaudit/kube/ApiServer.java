package io.svcaudit.kube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// Stands in for an API server: answers what it was told to, and notes who asked.
final class ApiServer implements AutoCloseable {
  /// @param client the subject of the client's certificate, or empty
  /// @param serverNames that the client asked for in the handshake
  record Seen(
      String path, Map<String, List<String>> headers, String client, List<String> serverNames) {
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  record Answer(int code, String body, Map<String, String> headers) {}

  private final HttpServer server;
  private volatile Function<String, Answer> usual = _ -> new Answer(200, "ok", Map.of());
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  private ApiServer(HttpServer server) {
    this.server = server;
    server.setExecutor(
        Executors.newCachedThreadPool(task -> Thread.ofPlatform().daemon().unstarted(task)));
    server.createContext("/", this::serve);
    server.start();
  }

  static ApiServer start() throws IOException {
    return new ApiServer(HttpServer.create(anyPort(), 0));
  }

  static ApiServer start(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = context.getDefaultSSLParameters();
            tls.setWantClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    return new ApiServer(server);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port();
  }

  /// Answers that are given once, in turn, before the usual `ok`.
  synchronized ApiServer then(int code, String body, Map<String, String> headers) {
    answers.add(new Answer(code, body, headers));
    return this;
  }

  /// What it answers otherwise, by path and query.
  ApiServer usually(Function<String, Answer> answer) {
    usual = answer;
    return this;
  }

  List<Seen> seen() {
    return seen;
  }

  private synchronized Answer next(String path) {
    return answers.isEmpty() ? usual.apply(path) : answers.poll();
  }

  private void serve(HttpExchange exchange) throws IOException {
    seen.add(
        new Seen(
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            client(exchange),
            serverNames(exchange)));
    Answer answer = next(exchange.getRequestURI().toString());
    byte[] body = answer.body().getBytes(StandardCharsets.ISO_8859_1);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.code(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static @Nullable ExtendedSSLSession session(HttpExchange exchange) {
    return exchange instanceof HttpsExchange https
            && https.getSSLSession() instanceof ExtendedSSLSession session
        ? session
        : null;
  }

  private static String client(HttpExchange exchange) {
    ExtendedSSLSession session = session(exchange);
    try {
      return session == null ? "" : session.getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException _) {
      return "";
    }
  }

  private static List<String> serverNames(HttpExchange exchange) {
    ExtendedSSLSession session = session(exchange);
    if (session == null) return List.of();
    return session.getRequestedServerNames().stream()
        .map(name -> ((SNIHostName) name).getAsciiName())
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
