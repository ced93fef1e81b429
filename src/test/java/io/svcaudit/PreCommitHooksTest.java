package io.svcaudit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The hooks of a commit that a release is tagged at must install that release and no other.
class PreCommitHooksTest {
  /// The release that the pom is on the way to.
  private static String release() throws IOException {
    return only("pom.xml", "<revision>(.*)</revision>").replace("-SNAPSHOT", "");
  }

  /// What a pattern matches, which it must once.
  private static String only(String file, String pattern) throws IOException {
    return assertThat(Pattern.compile(pattern).matcher(Files.readString(Path.of(file))).results())
        .as("%s in %s", pattern, file)
        .singleElement()
        .actual()
        .group(1);
  }

  @Test
  void pipInstallsThisRelease() throws IOException {
    // As Python writes it: https://peps.python.org/pep-0440/#pre-releases
    String version = release().replaceFirst("-rc\\.", "rc");
    assertThat(only("pyproject.toml", "\"svc-audit==(.*?)\"")).isEqualTo(version);
  }

  @Test
  void dockerPullsThisRelease() throws IOException {
    assertThat(only(".pre-commit-hooks.yaml", "ghcr\\.io/svc-audit/svc-audit:(\\S+)"))
        .isEqualTo(release());
  }
}
