package io.svcaudit.rules.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.0.0/16, true",
    "10.0.0.0/8, 10.0.0.0/8, false",
    "10.0.0.0/8, 11.0.0.0/16, false",
    "10.1.0.0/16, 10.0.0.0/8, false",
    "10.255.0.1/8, 10.1.2.3/32, true",
    "0.0.0.0/0, 255.255.255.255/32, true",
    "0.0.0.0/0, ::/0, false",
    "0.0.0.0/0, fd00::/8, false",
    "::/0, fd00::/8, true",
    "2001:db8::/32, 2001:db8:ffff::/48, true",
    "2001:db8::/32, 2001:db9::/48, false"
  })
  void isWider(String whole, String part, boolean wider) {
    Cidr cidr = requireNonNull(Cidr.parse(whole));
    assertThat(cidr.isWiderThan(requireNonNull(Cidr.parse(part)))).isEqualTo(wider);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "::ffff:10.0.0.0/104", "x/8", "::/129"})
  void isNone(String text) {
    assertThat(Cidr.parse(text)).isNull();
  }
}
