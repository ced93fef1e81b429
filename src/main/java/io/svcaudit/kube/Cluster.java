package io.svcaudit.kube;

import io.svcaudit.source.ApiStatus;
import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/// An API server, to be asked with GET. Safe for several threads.
///
/// The HTTP of the JDK that blocks, and not `java.net.http`: it takes a name for the certificate
/// and SOCKS proxies, and notices a server that falls silent within an answer.
public final class Cluster {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// A server that sends nothing for so long has stopped.
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final int TRIES = 3;

  private final Connection connection;
  private final String userAgent;
  private final Duration silence;
  private volatile @Nullable Tls tls;
  private final AtomicReference<@Nullable Instant> time = new AtomicReference<>();

  private Cluster(Connection connection, String userAgent, Duration silence) {
    this.connection = connection;
    this.userAgent = userAgent;
    this.silence = silence;
  }

  /// Decides how to reach the cluster; nothing is sent yet.
  ///
  /// @param terminal whether the user can be asked, by a credential plugin
  /// @param version of this program
  /// @throws UsageException if nothing says which cluster, or what says it cannot be used
  public static Cluster of(
      ConnectionOptions options,
      Map<String, String> environment,
      Path workingDirectory,
      boolean terminal,
      String version)
      throws UsageException {
    var connections =
        new Connections(
            options,
            environment,
            workingDirectory,
            workingDirectory.resolve("/"),
            terminal,
            Clock.systemUTC());
    return new Cluster(connections.resolve(), "kubectl-svc_audit/" + version, SILENCE);
  }

  static Cluster of(Connection connection) {
    return of(connection, SILENCE);
  }

  /// @param silence how long a server may send nothing, if the user sets no bound
  static Cluster of(Connection connection, Duration silence) {
    return new Cluster(connection, "kubectl-svc_audit/test", silence);
  }

  /// The context's name; `in-cluster` for the service account of a Pod; empty if flags alone say
  /// where it is.
  public String context() {
    return connection.context();
  }

  /// The namespace that the user works in: of the flag, or of the context, or `default`.
  public String namespace() {
    return connection.namespace();
  }

  /// When the server answered for the first time, by its own clock; ours if it does not tell.
  Instant time() {
    Instant known = time.get();
    return known == null ? Instant.now() : known;
  }

  /// Asks for a path and reads the answer. Tries again what may go better the next time: at most
  /// three times, and never longer than a few seconds in between.
  ///
  /// @param path from `/api` or `/apis` on, with its query
  /// @param accept the media types that the reader understands
  <T> T get(String path, String accept, BodyReader<T> reader) throws ApiFailure, UsageException {
    return get(() -> sent(path, accept), path, accept, reader);
  }

  /// Asks for a path now; the answer is used later. So the server can work on it meanwhile.
  Ahead ahead(String path, String accept) {
    return new Ahead(this, path, accept);
  }

  /// Reads what was asked for.
  <T> T get(Ahead ahead, BodyReader<T> reader) throws ApiFailure, UsageException {
    return get(ahead::reply, ahead.path(), ahead.accept(), reader);
  }

  /// @param first the answer to the first try
  private <T> T get(Sending first, String path, String accept, BodyReader<T> reader)
      throws ApiFailure, UsageException {
    boolean renewed = false;
    Sending sending = first;
    for (int attempt = 1; ; attempt++, sending = () -> sent(path, accept)) {
      switch (ask(sending, reader)) {
        case Answer.Read<T>(var value) -> {
          return value;
        }
        case Answer.Failed<T>(var failure, var again, var pause) -> {
          if (failure instanceof ApiFailure.Unauthorized
              && !renewed
              && connection.credentials().renew()) {
            renewed = true;
            tls = null;
            continue;
          }
          if (!again || attempt == TRIES) throw failure;
          pause(pause.multipliedBy(attempt), failure);
        }
      }
    }
  }

