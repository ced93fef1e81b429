package io.svcaudit;

import static com.github.stefanbirkner.systemlambda.SystemLambda.tapSystemErr;
import static com.github.stefanbirkner.systemlambda.SystemLambda.tapSystemOut;
import static com.github.stefanbirkner.systemlambda.SystemLambda.withEnvironmentVariable;
import static com.github.stefanbirkner.systemlambda.SystemLambda.withTextFromSystemIn;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// The real streams and the real environment of the process.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class MainTest {
  private static final String[] SERVICE = {
    "apiVersion: v1",
    "kind: Service",
    "metadata: {name: web}",
    "spec: {type: NodePort, ports: [{port: 80, nodePort: 80}]}"
  };

  @Test
  void readsStandardInputAndWritesStandardOutput() throws Exception {
    String out =
        tapSystemOut(() ->
            withTextFromSystemIn(SERVICE)
                .execute(() -> assertThat(run("-f", "-", "-o", "concise")).isOne()));
    assertThat(out).contains("high nodeport-out-of-range Service default/web");
  }

  @Test
  void errorsGoToStandardError() throws Exception {
    String err = tapSystemErr(() -> assertThat(run("--no-such-option")).isEqualTo(2));
    assertThat(err).startsWith("error: unknown option: '--no-such-option'");
  }

  @Test
  void theEnvironmentDecidesOnColours() throws Exception {
    assertThat(outputWith("FORCE_COLOR", "1")).contains("\u001b[");
    assertThat(outputWith("NO_COLOR", "1")).doesNotContain("\u001b[");
  }

  private static String outputWith(String variable, String value) throws Exception {
    return withEnvironmentVariable(variable, value)
        .execute(
            () -> tapSystemOut(() -> withTextFromSystemIn(SERVICE).execute(() -> run("-f", "-"))));
  }

  private static int run(String... args) {
    return Main.run(args, System.out, System.err);
  }
}
