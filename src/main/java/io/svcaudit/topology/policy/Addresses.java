package io.svcaudit.topology.policy;

import io.svcaudit.model.Address;
import io.svcaudit.model.NetworkPolicy.Peer;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// A set of IP addresses. Equal sets are equal objects.
public record Addresses(Intervals<BigInteger> ipv4, Intervals<BigInteger> ipv6) {
  static final Addresses NONE = new Addresses(Intervals.none(), Intervals.none());

  /// All of both families.
  public static final Addresses ALL = cidr("0.0.0.0/0").union(cidr("::/0"));

  /// Where networks take the addresses of Pods from: private IPv4 ranges, those of carriers, of
  /// benchmarks and the reserved ones; any IPv6.
  static final Addresses OF_PODS =
      List.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "100.64.0.0/10",
              "198.18.0.0/15",
              "240.0.0.0/4",
              "::/0")
          .stream()
          .map(Addresses::cidr)
          .reduce(NONE, Addresses::union);

  /// What the internet does not route (RFC 1918, 6598, 3927, 4193, 4291).
  private static final Addresses PRIVATE =
      List.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "100.64.0.0/10",
              "169.254.0.0/16",
              "127.0.0.0/8",
              "fc00::/7",
              "fe80::/10",
              "::1/128")
          .stream()
          .map(Addresses::cidr)
          .reduce(NONE, Addresses::union);

  /// Whether texts are addresses and ranges of private networks, all of them; not if there is none.
  public static boolean arePrivate(List<String> texts) {
    return !texts.isEmpty()
        && texts.stream()
            .allMatch(text -> parse(text.strip()).filter(PRIVATE::containsAll).isPresent());
  }

  private static Addresses cidr(String text) {
    return parse(text).orElse(NONE);
  }

  /// Of a CIDR or a single address, as the API server reads them; empty if the text is neither.
  public static Optional<Addresses> parse(String text) {
    int slash = text.indexOf('/');
    Address address = Address.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null || (slash >= 0 && !Address.isCidr(text))) return Optional.empty();
    int bits = address.isIpv6() ? 128 : 32;
    int written = text.contains(":") ? 128 : 32;
    // An IPv4 address that is written as IPv6 has the prefix of one.
    int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)) - written + bits;
    if (prefix < 0) return Optional.empty();
    BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
    BigInteger first = address.number().andNot(size.subtract(BigInteger.ONE));
    Intervals<BigInteger> range = Intervals.of(first, first.add(size));
    return Optional.of(
        address.isIpv6()
            ? new Addresses(Intervals.none(), range)
            : new Addresses(range, Intervals.none()));
  }

  /// Of a block without its exceptions; none if it cannot be read, since the API server rejects it.
  public static Addresses of(Peer.Block block) {
    Addresses addresses = cidr(block.cidr());
    for (String except : block.excepts()) addresses = addresses.minus(cidr(except));
    return addresses;
  }

  public boolean isEmpty() {
    return ipv4.isEmpty() && ipv6.isEmpty();
  }

  public Addresses union(Addresses other) {
    return new Addresses(ipv4.union(other.ipv4), ipv6.union(other.ipv6));
  }

  public Addresses intersection(Addresses other) {
    return new Addresses(ipv4.intersection(other.ipv4), ipv6.intersection(other.ipv6));
  }

  public Addresses minus(Addresses other) {
    return new Addresses(ipv4.minus(other.ipv4), ipv6.minus(other.ipv6));
  }

  /// Whether every address of another set is in this one.
  public boolean containsAll(Addresses other) {
    return other.minus(this).isEmpty();
  }
}