  private static void pause(Duration pause, ApiFailure failure) throws ApiFailure {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  /// What came of one request.
  private sealed interface Answer<T> {
    record Read<T>(T value) implements Answer<T> {}

    /// @param again whether it may go better the next time, after a pause
    record Failed<T>(ApiFailure failure, boolean again, Duration pause) implements Answer<T> {}
  }

  /// Comes back when the server has begun to answer.
  @FunctionalInterface
  interface Sending {
    Reply reply() throws IOException, UsageException;
  }

  /// What a server answers, its body not yet read.
  ///
  /// @param body only of an answer with status 200
  record Reply(HttpURLConnection request, int status, InputStream body) {}

  Reply sent(String path, String accept) throws IOException, UsageException {
    HttpURLConnection request = request(path, accept);
    try {
      int status = request.getResponseCode();
      if (status < 0) throw new ProtocolException("it does not speak HTTP");
      long date = request.getDate();
      if (date > 0) time.compareAndSet(null, Instant.ofEpochMilli(date));
      boolean ok = status == HttpURLConnection.HTTP_OK;
      return new Reply(request, status, ok ? body(request) : InputStream.nullInputStream());
    } catch (IOException e) {
      request.disconnect();
      throw e;
    }
  }

  private <T> Answer<T> ask(Sending sending, BodyReader<T> reader) throws UsageException {
    try {
      Reply reply = sending.reply();
      if (reply.status() != HttpURLConnection.HTTP_OK)
        return Failures.of(reply.status(), reply.request());
      try (InputStream body = reply.body()) {
        return new Answer.Read<>(reader.read(body));
      }
    } catch (IOException e) {
      return new Answer.Failed<>(
          new ApiFailure.Unreachable(Trouble.with(connection.server(), connection.proxy(), e)),
          Trouble.mayPass(e),
          Duration.ofMillis(500));
    }
  }

  private InputStream body(HttpURLConnection request) throws IOException {
    InputStream in = request.getInputStream();
    Duration bound = connection.requestTimeout().orElse(Duration.ZERO);
    if (!bound.isZero()) in = new Bounded(in, bound);
    boolean zipped = "gzip".equalsIgnoreCase(request.getContentEncoding());
    return zipped ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private HttpURLConnection request(String path, String accept) throws IOException, UsageException {
    var url = URI.create(connection.server() + path).toURL();
    // Java keeps passwords from proxies of https unless it is told before its first connection.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    Proxy proxy = connection.proxy().map(ProxyServer::proxy).orElse(Proxy.NO_PROXY);
    var request = (HttpURLConnection) url.openConnection(proxy);
    if (request instanceof HttpsURLConnection https) https.setSSLSocketFactory(tls());
    connection
        .proxy()
        .filter(p -> !p.user().isEmpty())
        .ifPresent(p -> request.setAuthenticator(new ProxyLogin(p)));
    request.setInstanceFollowRedirects(false);
    request.setUseCaches(false);
    request.setConnectTimeout((int) CONNECT.toMillis());
    Duration bound = connection.requestTimeout().orElse(silence);
    request.setReadTimeout((int) Math.min(bound.toMillis(), Integer.MAX_VALUE));
    request.setRequestProperty("Accept", accept);
    request.setRequestProperty("User-Agent", userAgent);
    if (connection.compression()) request.setRequestProperty("Accept-Encoding", "gzip");
    connection
        .credentials()
        .authorization()
        .ifPresent(value -> request.setRequestProperty("Authorization", value));
    impersonate(request);
    return request;
  }

  private Tls tls() throws UsageException {
    Tls known = tls;
    if (known != null) return known;
    synchronized (this) {
      if (tls == null) tls = Tls.of(connection.trust(), connection.credentials().certificate());
      return Objects.requireNonNull(tls);
    }
  }

  /// kubernetes.io, "User impersonation": keys of extra fields are percent-encoded.
  private void impersonate(HttpURLConnection request) {
    Identity identity = connection.identity();
    if (!identity.user().isEmpty()) request.setRequestProperty("Impersonate-User", identity.user());
    if (!identity.uid().isEmpty()) request.setRequestProperty("Impersonate-Uid", identity.uid());
    for (String group : identity.groups()) request.addRequestProperty("Impersonate-Group", group);
    for (Map.Entry<String, List<String>> extra : identity.extra().entrySet()) {
      String key =
          URLEncoder.encode(extra.getKey().toLowerCase(Locale.ROOT), StandardCharsets.UTF_8)
              .replace("+", "%20");
      for (String value : extra.getValue())
        request.addRequestProperty("Impersonate-Extra-" + key, value);
    }
  }

  /// Answers the proxy, and nobody else.
  private static final class ProxyLogin extends Authenticator {
    private final ProxyServer proxy;

    ProxyLogin(ProxyServer proxy) {
      this.proxy = proxy;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      return getRequestorType() == RequestorType.PROXY
          ? new PasswordAuthentication(proxy.user(), proxy.password().toCharArray())
          : null;
    }
  }

  /// Turns an answer that is none into a failure.
  private static final class Failures {
    private static final int MOST = 64 << 10;

    static <T> Answer<T> of(int status, HttpURLConnection request) {
      String said = message(request);
      ApiFailure failure =
          switch (status) {
            case 401 ->
                new ApiFailure.Unauthorized(
                    "you must be logged in to the server (%s)"
                        .formatted(said.isEmpty() ? "Unauthorized" : said));
            case 403 -> new ApiFailure.Forbidden(said.isEmpty() ? "the server forbids it" : said);
            case 404 ->
                new ApiFailure.NotFound(said.isEmpty() ? "the server does not have it" : said);
            case 407 ->
                new ApiFailure.Unreachable(
                    "the proxy on the way to the server asks for another user and password (407)");
            case 410 -> new ApiFailure.Gone(said.isEmpty() ? "the list is too old" : said);
            default ->
                new ApiFailure.Refused(
                    "the server answered %d%s"
                        .formatted(status, said.isEmpty() ? "" : ": " + said));
          };
      boolean again = status == 429 || status == 500 || (status >= 502 && status <= 504);
      return new Answer.Failed<>(failure, again, pause(request));
    }

    /// What the server asks for, but no more than five seconds.
    private static Duration pause(HttpURLConnection request) {
      String asked = request.getHeaderField("Retry-After");
      return asked != null && asked.matches("\\d{1,4}")
          ? Duration.ofSeconds(Math.min(5, Long.parseLong(asked)))
          : Duration.ofMillis(500);
    }

    private static String message(HttpURLConnection request) {
      try (InputStream error = request.getErrorStream()) {
        if (error == null) return "";
        boolean zipped = "gzip".equalsIgnoreCase(request.getContentEncoding());
        InputStream in = zipped ? new GZIPInputStream(error) : error;
        return ApiStatus.message(in.readNBytes(MOST));
      } catch (IOException _) {
        // The status says the most.
        return "";
      }
    }
  }
}
