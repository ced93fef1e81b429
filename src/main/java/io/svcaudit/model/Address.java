package io.svcaudit.model;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An IP address as the API server reads it: zeros may lead (unless the gate StrictIPCIDRValidation
/// is on), and an IPv4 address that is written as IPv6 counts as IPv4.
public final class Address {
  private final int[] bytes;

  private Address(int[] bytes) {
    this.bytes = bytes;
  }

  /// Null if the text is no address.
  public static @Nullable Address parse(String text) {
    int[] bytes = text.contains(":") ? ipv6(text) : ipv4(text);
    if (bytes == null) return null;
    boolean mapped =
        bytes.length == 16
            && Arrays.stream(bytes, 0, 10).allMatch(b -> b == 0)
            && bytes[10] == 255
            && bytes[11] == 255;
    return new Address(mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes);
  }

  /// Whether a text is an address, a slash and the length of a prefix.
  public static boolean isCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) return false;
    String address = text.substring(0, slash);
    if (parse(address) == null) return false;
    int length = number(text.substring(slash + 1), 128);
    return length >= 0 && length <= (address.contains(":") ? 128 : 32);
  }

  public boolean isIpv6() {
    return bytes.length == 16;
  }

  /// Its bits, 32 or 128, as one number.
  public BigInteger number() {
    BigInteger number = BigInteger.ZERO;
    for (int each : bytes) number = number.shiftLeft(8).or(BigInteger.valueOf(each));
    return number;
  }

  /// Why an address can be nobody's outside of its host or link; null if it can.
  public @Nullable String special() {
    if (Arrays.stream(bytes, 0, bytes.length - 1).allMatch(b -> b == 0))
      if (bytes[bytes.length - 1] == 0) return "unspecified";
      else if (isIpv6() && bytes[15] == 1) return "a loopback address";
    if (!isIpv6()) {
      if (bytes[0] == 127) return "a loopback address";
      if (bytes[0] == 169 && bytes[1] == 254) return "a link-local address";
      return bytes[0] == 224 && bytes[1] == 0 && bytes[2] == 0 ? "link-local multicast" : null;
    }
    if (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80) return "a link-local address";
    return bytes[0] == 0xff && (bytes[1] & 0x0f) == 2 ? "link-local multicast" : null;
  }

  private static int @Nullable [] ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) return null;
    int[] bytes = new int[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = number(parts[i], 255);
      if (bytes[i] < 0) return null;
    }
    return bytes;
  }

  private static int @Nullable [] ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] all = groups(text);
      return all != null && all.length == 16 ? all : null;
    }
    int[] head = groups(text.substring(0, gap));
    int[] tail = groups(text.substring(gap + 2));
    if (head == null || tail == null || head.length + tail.length > 14) return null;
    int[] bytes = Arrays.copyOf(head, 16);
    System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
    return bytes;
  }

  /// The bytes of groups with colons between them, the last of which may be IPv4.
  private static int @Nullable [] groups(String text) {
    if (text.isEmpty()) return new int[0];
    String[] groups = text.split(":", -1);
    int[] bytes = new int[2 * groups.length + 2];
    int length = 0;
    for (int i = 0; i < groups.length; i++) {
      String group = groups[i];
      int[] last = i == groups.length - 1 && group.contains(".") ? ipv4(group) : null;
      if (last != null) {
        System.arraycopy(last, 0, bytes, length, 4);
        length += 4;
        continue;
      }
      if (group.isEmpty() || group.length() > 4) return null;
      int value = 0;
      for (int j = 0; j < group.length(); j++) {
        int digit = Character.digit(group.charAt(j), 16);
        if (digit < 0 || group.charAt(j) > 'f') return null;
        value = value << 4 | digit;
      }
      bytes[length++] = value >> 8;
      bytes[length++] = value & 0xff;
    }
    return Arrays.copyOf(bytes, length);
  }

  /// -1 if the text is no number of decimal digits up to a greatest one.
  private static int number(String digits, int greatest) {
    if (digits.isEmpty() || digits.length() > 9) return -1;
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') return -1;
      value = value * 10 + c - '0';
    }
    return value <= greatest ? value : -1;
  }
}
