package io.svcaudit.rules.ingress;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "/(.*), /api, true",
    "/(.*), /, true",
    "/api(/|$)(.*), /api/v1, true",
    "/api(/|$)(.*), /API/v1, true",
    "/api(/|$)(.*), /api, false",
    "/api(/|$)(.*), /apis, false",
    "/api/?(.*), /apis, true",
    "/api/(.*), /api/[a-z]+, true",
    "/api/(.*), /api/?x, false",
    "/api(.+), /api, false",
    "/api(.+), /apis, true",
    "/api/(.*), /api/a|/b, false"
  })
  void covers(String pattern, String path, boolean covered) {
    assertThat(requireNonNull(PathPattern.of(pattern)).covers(path)).isEqualTo(covered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/api", "/[a-z]+/(.*)", "/(a|b)(.*)", "/a.b(.*)", "/api$"})
  void isOfAnotherForm(String path) {
    assertThat(PathPattern.of(path)).isNull();
  }
}
