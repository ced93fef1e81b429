package io.svcaudit.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.svcaudit.source.UsageException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "30, PT30S",
    "1s, PT1S",
    "2m, PT2M",
    "3h, PT3H",
    "1m30s, PT1M30S",
    "1.5h, PT1H30M",
    "500ms, PT0.5S"
  })
  void readsGoDurations(String text, Duration expected) throws UsageException {
    assertThat(GoDuration.parse("--request-timeout", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1x", "s", "1s2", "-1s", "1 s"})
  void refusesTheRest(String text) {
    assertThatThrownBy(() -> GoDuration.parse("--request-timeout", text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--request-timeout \"" + text + "\" is no duration");
  }
}
