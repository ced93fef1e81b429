package io.svcaudit.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.svcaudit.kube.ApiFailure.Unreachable;
import io.svcaudit.source.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
  @TempDir static Path shared;
  private static Pki pki;

  @TempDir Path folder;

  @BeforeAll
  static void certificates() throws Exception {
    pki = Pki.in(shared).authority("other");
    pki.server("local", "DNS:localhost,IP:127.0.0.1", 2);
    pki.server("inner", "DNS:api.inner,DNS:api", 2);
    pki.server("expired", "IP:127.0.0.1", 0);
    pki.client("rsa", "RSA").client("ec", "EC");
    pki.openssl("pkey -in rsa.key -traditional -out rsa-pkcs1.key");
    pki.openssl("pkey -in ec.key -traditional -out ec-sec1.key");
    Files.writeString(
        pki.file("ec-params.key"),
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
            + Files.readString(pki.file("ec-sec1.key")));
  }

  private static String authority(String name) {
    return "certificate-authority: '%s'".formatted(pki.file(name));
  }

  private Client client(ApiServer server, String cluster, String user) throws Exception {
    return new Client(folder).kubeconfig("server: '%s', %s".formatted(server.url(), cluster), user);
  }

  private static String base64(String file) throws Exception {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(pki.file(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, rsa.key, BEGIN PRIVATE KEY",
    "rsa, rsa-pkcs1.key, BEGIN RSA PRIVATE KEY",
    "ec, ec.key, BEGIN PRIVATE KEY",
    "ec, ec-sec1.key, BEGIN EC PRIVATE KEY",
    "ec, ec-params.key, BEGIN EC PARAMETERS"
  })
  void showsTheClientCertificate(String name, String key, String form) throws Exception {
    assertThat(pki.file(key)).content().contains(form);
    try (ApiServer server = ApiServer.start(pki.context("local"))) {
      String files =
          "client-certificate: '%s', client-key: '%s'"
              .formatted(pki.file(name + ".crt"), pki.file(key));
      Client byFiles = client(server, authority("ca.crt"), files);
      assertThat(Client.text(byFiles.connect())).isEqualTo("ok");
      String data =
          "client-certificate-data: %s, client-key-data: %s"
              .formatted(base64(name + ".crt"), base64(key));
      Client byData = client(server, "certificate-authority-data: " + base64("ca.crt"), data);
      assertThat(Client.text(byData.connect())).isEqualTo("ok");
      assertThat(server.seen())
          .extracting(ApiServer.Seen::client)
          .containsExactly("CN=" + name + ",O=team", "CN=" + name + ",O=team");
    }
  }

  @Test
  void asksForTheServerNameAndChecksIt() throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("inner"))) {
      String cluster = authority("ca.crt") + ", tls-server-name: api.inner";
      assertThat(Client.text(client(server, cluster, "token: t").connect())).isEqualTo("ok");
      assertThat(server.seen().getFirst().serverNames()).containsExactly("api.inner");

      String wrong = authority("ca.crt") + ", tls-server-name: api.outer";
      assertThat(failure(client(server, wrong, "token: t")))
          .contains("its certificate is for another name")
          .contains("api.outer");
    }
  }

  @Test
  void theOptionTlsServerNameWins() throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("inner"))) {
      String cluster = authority("ca.crt") + ", tls-server-name: api.outer";
      assertThat(
              Client.text(
                  client(server, cluster, "token: t")
                      .connect(Options.config().tlsServerName("api"))))
          .isEqualTo("ok");
    }
  }

  private static String failure(Client client) throws Exception {
    Cluster cluster = client.connect();
    return catchThrowableOfType(Unreachable.class, () -> Client.text(cluster)).getMessage();
  }

  @Test
  void saysWhatIsWrongWithACertificate() throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("inner"))) {
      String where = "cannot trust the server 127.0.0.1:" + server.port();
      assertThat(failure(client(server, authority("ca.crt"), "")))
          .startsWith(where + ": its certificate is for another name")
          .contains("tls-server-name");
      assertThat(failure(client(server, authority("other.crt"), "")))
          .startsWith(where + ": its certificate is signed by an unknown authority")
          .contains("certificate-authority");
      // Without an authority, those of the system count.
      assertThat(failure(client(server, "disable-compression: true", "")))
          .contains("its certificate is signed by an unknown authority");
    }
    try (ApiServer server = ApiServer.start(pki.context("expired"))) {
      assertThat(failure(client(server, authority("ca.crt"), "")))
          .contains("its certificate has expired")
          .contains("2021");
    }
  }

  /// As Go has it, on which kubectl stands.
  @Test
  void theSystemsAuthoritiesCountWithoutOneOfItsOwn() throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("local"))) {
      String none = "disable-compression: true";
      Client named = client(server, none, "").with("SSL_CERT_FILE", pki.file("ca.crt").toString());
      assertThat(Client.text(named.connect())).isEqualTo("ok");
      Client installed =
          client(server, none, "")
              .file(
                  "pod/etc/pki/tls/certs/ca-bundle.crt",
                  "# A company\n" + Files.readString(pki.file("ca.crt")));
      assertThat(Client.text(installed.connect())).isEqualTo("ok");
      // They do not vouch for a cluster that has an authority.
      assertThat(failure(client(server, authority("other.crt"), "")))
          .contains("signed by an unknown authority");
      Client gone = client(server, none, "").with("SSL_CERT_FILE", "gone.crt");
      assertThat(unusable(gone)).contains("gone.crt");
    }
  }

  @Test
  void aFileMayHoldSeveralAuthorities() throws Exception {
    Files.writeString(
        pki.file("both.crt"),
        Files.readString(pki.file("other.crt")) + Files.readString(pki.file("ca.crt")));
    try (ApiServer server = ApiServer.start(pki.context("local"))) {
      assertThat(Client.text(client(server, authority("both.crt"), "").connect())).isEqualTo("ok");
    }
  }

  @Test
  void takesAnyCertificateIfToldTo() throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("expired"))) {
      String told = "insecure-skip-tls-verify: true";
      assertThat(Client.text(client(server, told, "token: t").connect())).isEqualTo("ok");
      // The option takes the kubeconfig's authority away, as in kubectl.
      assertThat(
              Client.text(
                  client(server, authority("other.crt"), "token: t")
                      .connect(Options.config().insecureSkipTlsVerify(true))))
          .isEqualTo("ok");
      assertThatThrownBy(() -> client(server, authority("ca.crt") + ", " + told, "").connect())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("exclude each other");
    }
    // The name does not matter either, not even one that was given.
    try (ApiServer server = ApiServer.start(pki.context("inner"))) {
      String told = "insecure-skip-tls-verify: true, tls-server-name: api.outer";
      assertThat(Client.text(client(server, told, "").connect())).isEqualTo("ok");
      assertThat(server.seen().getFirst().serverNames()).containsExactly("api.outer");
    }
  }

  @Test
  void theOptionForAnAuthorityTakesTheKubeconfigsPlace() throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("local"))) {
      Options options = Options.config().certificateAuthority(pki.file("ca.crt").toString());
      assertThat(Client.text(client(server, authority("other.crt"), "").connect(options)))
          .isEqualTo("ok");
      assertThat(Client.text(client(server, "insecure-skip-tls-verify: true", "").connect(options)))
          .isEqualTo("ok");
    }
  }

  @Test
  void noTlsWhereItIsExpected() throws Exception {
    // What Go's servers say.
    try (var server = RawServer.saying("HTTP/1.0 400 Bad Request\r\n\r\nno TLS here")) {
      Client client =
          new Client(folder)
              .kubeconfig(
                  "server: 'https://127.0.0.1:%d', %s"
                      .formatted(server.port(), authority("ca.crt")),
                  "");
      assertThat(failure(client)).contains("does not speak TLS");
    }
  }

  private static String unusable(Client client) {
    return String.valueOf(
        catchThrowableOfType(UsageException.class, () -> Client.text(client.connect()))
            .getMessage());
  }

  @Test
  void unusableFilesAreNamedAndNotShown() throws Exception {
    try (ApiServer server = ApiServer.start(pki.context("local"))) {
      pki.openssl("pkey -in rsa.key -aes128 -passout pass:secret -out encrypted.key");
      String files = "client-certificate: '%s', client-key: '%s'";
      String certificate = pki.file("rsa.crt").toString();
      assertThat(
              unusable(
                  client(
                      server,
                      authority("ca.crt"),
                      files.formatted(certificate, pki.file("encrypted.key")))))
          .contains("encrypted");
      assertThat(
              unusable(
                  client(server, authority("ca.crt"), files.formatted(certificate, "gone.key"))))
          .contains("client-key")
          .contains("gone.key")
          .contains("does not exist");
      assertThat(
              unusable(
                  client(
                      server,
                      authority("ca.crt"),
                      "client-certificate: '%s'".formatted(certificate))))
          .contains("have to be given together");
      assertThat(unusable(client(server, authority("rsa.key"), "")))
          .contains("certificate authority")
          .doesNotContain("BEGIN");
      assertThat(unusable(client(server, "certificate-authority-data: '****'", "")))
          .contains("certificate-authority-data")
          .contains("base64");
    }
  }
}
