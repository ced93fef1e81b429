package io.svcaudit.topology.reference;

/// The address of a server as a text gives it.
///
/// @param scheme of a URL, lower case, the last part of a compound one: `postgresql` of
///   `jdbc:postgresql`; else empty
/// @param host as written
/// @param port 0 if none is written, [#OPEN] if it is only known later
/// @param start of host and port in the text
/// @param end of host and port, exclusive
public record Address(Form form, String scheme, String host, int port, int start, int end) {
  /// The port of an address whose port comes from elsewhere.
  public static final int OPEN = -1;

  /// How sure it is that the text is an address at all, the surest first.
  public enum Form {
    /// `scheme://host`
    URL,
    /// A name of the cluster's DNS in full: `db.shop.svc`.
    NAME,
    /// `host:port` under a key that asks for an address.
    ADDRESS,
    /// A host alone under a key that asks for one.
    HOST,
    /// `host:port` anywhere else: an image may look like this.
    MENTION
  }

  /// The same with a port from elsewhere.
  Address withPort(int other) {
    return new Address(form, scheme, host, other, start, end);
  }

  /// The same in a longer text.
  Address shifted(int by) {
    return new Address(form, scheme, host, port, start + by, end + by);
  }

  /// `db:5432`, or `db` without a port.
  public String written() {
    return port > 0 ? host + ":" + port : host;
  }

  /// Whether it is the Pod itself.
  public boolean isLoopback() {
    return host.equals("localhost") || isIp() && host.startsWith("127.");
  }

  /// Whether it is an IPv4 address.
  public boolean isIp() {
    return Hosts.isIp(host);
  }
}
