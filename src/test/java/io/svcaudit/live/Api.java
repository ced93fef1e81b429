package io.svcaudit.live;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests to the API server in this process: a kubectl for each change of a Pod would be slow.
final class Api {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final String server;

  Api(String server, Path authority, Path certificate, Path key) {
    this.server = server;
    client = HttpClient.newBuilder().sslContext(tls(authority, certificate, key)).build();
  }

  private static SSLContext tls(Path authority, Path certificate, Path key) {
    try {
      return SSLUtils.sslContext(
          SSLUtils.keyManagers(
              null, certificate.toString(), null, key.toString(), "EC", "", null, null),
          SSLUtils.trustManagers(null, authority.toString(), false, null, null));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode get(String path) {
    return send("GET", path, "", "");
  }

  /// An answer as it comes.
  byte[] bytes(String path, String accept) {
    return served(path, accept)
        .orElseThrow(() -> new IllegalStateException(path + " is not served"));
  }

  /// The same; empty while the server does not have it.
  Optional<byte[]> served(String path, String accept) {
    HttpResponse<byte[]> answer = answer(path, accept);
    return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
  }

  /// What the server says of something that it does not have.
  byte[] refused(String path, String accept) {
    return answer(path, accept).body();
  }

  private HttpResponse<byte[]> answer(String path, String accept) {
    var request = HttpRequest.newBuilder(URI.create(server + path)).timeout(PATIENCE);
    try {
      return client.send(request.header("Accept", accept).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The objects of a list, which fits into one answer.
  List<JsonNode> list(String path) {
    return get(path).path("items").valueStream().toList();
  }

  JsonNode post(String path, Map<String, ?> object) {
    return send("POST", path, "application/json", JSON.writeValueAsString(object));
  }

  /// A merge patch: a list in it replaces the list that was there.
  void patch(String path, Map<String, ?> changes) {
    send("PATCH", path, "application/merge-patch+json", JSON.writeValueAsString(changes));
  }

  void delete(String path) {
    send("DELETE", path, "", "");
  }

  private JsonNode send(String method, String path, String type, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofString(body));
    if (!type.isEmpty()) request.header("Content-Type", type);
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2)
        throw new IllegalStateException(
            List.of(method, path, response.statusCode(), response.body(), body).stream()
                .map(String::valueOf)
                .collect(joining(" ")));
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
