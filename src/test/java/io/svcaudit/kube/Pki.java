package io.svcaudit.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Certificates as openssl makes them.
record Pki(Path folder) {
  static Pki in(Path folder) throws IOException, InterruptedException {
    var pki = new Pki(Files.createDirectories(folder));
    pki.authority("ca");
    return pki;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Pki authority(String name) throws IOException, InterruptedException {
    key(name, "EC");
    openssl(
        "req -x509 -new -key %1$s.key -subj /CN=%1$s -days 2 -out %1$s.crt -addext basicConstraints=critical,CA:true"
            .formatted(name));
    return this;
  }

  private void key(String name, String algorithm) throws IOException, InterruptedException {
    String options = algorithm.equals("EC") ? "ec_paramgen_curve:P-256" : "rsa_keygen_bits:2048";
    openssl("genpkey -algorithm %s -pkeyopt %s -out %s.key".formatted(algorithm, options, name));
  }

  /// @param names like `DNS:localhost,IP:127.0.0.1`
  /// @param days 0: expired long ago
  Pki server(String name, String names, int days) throws IOException, InterruptedException {
    key(name, "EC");
    Files.writeString(file(name + ".ext"), "subjectAltName=" + names + "\n");
    openssl("req -new -key %1$s.key -subj /CN=server -out %1$s.csr".formatted(name));
    if (days > 0)
      openssl(
          "x509 -req -in %1$s.csr -CA ca.crt -CAkey ca.key -set_serial 0x%2$x -extfile %1$s.ext -days %3$d -out %1$s.crt"
              .formatted(name, name.hashCode() & 0xFFFFFF, days));
    else expired(name);
    openssl(
        "pkcs12 -export -in %1$s.crt -inkey %1$s.key -out %1$s.p12 -passout pass:test"
            .formatted(name));
    return this;
  }

  /// Good in 2020 only: `openssl x509` before 3.4 knows no dates.
  private void expired(String name) throws IOException, InterruptedException {
    Files.writeString(file("index.txt"), "");
    Files.writeString(file("serial.txt"), "1000\n");
    Files.writeString(
        file("ca.cnf"),
        """
        [ca]
        default_ca = here
        [here]
        database = index.txt
        new_certs_dir = .
        serial = serial.txt
        default_md = sha256
        policy = any
        [any]
        commonName = supplied
        """);
    openssl(
        "ca -batch -notext -config ca.cnf -cert ca.crt -keyfile ca.key -in %1$s.csr -startdate 20200101000000Z -enddate 20210203040506Z -extfile %1$s.ext -out %1$s.crt"
            .formatted(name));
  }

  /// A client's certificate; its key is in PKCS#8.
  Pki client(String name, String algorithm) throws IOException, InterruptedException {
    key(name, algorithm);
    openssl("req -new -key %1$s.key -subj /O=team/CN=%1$s -out %1$s.csr".formatted(name));
    openssl(
        "x509 -req -in %1$s.csr -CA ca.crt -CAkey ca.key -set_serial 0x%2$x -days 2 -out %1$s.crt"
            .formatted(name, name.hashCode() & 0xFFFFFF));
    return this;
  }

  void openssl(String arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add("openssl");
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("openssl %s: %s", arguments, output).isZero();
  }

  /// For a server that takes any client's certificate.
  SSLContext context(String server) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file(server + ".p12"))) {
      store.load(in, "test".toCharArray());
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "test".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {new Tls.Anybody()}, null);
    return context;
  }
}
