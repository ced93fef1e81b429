package io.svcaudit.kube;

import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/// A folder, an environment and the options that a test connects with.
final class Client {
  static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private boolean interactive;

  Client(Path folder) {
    this.folder = folder;
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", folder.resolve("home").toString());
  }

  Client with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Client interactive() {
    interactive = true;
    return this;
  }

  Client file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /// A program.
  Client script(String name, String text) throws IOException {
    file(name, "#!/bin/sh\n" + text);
    if (!folder.resolve(name).toFile().setExecutable(true)) throw new IOException(name);
    return this;
  }

  /// A kubeconfig with one cluster and one user, in `config`.
  Client kubeconfig(String cluster, String user) throws IOException {
    return file(
        "config",
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{name: here, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {%s}}]
        users: [{name: u, user: {%s}}]
        """
            .formatted(cluster, user));
  }

  /// What the flags, the files and the environment come to.
  Connection connection(Options options) throws UsageException {
    return new Connections(
            options.build(),
            environment,
            folder,
            folder.resolve("pod"),
            interactive,
            Clock.fixed(NOW, ZoneOffset.UTC))
        .resolve();
  }

  /// Connects by the file `config`.
  Cluster connect() throws UsageException {
    return connect(Options.config());
  }

  Cluster connect(Options options) throws UsageException {
    return Cluster.of(connection(options));
  }

  static String text(Cluster cluster) throws ApiFailure, UsageException {
    return cluster.get(
        "/api/v1/services?limit=2",
        "application/json",
        body -> new String(body.readAllBytes(), StandardCharsets.UTF_8));
  }
}
