package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The manifest for Krew, and a release installed by Krew itself.
@DisabledOnOs(OS.WINDOWS)
class KrewIT {
  private static final List<String> PLATFORMS =
      List.of("linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64");

  /// A release for all platforms; all executables are this platform's.
  @TempDir private static Path release = Path.of("");

  @BeforeAll
  static void releaseAll() throws IOException {
    Path built = Release.ofThisPlatform().file(Release.archive(Release.OS, Release.ARCH));
    Path windows = Release.ofWindows().file(Release.archive("windows", "amd64"));
    for (String platform : PLATFORMS)
      Files.copy(
          platform.startsWith("windows") ? windows : built, release.resolve(archive(platform)));
    checksums(release);
  }

  @Test
  void theManifestInTheRepositoryIsValidByItself() throws IOException {
    String yaml = Files.readString(Built.project().resolve("krew/svc-audit.yaml"));
    var manifest = KrewManifest.read(yaml);
    assertThat(manifest.problems("svc-audit.yaml")).isEmpty();
    assertThat(manifest.spec("shortDescription")).hasSizeLessThanOrEqualTo(50);
    // krew-index: no lists of flags in the description.
    assertThat(manifest.spec("description")).doesNotContain("--").doesNotContain(" -");
    assertThat(PLATFORMS)
        .allMatch(each -> manifest.platforms().stream().anyMatch(p -> selects(p, each)));
    assertThat(manifest.platforms()).hasSameSizeAs(PLATFORMS);
  }

  @Test
  void everyFieldOfAReleaseIsFilledIn() throws Exception {
    var manifest = KrewManifest.read(manifest(release));
    assertThat(manifest.problems("svc-audit.yaml")).isEmpty();
    assertThat(manifest.spec("version")).isEqualTo("v" + Release.VERSION);
    assertThat(manifest.platforms()).hasSameSizeAs(PLATFORMS);
    for (String each : PLATFORMS) {
      var platform =
          manifest.platforms().stream().filter(p -> selects(p, each)).findFirst().orElseThrow();
      assertThat(platform.text("uri"))
          .isEqualTo(
              "https://github.com/svc-audit/svc-audit/releases/download/v%s/%s",
              Release.VERSION, archive(each));
      assertThat(platform.text("sha256"))
          .isEqualTo(ReleaseIT.sha256(release.resolve(archive(each))));
      assertThat(platform.text("bin"))
          .isEqualTo(each.startsWith("windows") ? "kubectl-svc_audit.exe" : "kubectl-svc_audit");
    }
  }

  @Test
  void aMissingPlatformIsToldOrLeftOut(@TempDir Path partial) throws IOException {
    Files.copy(release.resolve(archive("linux/amd64")), partial.resolve(archive("linux/amd64")));
    checksums(partial);
    var strict = Release.script("krew-manifest", Release.VERSION, partial.toString());
    assertThat(strict.exitCode()).isEqualTo(2);
    assertThat(strict.stdout()).isEmpty();
    assertThat(strict.stderr())
        .startsWith("error: not in " + partial)
        .contains(archive("darwin/arm64"))
        .contains("--partial")
        .doesNotContain(archive("linux/amd64"));

    var manifest = KrewManifest.read(manifest(partial, "--partial"));
    assertThat(manifest.problems("svc-audit.yaml")).isEmpty();
    assertThat(manifest.platforms())
        .singleElement()
        .matches(platform -> platform.selects("linux", "amd64"));
  }

  /// Krew's own validator installs the archive of every platform and looks for its LICENSE.
  @Test
  void krewsValidatorInstallsEveryPlatform(@TempDir Path work) throws IOException {
    var run = validate(work, manifest(release));
    assertThat(run.stderr()).contains("all 5 spec.platforms installed fine");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
  }

