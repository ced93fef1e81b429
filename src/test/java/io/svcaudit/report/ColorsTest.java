package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.report.Colors.When;
import io.svcaudit.rules.Severity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ColorsTest {
  @ParameterizedTest
  @CsvSource({
    "AUTO, true, TERM, xterm, ON",
    "AUTO, false, TERM, xterm, OFF",
    "AUTO, true, TERM, dumb, OFF",
    "AUTO, true, NO_COLOR, '', OFF",
    "AUTO, true, NO_COLOR, 0, OFF",
    "AUTO, false, FORCE_COLOR, 1, ON",
    "AUTO, false, FORCE_COLOR, 0, OFF",
    "AUTO, false, FORCE_COLOR, '', OFF",
    "AUTO, false, CLICOLOR_FORCE, 1, ON",
    "AUTO, false, CLICOLOR_FORCE, 0, OFF",
    "AUTO, true, OS, Windows_NT, OFF",
    "ALWAYS, false, NO_COLOR, 1, ON",
    "ALWAYS, false, TERM, dumb, ON",
    "NEVER, true, FORCE_COLOR, 1, OFF"
  })
  void followsTerminalAndEnvironment(
      When when, boolean terminal, String name, String value, Colors expected) {
    assertThat(Colors.forTerminal(when, terminal, Map.of(name, value))).isEqualTo(expected);
  }

  @Test
  void noColorBeatsForceColor() {
    var env = Map.of("NO_COLOR", "", "FORCE_COLOR", "1");
    assertThat(Colors.forTerminal(When.AUTO, true, env)).isEqualTo(Colors.OFF);
  }

  @Test
  void windowsTerminalHasColours() {
    var env = Map.of("OS", "Windows_NT", "WT_SESSION", "x");
    assertThat(Colors.forTerminal(When.AUTO, true, env)).isEqualTo(Colors.ON);
  }

  @ParameterizedTest
  @EnumSource(Severity.class)
  void everyColourIsReset(Severity severity) {
    String painted = Colors.ON.paint(Colors.Role.of(severity), "x");
    assertThat(painted).matches("\u001b\\[1;3[1-6]mx\u001b\\[0m");
    assertThat(Colors.OFF.paint(Colors.Role.of(severity), "x")).isEqualTo("x");
    assertThat(Colors.ON.paint(Colors.Role.of(severity), "")).isEmpty();
  }
}
