package io.svcaudit.kube;

import java.util.List;
import java.util.Optional;

/// The flags of one test.
final class Options {
  private String kubeconfig = "";
  private String context = "";
  private String cluster = "";
  private String user = "";
  private String namespace = "";
  private String server = "";
  private String tlsServerName = "";
  private Optional<Boolean> insecureSkipTlsVerify = Optional.empty();
  private String clientCertificate = "";
  private String clientKey = "";
  private String certificateAuthority = "";
  private String token = "";
  private String username = "";
  private String password = "";
  private String as = "";
  private String asUid = "";
  private List<String> asGroups = List.of();
  private List<String> asUserExtra = List.of();
  private String requestTimeout = "";
  private boolean disableCompression;

  /// Those that name the file `config`.
  static Options config() {
    return new Options().kubeconfig("config");
  }

  ConnectionOptions build() {
    return new ConnectionOptions(
        kubeconfig,
        context,
        cluster,
        user,
        namespace,
        server,
        tlsServerName,
        insecureSkipTlsVerify,
        clientCertificate,
        clientKey,
        certificateAuthority,
        token,
        username,
        password,
        as,
        asUid,
        asGroups,
        asUserExtra,
        requestTimeout,
        disableCompression);
  }

  Options kubeconfig(String value) {
    kubeconfig = value;
    return this;
  }

  Options context(String value) {
    context = value;
    return this;
  }

  Options cluster(String value) {
    cluster = value;
    return this;
  }

  Options user(String value) {
    user = value;
    return this;
  }

  Options namespace(String value) {
    namespace = value;
    return this;
  }

  Options server(String value) {
    server = value;
    return this;
  }

  Options tlsServerName(String value) {
    tlsServerName = value;
    return this;
  }

  Options clientCertificate(String value) {
    clientCertificate = value;
    return this;
  }

  Options clientKey(String value) {
    clientKey = value;
    return this;
  }

  Options certificateAuthority(String value) {
    certificateAuthority = value;
    return this;
  }

  Options token(String value) {
    token = value;
    return this;
  }

  Options username(String value) {
    username = value;
    return this;
  }

  Options password(String value) {
    password = value;
    return this;
  }

  Options as(String value) {
    as = value;
    return this;
  }

  Options asUid(String value) {
    asUid = value;
    return this;
  }

  Options requestTimeout(String value) {
    requestTimeout = value;
    return this;
  }

  Options asGroups(String... values) {
    asGroups = List.of(values);
    return this;
  }

  Options asUserExtra(String... values) {
    asUserExtra = List.of(values);
    return this;
  }

  Options insecureSkipTlsVerify(boolean value) {
    insecureSkipTlsVerify = Optional.of(value);
    return this;
  }

  Options disableCompression() {
    disableCompression = true;
    return this;
  }
}
