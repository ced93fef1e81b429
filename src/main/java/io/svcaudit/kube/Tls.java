package io.svcaudit.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.svcaudit.kube.Connection.Trust;
import io.svcaudit.kube.Credentials.ClientCertificate;
import io.svcaudit.source.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Connections that are encrypted, to a server that is the one we mean.
final class Tls extends SSLSocketFactory {
  /// What `openssl ecparam -genkey` writes before the key; the library takes it for the key.
  private static final Pattern PARAMETERS =
      Pattern.compile("(?s)-----BEGIN EC PARAMETERS-----.*?-----END EC PARAMETERS-----\\s*");

  private final SSLSocketFactory sockets;
  private final String serverName;

  private Tls(SSLSocketFactory sockets, String serverName) {
    this.sockets = sockets;
    this.serverName = serverName;
  }

  static Tls of(Trust trust, Optional<ClientCertificate> certificate) throws UsageException {
    KeyManager[] keys = certificate.isPresent() ? keys(certificate.get()) : new KeyManager[0];
    return new Tls(SSLUtils.sslContext(keys, trust(trust)).getSocketFactory(), trust.serverName());
  }

  private static KeyManager[] keys(ClientCertificate certificate) throws UsageException {
    String pem =
        PARAMETERS.matcher(new String(certificate.key(), StandardCharsets.UTF_8)).replaceAll("");
    if (pem.contains("ENCRYPTED"))
      throw new UsageException(
          "the client key is encrypted, which kubectl does not read either; decrypt it, say with"
              + " 'openssl pkey'");
    // The library hands the key on in a store that never leaves the memory: ten thousand rounds to
    // encrypt it there, and as many to decrypt it, would take longer than the whole handshake.
    System.setProperty("keystore.pkcs12.keyPbeIterationCount", "1");
    try {
      return SSLUtils.keyManagers(
          Base64.getEncoder().encodeToString(certificate.certificate()),
          null,
          Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)),
          null,
          algorithm(pem),
          "",
          null,
          null);
    } catch (GeneralSecurityException
        | IOException
        | IllegalArgumentException
        | KubernetesClientException e) {
      throw new UsageException(
          "cannot use the client certificate and its key: %s".formatted(e.getMessage()));
    }
  }

  /// A key in PKCS #8 says itself what it is: the object identifier 1.2.840.10045.2.1 for elliptic
  /// curves, which the library takes for RSA unless it is told.
  private static String algorithm(String pem) {
    if (pem.contains("BEGIN EC PRIVATE KEY")) return "EC";
    String body = pem.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----(.*?)-----END.*", "$1");
    if (body.equals(pem)) return "RSA";
    byte[] der = Base64.getMimeDecoder().decode(body);
    byte[] curve = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};
    String text = new String(der, StandardCharsets.ISO_8859_1);
    return text.contains(new String(curve, StandardCharsets.ISO_8859_1)) ? "EC" : "RSA";
  }

  /// An authority that is given is the only one, as kubectl has it.
  private static TrustManager[] trust(Trust trust) throws UsageException {
    if (trust.anybody()) return new TrustManager[] {new Anybody()};
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      Optional<byte[]> authority = trust.authority();
      if (authority.isEmpty() && trust.system().isPresent())
        authority = Optional.of(Files.readAllBytes(trust.system().get()));
      factory.init(authority.isPresent() ? store(authority.get()) : null);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new UsageException(
          "cannot use the certificate authority: %s".formatted(e.getMessage()));
    }
  }

  private static KeyStore store(byte[] pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int count = 0;
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)))
      store.setCertificateEntry("authority" + count++, certificate);
    if (count == 0) throw new IOException("there is no certificate in it");
    return store;
  }

  /// `insecure-skip-tls-verify`: the user asked for it.
  static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /// The one way in which `HttpsURLConnection` asks: over a socket that is connected, perhaps
  /// through a proxy. `tls-server-name` is asked for and checked instead of the address.
  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    String name = serverName.isEmpty() ? host : serverName;
    SSLSocket secured = (SSLSocket) sockets.createSocket(socket, name, port, autoClose);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    return secured;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw unconnected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw unconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw unconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw unconnected();
  }

  private static IOException unconnected() {
    return new IOException("only over a connected socket");
  }
}
