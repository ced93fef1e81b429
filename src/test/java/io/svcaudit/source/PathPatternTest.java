package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "a.yaml, a.yaml, true",
    "*.yaml, a.yaml, true",
    "*.yaml, a/b.yaml, false",
    "a*b*c, axxbyyc, true",
    "a*b*c, axxbyy, false",
    "?.yml, a.yml, true",
    "?.yml, .yml, false",
    "[a-c].y, b.y, true",
    "[!a-c].y, b.y, false",
    "[^a-c].y, d.y, true",
    "[]a].y, ].y, true",
    "[a-].y, -.y, true",
    "[[:digit:]]x, 7x, true",
    "[a, [a, false",
    "\\*.y, *.y, true",
    "\\*.y, a.y, false",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, a/x/y/c, false",
    "**/b, b, true",
    "**/b, x/y/b, true",
    "a/**, a, false",
    "a/**, a/b/c, true",
    "a**b, axb, true",
    "**/x/**/y, 1/x/2/x/3/y, true",
  })
  void matches(String pattern, String path, boolean expected) {
    assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(expected);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS)
  void takesNoLongerForHardPatterns() {
    assertThat(PathPattern.of("*a".repeat(50) + "b").matches("a".repeat(2_000))).isFalse();
    assertThat(PathPattern.of("**/a/".repeat(50) + "b").matches("a/".repeat(2_000) + "c"))
        .isFalse();
  }

  @Test
  void bracesStandForSeveralTexts() {
    assertThat(PathPattern.expandBraces("{a,b}/x{1,2{3,}}"))
        .containsExactly("a/x1", "a/x23", "a/x2", "b/x1", "b/x23", "b/x2");
    assertThat(PathPattern.expandBraces("{a}{")).containsExactly("{a}{");
  }
}
