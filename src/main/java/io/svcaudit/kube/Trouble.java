package io.svcaudit.kube;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says in a sentence why a server could not be reached, and what to do.
final class Trouble {
  private Trouble() {}

  /// @param proxy on the way to the server
  static String with(URI server, Optional<ProxyServer> proxy, IOException e) {
    String where = server.getHost() + (server.getPort() < 0 ? "" : ":" + server.getPort());
    if (e instanceof SSLException) return "cannot trust the server %s: %s".formatted(where, tls(e));
    return switch (e) {
      case UnknownHostException _ -> "the host %s is not known".formatted(unresolved(e, server));
      case ConnectException _ when proxy.isPresent() ->
          "the connection to the proxy %s on the way to the server %s was refused"
              .formatted(proxy.get().address(), where);
      case ConnectException _ ->
          "the connection to the server %s was refused - did you specify the right host or port?"
              .formatted(where);
      case NoRouteToHostException _ -> "there is no route to the server " + where;
      case SocketTimeoutException timeout when isConnecting(timeout) ->
          "the server %s did not take the connection in time".formatted(where);
      case SocketTimeoutException _ -> "the server %s did not answer in time".formatted(where);
      case EOFException _ -> "the server %s closed the connection in an answer".formatted(where);
      case SocketException _ ->
          "the connection to the server %s broke: %s".formatted(where, e.getMessage());
      default -> "the server %s gave no usable answer: %s".formatted(where, e.getMessage());
    };
  }

  private static String unresolved(IOException e, URI server) {
    String message = e.getMessage();
    return message == null || message.contains(" ") ? server.getHost() : message;
  }

  private static boolean isConnecting(SocketTimeoutException e) {
    return String.valueOf(e.getMessage()).toLowerCase(java.util.Locale.ROOT).contains("connect");
  }

  private static String tls(IOException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      String why = certificate(at);
      if (why != null) return why;
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("plaintext") || message.contains("unrecognized SSL message"))
      return "it does not speak TLS; is it http:// and not https://?";
    return message;
  }

  private static @Nullable String certificate(Throwable t) {
    return switch (t) {
      case CertificateExpiredException _ ->
          "its certificate has expired (%s); the cluster's certificates have to be renewed"
              .formatted(t.getMessage());
      case CertificateNotYetValidException _ ->
          "its certificate does not hold yet (%s); is a clock wrong?".formatted(t.getMessage());
      case CertPathBuilderException _ ->
          "its certificate is signed by an unknown authority; check certificate-authority in the"
              + " kubeconfig";
      case CertPathValidatorException _ when t.getCause() == null ->
          "its certificate is signed by an unknown authority; check certificate-authority in the"
              + " kubeconfig";
      case CertificateException _ when String.valueOf(t.getMessage()).contains("subject alt") ->
          "its certificate is for another name (%s); use the right address or tls-server-name"
              .formatted(t.getMessage());
      case CertificateException _ when String.valueOf(t.getMessage()).startsWith("No name") ->
          "its certificate is for another name (%s); use the right address or tls-server-name"
              .formatted(t.getMessage());
      default -> null;
    };
  }

  /// Whether the same request may work a moment later.
  static boolean mayPass(IOException e) {
    return !(e instanceof SSLException
        || e instanceof UnknownHostException
        || e instanceof ConnectException
        || e instanceof SocketTimeoutException);
  }
}
