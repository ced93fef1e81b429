package io.svcaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.audit.Outcome;
import io.svcaudit.source.WorkingTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// Runs Microsoft's validator, which needs npm and once the network; `.ci/run` switches it on.
@EnabledIfEnvironmentVariable(named = "SVC_AUDIT_SARIF_VALIDATE", matches = "1")
class SarifValidationTest {
  @TempDir Path folder;

  /// What the validator has against a report.
  private List<String> complaints(Outcome outcome, String directory, boolean suppressed)
      throws IOException, InterruptedException {
    var tree = WorkingTree.around(Path.of(directory));
    var report = new SarifReport(Samples.TOOL, Samples::page, tree, "a/b c", suppressed);
    Path file = folder.resolve("report.sarif");
    Files.writeString(file, Samples.write(report, outcome));
    Process process =
        new ProcessBuilder("scripts/sarif-validate", file.toString())
            .redirectErrorStream(true)
            .start();
    List<String> said = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isEqualTo(said.isEmpty() ? 0 : 1);
    return said;
  }

  @Test
  void everythingIsValid() throws IOException, InterruptedException {
    assertThat(complaints(Samples.everything(), "/srv/repo", true)).isEmpty();
  }

  @Test
  void forCodeScanningIsValid() throws IOException, InterruptedException {
    assertThat(complaints(Samples.everything(), "/srv/repo", false)).isEmpty();
  }

  @Test
  void nothingIsValid() throws IOException, InterruptedException {
    assertThat(complaints(Samples.outcome(), "/srv/repo", false)).isEmpty();
  }

  @Test
  void clustersAndChangesAreValid() throws IOException, InterruptedException {
    assertThat(complaints(Samples.changes(), "/srv/repo", false)).isEmpty();
  }

  @Test
  void filesElsewhereAreValid() throws IOException, InterruptedException {
    assertThat(complaints(Samples.everything(), "/srv/other", false)).isEmpty();
  }
}
