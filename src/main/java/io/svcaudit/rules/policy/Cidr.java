package io.svcaudit.rules.policy;

import io.svcaudit.model.Address;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A block of IP addresses, whatever bits are written behind its prefix.
///
/// @param prefix the first `length` bits of its addresses
record Cidr(boolean isIpv6, int length, BigInteger prefix) {
  /// Null if the text is no block, or one of IPv4 in the notation of IPv6, whose length the API
  /// server counts otherwise.
  static @Nullable Cidr parse(String text) {
    if (!Address.isCidr(text)) return null;
    int slash = text.indexOf('/');
    Address address = Address.parse(text.substring(0, slash));
    if (address == null || text.contains(":") != address.isIpv6()) return null;
    int length = Integer.parseInt(text.substring(slash + 1));
    int bits = address.isIpv6() ? 128 : 32;
    return new Cidr(address.isIpv6(), length, address.number().shiftRight(bits - length));
  }

  /// Whether another block lies in this one and is smaller.
  boolean isWiderThan(Cidr other) {
    return isIpv6 == other.isIpv6
        && length < other.length
        && other.prefix.shiftRight(other.length - length).equals(prefix);
  }
}
