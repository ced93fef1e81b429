package io.svcaudit.kube;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The value of `NO_PROXY`: hosts that are reached directly. As Go reads it: `*` for all, a name
/// with all below it, a name after a dot for those below it only, addresses, ranges in CIDR, each
/// perhaps with a port. The own machine is always reached directly.
record NoProxy(List<String> entries) {
  static NoProxy of(String value) {
    var entries = new ArrayList<String>();
    for (String entry : value.split(",", -1))
      if (!entry.isBlank()) entries.add(entry.strip().toLowerCase(Locale.ROOT));
    return new NoProxy(List.copyOf(entries));
  }

  boolean covers(URI server) {
    String host = unbracketed(String.valueOf(server.getHost()).toLowerCase(Locale.ROOT));
    byte[] address = literal(host);
    if (host.equals("localhost") || (address.length > 0 && isLoopback(address))) return true;
    int port = server.getPort() >= 0 ? server.getPort() : standardPort(server);
    return entries.stream().anyMatch(entry -> covers(entry, host, port, address));
  }

  private static int standardPort(URI server) {
    return server.getScheme().equals("https") ? 443 : 80;
  }

  private static boolean covers(String entry, String host, int port, byte[] address) {
    if (entry.equals("*")) return true;
    int slash = entry.indexOf('/');
    if (slash > 0) return address.length > 0 && inRange(entry, slash, address);
    String name = entry;
    int colon = entry.lastIndexOf(':');
    boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
    if (hasPort) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) return false;
      name = entry.substring(0, colon);
    }
    byte[] wanted = literal(unbracketed(name));
    if (wanted.length > 0) return Arrays.equals(wanted, address);
    if (name.startsWith("*.")) name = name.substring(1);
    if (name.startsWith(".")) return host.endsWith(name);
    return host.equals(name) || host.endsWith("." + name);
  }

  private static boolean inRange(String entry, int slash, byte[] address) {
    byte[] network = literal(unbracketed(entry.substring(0, slash)));
    String bits = entry.substring(slash + 1);
    if (network.length != address.length || !bits.matches("\\d{1,3}")) return false;
    int prefix = Integer.parseInt(bits);
    for (int i = 0; i < Math.min(prefix, address.length * 8); i++) {
      int mask = 0x80 >> (i % 8);
      if ((network[i / 8] & mask) != (address[i / 8] & mask)) return false;
    }
    return true;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isLoopback(byte[] address) {
    if (address.length == 4) return address[0] == 127;
    for (int i = 0; i < 15; i++) if (address[i] != 0) return false;
    return address[15] == 1;
  }

  /// The bytes of an address; none for a name.
  private static byte[] literal(String host) {
    boolean isV4 = host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    if (!isV4 && !host.contains(":")) return new byte[0];
    try {
      // A literal: no name service is asked.
      return InetAddress.getByName(host).getAddress();
    } catch (UnknownHostException _) {
      return new byte[0];
    }
  }
}
