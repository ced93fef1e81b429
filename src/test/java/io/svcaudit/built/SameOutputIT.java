package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The executable says what the jar says, byte by byte: every rule, every format, every message.
class SameOutputIT {
  /// All fixtures of all rules, faulty ones too.
  private static final String FIXTURES = "src/test/resources/rules";

  static Stream<List<String>> commandLines() {
    var audits =
        Stream.of("text", "concise", "json", "sarif")
            .map(format ->
                List.of(
                    FIXTURES, "examples", "-o", format, "--confidence", "low", "--allow-partial"));
    var others =
        Stream.<List<String>>of(
            List.of("--help"),
            List.of("--version"),
            List.of("rules", "--help"),
            List.of("explain", "--help"),
            List.of("completion", "--help"),
            List.of("rules"),
            List.of("rules", "-o", "json"),
            List.of("explain", "internal-error"),
            List.of("completion", "bash"),
            List.of("completion", "zsh"),
            List.of("completion", "fish"),
            List.of("__complete", ""),
            List.of("__complete", "--rule", ""),
            List.of("examples", "--color", "always"),
            List.of("examples", "-o", "sarif", "--include-suppressed"),
            List.of("-f", "examples/broken-shop", "-R", "--fail-on", "critical"),
            List.of("examples", "--rule", "no-such-rule"),
            List.of("examples", "-o", "xml"),
            List.of("examples", "--fail-on"),
            List.of("-f", "examples", "-k", "examples"),
            List.of());
    return Stream.concat(audits, others);
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void asTheJar(List<String> commandLine) {
    Built executable = Built.requireExecutable();
    String[] arguments = commandLine.toArray(new String[0]);
    var expected = Built.jar().run(Built.project(), arguments);
    assertThat(executable.run(Built.project(), arguments)).isEqualTo(expected);
    assertThat(expected.stdout().isEmpty())
        .as("prints something")
        .isEqualTo(expected.exitCode() == 2);
  }
}
