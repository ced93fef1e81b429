package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ChecksumsIT {
  @TempDir private Path files = Path.of("");

  @Test
  void sumsAreReadByTheUsersTool() throws IOException {
    Files.writeString(files.resolve("svc-audit_1.2.3_jar.tar.gz"), "jar");
    Files.writeString(files.resolve("kubectl-svc_audit_1.2.3_linux_amd64.tar.gz"), "linux");
    Files.writeString(files.resolve("LICENSE"), "");
    // Twice: its own file is not among them.
    for (int i = 0; i < 2; i++) assertThat(sum("1.2.3").exitCode()).isZero();

    Path sums = files.resolve("kubectl-svc_audit_1.2.3_checksums.txt");
    assertThat(Files.readAllLines(sums))
        .hasSize(3)
        .first()
        // FIPS 180-2: of nothing at all
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  LICENSE");
    assertThat(check(sums).exitCode()).isZero();

    Files.writeString(files.resolve("svc-audit_1.2.3_jar.tar.gz"), "another");
    var changed = check(sums);
    assertThat(changed.exitCode()).isNotZero();
    assertThat(changed.stdout()).contains("svc-audit_1.2.3_jar.tar.gz: FAILED");
  }

  @Test
  void filesOfAnotherVersionAreNotSummedUp() throws IOException {
    Path old = Files.writeString(files.resolve("kubectl-svc_audit_1.2.2_linux_amd64.tar.gz"), "");
    var run = sum("1.2.3");
    assertThat(run.stderr()).isEqualTo("error: %s is not of version 1.2.3; remove it\n", old);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void aFolderWithNothingInItIsAnError() {
    var run = sum("1.2.3");
    assertThat(run.stderr()).isEqualTo("error: no files in %s\n", files);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private Built.Run sum(String version) {
    return Release.script("release-checksums", files.toString(), version);
  }

  private Built.Run check(Path sums) {
    String tool = Release.OS.equals("darwin") ? "shasum -a 256" : "sha256sum";
    var command = List.of("sh", "-c", tool + " -c " + sums.getFileName());
    return Built.finish(new ProcessBuilder(command).directory(files.toFile()), "");
  }
}