  /// Our rules and Krew's agree.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: Plugin | kind: Service",
        "name: svc-audit | name: svc_audit",
        "version: v | version: r",
        "shortDescription: .* | shortDescription: ''",
        "os: darwin | os: plan9",
        "arch: arm64 | arch: amd64",
        "os: darwin | system: darwin",
        "sha256: .* | sha256: ABC",
        "uri: .* | uri: ''",
        "bin: .* | bin: ''",
      })
  void krewsValidatorRejectsWhatWeReject(String right, String wrong, @TempDir Path work)
      throws IOException {
    String yaml = manifest(release);
    String broken = Pattern.compile("\\b" + right).matcher(yaml).replaceFirst(wrong);
    assertThat(broken).isNotEqualTo(yaml);
    assertThat(KrewManifest.read(broken).problems("svc-audit.yaml")).isNotEmpty();
    assertThat(validate(work, broken).exitCode()).isNotZero();
  }

  @Test
  void kubectlRunsWhatKrewInstalled(@TempDir Path work) throws IOException {
    Path tools = krewTools();
    Path manifest = Files.writeString(work.resolve("svc-audit.yaml"), manifest(release));
    Path root = work.resolve("root");
    String path = root.resolve("bin") + File.pathSeparator + folderOf("kubectl") + ":/usr/bin:/bin";

    var install =
        new ProcessBuilder(
            tools.resolve("krew").toString(),
            "install",
            "--manifest=" + manifest,
            "--archive=" + release.resolve(archive(Release.OS + "/" + Release.ARCH)));
    install.environment().put("KREW_ROOT", root.toString());
    install.environment().put("PATH", path);
    var installed = Built.finish(install, "");
    assertThat(installed.exitCode()).as(installed.stderr()).isZero();
    assertThat(installed.stderr()).contains("kubectl svc-audit completion --help");

    Path store = root.resolve("store/svc-audit/v" + Release.VERSION);
    assertThat(store.resolve("LICENSE")).hasSameBinaryContentAs(Built.project().resolve("LICENSE"));
    assertThat(store.resolve("THIRD-PARTY")).isNotEmptyFile();

    var plugins = kubectl(path, "plugin", "list");
    assertThat(plugins.stdout()).contains(root.resolve("bin/kubectl-svc_audit").toString());
    assertThat(plugins.stdout() + plugins.stderr()).doesNotContain("warning");
    assertThat(plugins.exitCode()).isZero();

    var audit = kubectl(path, "svc-audit", "examples/broken-shop", "-o", "concise");
    assertThat(audit.stdout())
        .contains("examples/broken-shop/api.yaml:12:5: ", " service-selector-matches-nothing ");
    assertThat(audit.exitCode()).isEqualTo(1);
  }

  private static Built.Run kubectl(String path, String... arguments) {
    var kubectl = new ArrayList<>(List.of(folderOf("kubectl").resolve("kubectl").toString()));
    kubectl.addAll(List.of(arguments));
    var process = new ProcessBuilder(kubectl).directory(Built.project().toFile());
    process.environment().put("PATH", path);
    return Built.finish(process, "");
  }

  /// Runs krew-index's validator; `kubectl krew` takes the archives from here, not from the
  /// network.
  private static Built.Run validate(Path work, String yaml) throws IOException {
    Path tools = krewTools();
    Path manifest = Files.writeString(work.resolve("svc-audit.yaml"), yaml);
    Path krew = work.resolve("kubectl-krew");
    Files.writeString(
        krew,
        """
        #!/bin/sh
        format=tar.gz
        if [ "$KREW_OS" = windows ]; then format=zip; fi
        exec '%s' "$@" --archive="%s_${KREW_OS}_$KREW_ARCH.$format"
        """
            .formatted(
                tools.resolve("krew"), release.resolve("kubectl-svc_audit_" + Release.VERSION)));
    assertThat(krew.toFile().setExecutable(true)).isTrue();
    var process =
        new ProcessBuilder(
            tools.resolve("validate-krew-manifest").toString(), "-manifest", manifest.toString());
    process
        .environment()
        .put("PATH", work + File.pathSeparator + folderOf("kubectl") + ":/usr/bin:/bin");
    return Built.finish(process, "");
  }

  private static Path krewTools() {
    assumeTrue(onPath("go").findAny().isPresent(), "go is not on PATH: no krew to install with");
    assumeTrue(onPath("kubectl").findAny().isPresent(), "kubectl is not on PATH");
    var run = Release.script("krew-tools");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return Path.of(run.stdout().strip());
  }

  private static Path folderOf(String program) {
    return onPath(program).findFirst().orElseThrow();
  }

  private static Stream<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(Path::of)
        .filter(folder -> Files.isExecutable(folder.resolve(program)));
  }

  private static void checksums(Path directory) {
    var run = Release.script("release-checksums", directory.toString(), Release.VERSION);
    assertThat(run.exitCode()).as(run.stderr()).isZero();
  }

  private static String manifest(Path directory, String... options) {
    var arguments = new ArrayList<>(List.of(Release.VERSION, directory.toString()));
    arguments.addAll(List.of(options));
    var run = Release.script("krew-manifest", arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return run.stdout();
  }

  private static boolean selects(KrewManifest.Platform platform, String each) {
    return platform.selects(each.split("/")[0], each.split("/")[1]);
  }

  private static String archive(String platform) {
    return Release.archive(platform.split("/")[0], platform.split("/")[1]);
  }
}
