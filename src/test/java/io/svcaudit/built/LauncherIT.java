package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The archive of the jar, unpacked and run: the launcher finds Java, and keeps what it learns of
/// the first run for the next ones.
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final long MOST_SECONDS = 300;

  @TempDir private Path home = Path.of("");

  private Path plugin = Path.of("");

  @BeforeEach
  void unpack() throws IOException {
    plugin = Files.createDirectory(home.resolve("plugin"));
    Release.ofThisPlatform().unpack(Release.jarArchive(), plugin);
  }

  @Test
  void laterRunsUseTheCacheOfTheFirst() throws Exception {
    var expected = Built.jar().run(plugin, "examples/broken-shop");
    assertThat(expected.exitCode()).isEqualTo(1);

    assertThat(run(plugin.resolve("kubectl-svc_audit"))).isEqualTo(expected);
    Path cache = awaitCache();
    // With AOTMode=on Java ends with an error if it cannot use the cache.
    var strict =
        List.of(
            java(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:AOTMode=on",
            "-XX:AOTCache=" + cache,
            "-jar",
            plugin.resolve("svc-audit.jar").toString(),
            "--version");
    assertThat(Built.finish(new ProcessBuilder(strict), "").exitCode()).isZero();

    Path told = home.resolve("told");
    var second = process(plugin.resolve("kubectl-svc_audit"), "examples/broken-shop");
    second.environment().put("JAVA_HOME", javaThatTells(told).toString());
    assertThat(Built.finish(second, "")).isEqualTo(expected);
    assertThat(Files.readString(told)).contains("-XX:AOTCache=" + cache + "\n");

    byte[] whole = Files.readAllBytes(cache);
    byte[] damaged = whole.clone();
    byte[] noise = "garbage".repeat(5000).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(noise, 0, damaged, whole.length / 2, noise.length);
    for (byte[] content : List.of(new byte[0], new byte[whole.length], damaged)) {
      Files.write(cache, content);
      assertThat(run(plugin.resolve("kubectl-svc_audit"))).isEqualTo(expected);
    }
  }

  @Test
  void runsThroughALink() throws IOException {
    Path link = home.resolve("kubectl-svc_audit");
    Files.createSymbolicLink(link, Path.of("plugin/kubectl-svc_audit"));
    var run = Built.finish(withoutCache(process(link, "--version")), "");
    assertThat(run)
        .isEqualTo(new Built.Run(0, "svc-audit " + Release.VERSION + System.lineSeparator(), ""));
  }

  @Test
  void leavesNothingBehindIfToldSo() {
    Built.finish(withoutCache(process(plugin.resolve("kubectl-svc_audit"), "--version")), "");
    assertThat(home.resolve("cache")).doesNotExist();
  }

  @Test
  void runsWhereItCannotWriteACache() {
    var process = process(plugin.resolve("kubectl-svc_audit"), "--version");
    process.environment().put("XDG_CACHE_HOME", plugin.resolve("LICENSE").toString());
    var run = Built.finish(process, "");
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  private Built.Run run(Path launcher) {
    return Built.finish(process(launcher, "examples/broken-shop"), "");
  }

  private ProcessBuilder process(Path launcher, String... arguments) {
    var process =
        new Built("launcher", List.of(launcher.toString())).process(plugin, List.of(arguments));
    process.environment().remove("SVC_AUDIT_NO_AOT");
    process.environment().put("JAVA_HOME", System.getProperty("java.home"));
    process.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
    return process;
  }

  private static ProcessBuilder withoutCache(ProcessBuilder process) {
    process.environment().put("SVC_AUDIT_NO_AOT", "1");
    return process;
  }

  /// A Java like this one that notes its arguments in a file.
  private Path javaThatTells(Path file) throws IOException {
    Path java = Files.createDirectories(home.resolve("java"));
    Files.copy(Path.of(System.getProperty("java.home"), "release"), java.resolve("release"));
    Path program = Files.createDirectory(java.resolve("bin")).resolve("java");
    Files.writeString(
        program,
        "#!/bin/sh\nprintf '%%s\\n' \"$@\" >'%s'\nexec '%s' \"$@\"\n".formatted(file, java()));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return java;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// It is made in the background.
  private Path awaitCache() throws IOException, InterruptedException {
    Path folder = home.resolve("cache/svc-audit");
    for (long i = 0; i < MOST_SECONDS * 10; i++) {
      try (var files = Files.list(folder)) {
        var cache =
            files.filter(file -> file.getFileName().toString().matches("aot-[0-9]+")).findFirst();
        if (cache.isPresent()) return cache.get();
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no cache in " + folder);
  }
}
