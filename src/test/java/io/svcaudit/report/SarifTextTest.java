package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SarifTextTest {
  @ParameterizedTest
  @CsvSource({
    "spec.ports[http], spec.ports[http]",
    "[a](http://evil), \\[a\\](http://evil)",
    "[a][b], \\[a\\]\\[b\\]",
    "a\\[b](c), a\\\\\\[b\\](c)",
    "'`x` <img>', '''x'' ‹img›'",
    "a\u001b[31m\u202e, aU+001B[31mU+202E"
  })
  void nothingBecomesALink(String text, String plain) {
    assertThat(SarifText.plain(text)).isEqualTo(plain);
  }

  @Test
  void linksEscapeTheirText() {
    assertThat(SarifText.link("ports[0] \\ `x`", 3)).isEqualTo("[ports\\[0\\] \\\\ 'x'](3)");
  }

  @ParameterizedTest
  @CsvSource({"a, a.", "a., a.", "a?, a?", "a!, a!"})
  void sentencesEnd(String text, String sentence) {
    assertThat(SarifText.sentence(text)).isEqualTo(sentence);
  }

  @Test
  void cutsBetweenCharacters() {
    assertThat(SarifText.cut("abc", 3)).isEqualTo("abc");
    assertThat(SarifText.cut("abcd", 3)).isEqualTo("ab…");
    assertThat(SarifText.cut("a\uD83D\uDE80bc", 3)).isEqualTo("a…");
  }
}
