package io.svcaudit.kube;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a Pod finds of its service account (kubernetes.io, "Accessing the Kubernetes API from a
/// Pod").
///
/// @param root of the file system
record ServiceAccount(Path root, Map<String, String> environment) {
  boolean exists() {
    return environment.containsKey("KUBERNETES_SERVICE_HOST") && Files.isReadable(tokenFile());
  }

  private Path file(String name) {
    return root.resolve("var/run/secrets/kubernetes.io/serviceaccount").resolve(name);
  }

  String server() {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    return "https://%s:%s".formatted(host.contains(":") ? "[" + host + "]" : host, port);
  }

  Path tokenFile() {
    return file("token");
  }

  Optional<byte[]> authority() {
    try {
      return Optional.of(Files.readAllBytes(file("ca.crt")));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  String namespace() {
    try {
      String namespace = Files.readString(file("namespace")).strip();
      return namespace.isEmpty() ? "default" : namespace;
    } catch (IOException _) {
      return "default";
    }
  }
}
