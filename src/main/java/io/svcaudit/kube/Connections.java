package io.svcaudit.kube;

import io.svcaudit.kube.Connection.Trust;
import io.svcaudit.kube.Credentials.ClientCertificate;
import io.svcaudit.kube.Kubeconfig.Entry;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides how to reach the cluster, as kubectl decides it (k8s.io/client-go, clientcmd): flags
/// before the kubeconfig, and the service account of a Pod where there is neither.
///
/// @param pod the root of the file system, below which a Pod has its service account and a system
///   its authorities
/// @param terminal whether a user could be asked
record Connections(
    ConnectionOptions options,
    Map<String, String> environment,
    Path workingDirectory,
    Path pod,
    boolean terminal,
    Clock clock) {

  /// Where Linux distributions keep the authorities that are trusted, of a company's own too; Go
  /// looks there in this order (`crypto/x509`, root_linux.go).
  private static final List<String> AUTHORITIES =
      List.of(
          "etc/ssl/certs/ca-certificates.crt",
          "etc/pki/tls/certs/ca-bundle.crt",
          "etc/ssl/ca-bundle.pem",
          "etc/pki/tls/cacert.pem",
          "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem");

  Connection resolve() throws UsageException {
    Kubeconfig kubeconfig = Kubeconfig.read(options.kubeconfig(), environment, workingDirectory);
    if (kubeconfig.isEmpty() && options.server().isEmpty()) {
      var account = new ServiceAccount(pod, environment);
      if (account.exists()) return inCluster(account);
      throw new UsageException(
          "no cluster is configured: there is no kubeconfig (--kubeconfig, KUBECONFIG or"
              + " ~/.kube/config); to audit manifests, name files or directories");
    }
    String contextName =
        options.context().isEmpty() ? kubeconfig.currentContext() : options.context();
    Entry nothing = Entry.none(workingDirectory);
    Entry context = entry("context", contextName, kubeconfig.contexts(), nothing);
    if (contextName.isEmpty() && options.server().isEmpty() && options.cluster().isEmpty())
      throw new UsageException(
          "the kubeconfig names no current context; use --context NAME, or"
              + " 'kubectl config use-context NAME'");
    String clusterName = first(options.cluster(), context.text("cluster"));
    Entry cluster = named(options.cluster(), context, "cluster", kubeconfig.clusters(), nothing);
    Entry user = named(options.user(), context, "user", kubeconfig.users(), nothing);
    Trust trust = trust(cluster);
    URI server = server(first(options.server(), cluster.text("server")), clusterName);
    var users = new Users(options, user, workingDirectory, terminal, clock);
    return new Connection(
        contextName,
        first(options.namespace(), first(context.text("namespace"), "default")),
        server,
        trust,
        users.credentials(cluster, server, trust),
        users.identity(),
        ProxyServer.of(cluster.text("proxy-url"), server, environment),
        requestTimeout(),
        !options.disableCompression() && !cluster.node().isTrue("disable-compression"));
  }

  private static String first(String flag, String configured) {
    return flag.isEmpty() ? configured : flag;
  }

  private static Entry entry(String what, String name, Map<String, Entry> all, Entry nothing)
      throws UsageException {
    if (name.isEmpty()) return nothing;
    Entry entry = all.get(name);
    if (entry != null) return entry;
    throw new UsageException("%s \"%s\" does not exist in the kubeconfig".formatted(what, name));
  }

  /// What a flag names, or else the context, in whose place the message says so.
  private static Entry named(
      String flag, Entry context, String field, Map<String, Entry> all, Entry nothing)
      throws UsageException {
    Scalar written = context.node().scalar(field);
    if (!flag.isEmpty() || written == null) return entry(field, flag, all, nothing);
    try {
      return entry(field, written.text(), all, nothing);
    } catch (UsageException e) {
      throw new UsageException("%s: %s".formatted(written.span(), e.getMessage()));
    }
  }

  private Connection inCluster(ServiceAccount account) throws UsageException {
    URI server = server(account.server(), "");
    return new Connection(
        "in-cluster",
        first(options.namespace(), account.namespace()),
        server,
        new Trust(
            options.certificateAuthority().isEmpty()
                ? account.authority()
                : file(options.certificateAuthority(), "--certificate-authority"),
            systemAuthorities(),
            "",
            false),
        options.token().isEmpty()
            ? new Credentials.TokenFile(account.tokenFile(), clock, Optional.empty())
            : new Credentials.Token(options.token(), Optional.empty()),
        new Users(options, Entry.none(workingDirectory), workingDirectory, terminal, clock)
            .identity(),
        ProxyServer.of("", server, environment),
        requestTimeout(),
        !options.disableCompression());
  }

  private Optional<Duration> requestTimeout() throws UsageException {
    if (options.requestTimeout().isEmpty()) return Optional.empty();
    return Optional.of(GoDuration.parse("--request-timeout", options.requestTimeout()));
  }

  private static URI server(String text, String cluster) throws UsageException {
    String written = text.contains("://") ? text : "https://" + text;
    try {
      URI uri = URI.create(written.replaceAll("/+$", ""));
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && !text.isEmpty()) return uri;
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new UsageException(
        text.isEmpty()
            ? "cluster \"%s\" has no server in the kubeconfig".formatted(cluster)
            : "the server \"%s\" is no address like https://host:6443".formatted(text));
  }

  /// A flag for one of the two ways takes the place of both.
  private Trust trust(Entry cluster) throws UsageException {
    boolean insecureFlag = options.insecureSkipTlsVerify().orElse(false);
    boolean flags = insecureFlag || !options.certificateAuthority().isEmpty();
    Optional<byte[]> authority =
        flags
            ? file(options.certificateAuthority(), "--certificate-authority")
            : pem(cluster, "certificate-authority");
    boolean anybody = flags ? insecureFlag : cluster.node().isTrue("insecure-skip-tls-verify");
    if (options.insecureSkipTlsVerify().isPresent() && !insecureFlag) anybody = false;
    if (anybody && authority.isPresent())
      throw new UsageException(
          "a certificate authority and insecure-skip-tls-verify exclude each other; leave one out");
    // Another server has another name.
    String configured = options.server().isEmpty() ? cluster.text("tls-server-name") : "";
    return new Trust(
        authority, systemAuthorities(), first(options.tlsServerName(), configured), anybody);
  }

  private Optional<Path> systemAuthorities() {
    String named = environment.getOrDefault("SSL_CERT_FILE", "");
    if (!named.isEmpty()) return Optional.of(workingDirectory.resolve(named));
    return AUTHORITIES.stream().map(pod::resolve).filter(Files::isReadable).findFirst();
  }

  private Optional<byte[]> file(String path, String flag) throws UsageException {
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(bytes(workingDirectory.resolve(path), flag));
  }

  /// What a field holds in base64 (`…-data`), or else the file that it names.
  static Optional<byte[]> pem(Entry entry, String field) throws UsageException {
    String data = entry.text(field + "-data");
    if (data.isEmpty()) {
      Optional<Path> file = entry.file(field);
      return file.isEmpty() ? Optional.empty() : Optional.of(bytes(file.get(), field));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(data.replaceAll("\\s", "")));
    } catch (IllegalArgumentException _) {
      throw new UsageException("%s-data in the kubeconfig is not base64".formatted(field));
    }
  }

  static byte[] bytes(Path file, String what) throws UsageException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw new UsageException("cannot read %s %s: it does not exist".formatted(what, file));
    } catch (IOException e) {
      throw new UsageException("cannot read %s %s: %s".formatted(what, file, e.getMessage()));
    }
  }

  static Optional<ClientCertificate> certificate(Optional<byte[]> certificate, Optional<byte[]> key)
      throws UsageException {
    if (certificate.isPresent() != key.isPresent())
      throw new UsageException("a client certificate and its key have to be given together");
    return certificate.map(pem -> new ClientCertificate(pem, key.orElseThrow()));
  }
}
