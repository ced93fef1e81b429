package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 9, 10, 13, 0x1b, 0x7f, 0x80, 0x9b, 0x9f, 0xad, 0x61c, 0x200b, 0x200e, 0x200f, 0x2028,
        0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff,
        0xd800, 0xe0041
      })
  void writesDeceptiveCharactersOut(int codePoint) {
    assertThat(Visible.of("a" + Character.toString(codePoint) + "b"))
        .isEqualTo("a\\u{" + Integer.toHexString(codePoint) + "}b");
  }

  @Test
  void leavesTheRest() {
    String text = "plain ~ äß 日本 \uD83D\uDC69\u200d\uD83D\uDCBB \u0645\u06cc\u200c\u062e [x]";
    assertThat(Visible.of(text)).isSameAs(text);
  }
}
