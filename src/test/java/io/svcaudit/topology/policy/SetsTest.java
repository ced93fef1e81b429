package io.svcaudit.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sets of ports and addresses.
class SetsTest {
  private static Connections tcp(int first, int last) {
    return Connections.of(Protocol.TCP, first, last);
  }

  private static Addresses cidr(String text) {
    return Addresses.parse(text).orElseThrow();
  }

  @Test
  void equalSetsAreEqualHoweverTheyWereMade() {
    assertThat(tcp(1, 10).union(tcp(11, 20))).isEqualTo(tcp(1, 20)).hasToString("TCP 1-20");
    assertThat(tcp(1, 10).union(tcp(5, 20))).isEqualTo(tcp(1, 20));
    assertThat(tcp(1, 10).union(tcp(12, 20))).hasToString("TCP 1-10, 12-20");
    assertThat(tcp(1, 10).intersection(tcp(10, 20))).isEqualTo(tcp(10, 10)).hasToString("TCP 10");
    assertThat(tcp(1, 10).intersection(tcp(11, 20))).isEqualTo(Connections.NONE);
    assertThat(
            Connections.ofAll(Protocol.TCP)
                .union(Connections.ofAll(Protocol.UDP))
                .union(Connections.ofAll(Protocol.SCTP)))
        .isEqualTo(Connections.ALL);
    assertThat(cidr("10.0.0.0/9").union(cidr("10.128.0.0/9"))).isEqualTo(cidr("10.0.0.0/8"));
    assertThat(cidr("::/1").union(cidr("8000::/1"))).isEqualTo(cidr("::/0"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, none",
    "-5, 3, TCP 1-3",
    "65535, 65535, TCP 65535",
    "65000, 70000, TCP 65000-65535",
    "65536, 70000, none",
    "9, 8, none",
    "9223372036854775807, 9223372036854775807, none",
    "1, 9223372036854775807, TCP 1-65535"
  })
  void portsOutsideOfTheRangeAreLeftOut(long first, long last, String text) {
    assertThat(Connections.of(Protocol.TCP, first, last)).hasToString(text);
  }

  @Test
  void familiesAreApart() {
    assertThat(cidr("::/0").intersection(cidr("0.0.0.0/0")).isEmpty()).isTrue();
    assertThat(Addresses.ALL.minus(cidr("::/0"))).isEqualTo(cidr("0.0.0.0/0"));
    assertThat(cidr("0.0.0.0/0").ipv4().all())
        .containsExactly(new Intervals.Interval<>(BigInteger.ZERO, BigInteger.ONE.shiftLeft(32)));
  }

  @Test
  void hostBitsAreCutOff() {
    assertThat(cidr("10.1.2.3/8")).isEqualTo(cidr("10.0.0.0/8"));
    assertThat(cidr("10.1.2.3")).isEqualTo(cidr("10.1.2.3/32"));
    assertThat(cidr("2001:db8::5")).isEqualTo(cidr("2001:db8::5/128"));
    assertThat(cidr("::ffff:10.0.0.0/104")).isEqualTo(cidr("10.0.0.0/8"));
  }

  @ParameterizedTest
  @CsvSource({"''", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "x", "::/129", "::ffff:10.0.0.0/90"})
  void otherTextsAreNoAddresses(String text) {
    assertThat(Addresses.parse(text)).isEmpty();
  }
}
