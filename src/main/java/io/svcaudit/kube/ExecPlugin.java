package io.svcaudit.kube;

import io.svcaudit.kube.Credentials.ClientCertificate;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A program that gives out credentials (kubernetes.io, "client-go credential plugins"). It is
/// started as it is, not by a shell, and what it says on its standard error goes to the user.
///
/// @param apiVersion what it has to answer in
/// @param command a path is relative to the kubeconfig's folder, a name is looked for on the PATH
/// @param environment what it gets on top of ours
/// @param installHint what the kubeconfig says to those who do not have it
/// @param info the value of `KUBERNETES_EXEC_INFO`
/// @param inheritsInput whether it may ask the user
record ExecPlugin(
    String apiVersion,
    List<String> command,
    Map<String, String> environment,
    String installHint,
    String info,
    boolean inheritsInput,
    Path workingDirectory) {
  static final Set<String> VERSIONS =
      Set.of("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1");

  /// @param expires empty if it holds for the whole run
  record Credential(
      Optional<String> token, Optional<ClientCertificate> certificate, Optional<Instant> expires) {}

  Credential run() throws UsageException {
    var builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    if (inheritsInput) builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    builder.environment().put("KUBERNETES_EXEC_INFO", info);
    String name = command.getFirst();
    try {
      Process process = builder.start();
      if (!inheritsInput) process.getOutputStream().close();
      byte[] printed = process.getInputStream().readAllBytes();
      int exitCode = process.waitFor();
      if (exitCode != 0)
        throw new UsageException(
            "getting credentials: the plugin %s failed with exit code %d"
                .formatted(name, exitCode));
      return credential(new String(printed, StandardCharsets.UTF_8));
    } catch (IOException e) {
      String hint = installHint.isBlank() ? "" : "\n" + installHint.strip();
      throw new UsageException(
          "getting credentials: cannot start the plugin %s: %s%s"
              .formatted(name, e.getMessage(), hint));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UsageException("getting credentials: interrupted");
    }
  }

  /// What it printed is never shown: it may hold a token.
  private Credential credential(String printed) throws UsageException {
    var file = new SourceFile("credential.json", ".", printed, SourceFile.Origin.NAMED);
    var contents = Manifests.read(file);
    if (contents.documents().size() != 1
        || !(contents.documents().getFirst().root() instanceof Mapping root)
        || !root.text("kind").orElse("").equals("ExecCredential"))
      throw new UsageException(
          "getting credentials: the plugin %s printed no ExecCredential in JSON"
              .formatted(command.getFirst()));
    String version = root.text("apiVersion").orElse("");
    if (!version.equals(apiVersion))
      throw new UsageException(
          "getting credentials: the plugin %s answers in %s, the kubeconfig asks for %s"
              .formatted(command.getFirst(), version, apiVersion));
    Mapping status = root.mapping("status");
    var token = status.text("token").filter(text -> !text.isEmpty());
    var certificate = status.text("clientCertificateData");
    var key = status.text("clientKeyData");
    if (certificate.isPresent() != key.isPresent() || (token.isEmpty() && key.isEmpty()))
      throw new UsageException(
          "getting credentials: the plugin %s gave neither a token nor a certificate with its key"
              .formatted(command.getFirst()));
    return new Credential(
        token,
        certificate.map(text -> new ClientCertificate(bytes(text), bytes(key.orElseThrow()))),
        status.text("expirationTimestamp").flatMap(ExecPlugin::instant));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// The command line of the `exec` section of a user.
  static List<String> command(Mapping exec, Path folder) {
    var line = new ArrayList<String>();
    String program = exec.text("command").orElse("");
    boolean isPath = program.contains("/") || program.contains("\\");
    line.add(isPath ? folder.resolve(program).toString() : program);
    exec.items("args")
        .forEach(item -> {
          if (item instanceof Scalar scalar) line.add(scalar.text());
        });
    return line;
  }
}
