package io.svcaudit.kube;

import io.svcaudit.kube.Connection.Trust;
import io.svcaudit.kube.Credentials.ClientCertificate;
import io.svcaudit.kube.Kubeconfig.Entry;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.UsageException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who we are to the server: a user of the kubeconfig, with what the flags say instead.
record Users(
    ConnectionOptions options, Entry user, Path workingDirectory, boolean terminal, Clock clock) {

  Credentials credentials(Entry cluster, URI server, Trust trust) throws UsageException {
    // Like kubectl, nothing secret goes where everybody can read it.
    if (server.getScheme().equals("http")) return new Credentials.None(Optional.empty());
    Optional<ClientCertificate> certificate = certificate();
    String token = options.token().isEmpty() ? user.text("token") : options.token();
    Optional<Path> tokenFile = user.file("tokenFile");
    String name = options.username().isEmpty() ? user.text("username") : options.username();
    String password = options.password().isEmpty() ? user.text("password") : options.password();
    if (!options.username().isEmpty() && !options.token().isEmpty())
      throw new UsageException("--token and --username exclude each other; leave one out");
    if (!options.username().isEmpty()) return new Credentials.Basic(name, password, certificate);
    // As clientcmd has it, the file before the token of a kubeconfig, which may have grown old.
    if (options.token().isEmpty() && tokenFile.isPresent())
      return new Credentials.TokenFile(tokenFile.get(), clock, certificate);
    if (!token.isEmpty()) return new Credentials.Token(token, certificate);
    if (!name.isEmpty()) return new Credentials.Basic(name, password, certificate);
    if (user.node().get("exec") instanceof Mapping exec)
      return new Credentials.Plugin(plugin(exec, cluster, server, trust), clock);
    if (user.node().get("auth-provider") instanceof Mapping provider)
      return new Credentials.Token(idToken(provider), certificate);
    return new Credentials.None(certificate);
  }

  private Optional<ClientCertificate> certificate() throws UsageException {
    if (options.clientCertificate().isEmpty() && options.clientKey().isEmpty())
      return Connections.certificate(
          Connections.pem(user, "client-certificate"), Connections.pem(user, "client-key"));
    return Connections.certificate(
        flagFile(options.clientCertificate(), "--client-certificate"),
        flagFile(options.clientKey(), "--client-key"));
  }

  private Optional<byte[]> flagFile(String path, String flag) throws UsageException {
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(Connections.bytes(workingDirectory.resolve(path), flag));
  }

  /// The providers that were built into kubectl are gone, but for this one, which also had to keep
  /// its tokens fresh by writing into the kubeconfig; that is not for us.
  private String idToken(Mapping provider) throws UsageException {
    String name = provider.text("name").orElse("");
    String token = provider.text("config", "id-token").orElse("");
    if (name.equals("oidc") && isFresh(token)) return token;
    throw new UsageException(
        "the kubeconfig logs in with the auth provider \"%s\"%s; use a credential plugin (users[].user.exec) or --token"
            .formatted(
                name,
                name.equals("oidc") ? ", whose token has expired" : ", which kubectl has removed"));
  }

  /// Whether the second part of a JSON web token says that it still holds.
  private boolean isFresh(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) return false;
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
      var file =
          new SourceFile(
              "token.json",
              ".",
              new String(claims, StandardCharsets.UTF_8),
              SourceFile.Origin.NAMED);
      var documents = Manifests.read(file).documents();
      if (documents.isEmpty() || !(documents.getFirst().root() instanceof Mapping mapping))
        return false;
      Scalar expires = mapping.scalar("exp");
      return expires != null && expires.integer().orElse(0) > clock.instant().getEpochSecond();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private ExecPlugin plugin(Mapping exec, Entry cluster, URI server, Trust trust)
      throws UsageException {
    String version = exec.text("apiVersion").orElse("");
    if (!ExecPlugin.VERSIONS.contains(version))
      throw new UsageException(
          "the credential plugin of the kubeconfig wants %s; supported are client.authentication.k8s.io/v1 and v1beta1"
              .formatted(version.isEmpty() ? "no apiVersion" : version));
    if (exec.text("command").orElse("").isEmpty())
      throw new UsageException("the credential plugin of the kubeconfig names no command");
    var environment = new HashMap<String, String>();
    for (Mapping variable : exec.mappings("env"))
      environment.put(variable.text("name").orElse(""), variable.text("value").orElse(""));
    boolean interactive =
        switch (exec.text("interactiveMode").orElse("IfAvailable")) {
          case "Never" -> false;
          case "Always" -> {
            if (terminal) yield true;
            throw new UsageException(
                "the credential plugin of the kubeconfig has to ask the user, and there is no"
                    + " terminal");
          }
          default -> terminal;
        };
    boolean told = exec.isTrue("provideClusterInfo");
    return new ExecPlugin(
        version,
        ExecPlugin.command(exec, user.folder()),
        environment,
        exec.text("installHint").orElse(""),
        ExecInfo.json(
            version, interactive, told ? Optional.of(cluster) : Optional.empty(), server, trust),
        interactive,
        workingDirectory);
  }

  /// Each flag takes the place of its field.
  Identity identity() throws UsageException {
    List<String> groups = options.asGroups();
    var identity =
        new Identity(
            options.as().isEmpty() ? user.text("as") : options.as(),
            options.asUid().isEmpty() ? user.text("as-uid") : options.asUid(),
            groups.isEmpty() ? texts(user.node().items("as-groups")) : groups,
            extra());
    if (identity.user().isEmpty() && !identity.isOneself())
      throw new UsageException(
          "acting for a group, a uid or extra fields needs a user, too: --as NAME");
    return identity;
  }

  private Map<String, List<String>> extra() throws UsageException {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (String pair : options.asUserExtra()) {
      int equals = pair.indexOf('=');
      if (equals < 1)
        throw new UsageException("--as-user-extra \"%s\" is not key=value".formatted(pair));
      given
          .computeIfAbsent(pair.substring(0, equals), _ -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    Map<String, List<String>> extra = new LinkedHashMap<>();
    user.node()
        .mapping("as-user-extra")
        .entries()
        .forEach((key, entry) -> {
          if (entry.value() instanceof Sequence values) extra.put(key, texts(values.items()));
        });
    extra.putAll(given);
    return extra;
  }

  private static List<String> texts(List<Node> items) {
    return items.stream()
        .filter(Scalar.class::isInstance)
        .map(item -> ((Scalar) item).text())
        .toList();
  }
}
