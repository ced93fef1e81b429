package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VersionIT {
  @ParameterizedTest
  @MethodSource("io.svcaudit.built.Built#all")
  void tellsTheVersionOfTheBuild(Built built) {
    var run = built.run(Built.project(), "--version");
    assertThat(run.stdout())
        .isEqualTo("svc-audit " + System.getProperty("svc-audit.version") + System.lineSeparator());
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }
}
