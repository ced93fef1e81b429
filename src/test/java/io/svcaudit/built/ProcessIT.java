package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.svcaudit.built.Built.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What surrounds a process: its streams, signals, terminal, environment and directory.
@DisabledOnOs(OS.WINDOWS)
class ProcessIT {
  private static final String BUILT = "io.svcaudit.built.Built#all";
  private static final String SHOP = "examples/broken-shop";

  @TempDir private Path folder = Path.of("");

  /// Runs a line of shell in which `"$@"` is the program under test.
  private static Run shell(Built built, String line) {
    return Built.finish(inShell(built, line), "");
  }

  private static ProcessBuilder inShell(Built built, String line) {
    ProcessBuilder builder = built.process(Built.project(), List.of());
    List<String> command = builder.command();
    command.addAll(0, List.of("bash", "-c", line, "bash"));
    return builder.command(command);
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void aReaderThatGoesAwayIsNoError(Built built) {
    // More than a pipe holds, so that writing fails.
    Run run =
        shell(
            built,
            "\"$@\" src/test/resources/rules -o json --allow-partial | head -n 1; echo"
                + " ${PIPESTATUS[0]}");
    assertThat(run.stdout()).isEqualTo("{\n1\n");
    assertThat(run.stderr()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void aReportThatIsLostIsAnError(Built built) {
    for (String to : List.of(">&-", "> /dev/full")) {
      assumeTrue(!to.contains("full") || Files.exists(Path.of("/dev/full")));
      Run run = shell(built, "\"$@\" examples/sound-shop " + to);
      assertThat(run.exitCode()).as(to).isEqualTo(2);
      assertThat(run.stderr()).startsWith("error: cannot write to standard output");
    }
    assertThat(shell(built, "\"$@\" --version >&- 2>&-").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void standardInputMayBeClosed(Built built) {
    assertThat(shell(built, "\"$@\" examples/sound-shop <&-").exitCode()).isZero();
    Run run = shell(built, "\"$@\" -f - <&-");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).startsWith("error: ").doesNotContain("Exception");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void anInterruptEndsItQuietly(Built built) throws IOException, InterruptedException {
    Process process = built.process(Built.project(), List.of("-f", "-")).start();
    try {
      // It waits for standard input, which stays open.
      assertThat(process.waitFor(2, TimeUnit.SECONDS)).isFalse();
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(process.errorReader(StandardCharsets.UTF_8).lines()).isEmpty();
      assertThat(process.inputReader(StandardCharsets.UTF_8).lines()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void coloursAreForTerminals(Built built) {
    assumeTrue(OnPath.has("script"), "script (util-linux) is not on PATH");
    assertThat(onTerminal(built, "")).contains("\u001b[");
    assertThat(onTerminal(built, "NO_COLOR=1")).contains("error[").doesNotContain("\u001b[");
    assertThat(onTerminal(built, "TERM=dumb")).contains("error[").doesNotContain("\u001b[");
    assertThat(shell(built, "TERM=xterm \"$@\" " + SHOP).stdout()).doesNotContain("\u001b[");
  }

  private static String onTerminal(Built built, String environment) {
    String line =
        "env TERM=xterm %s %s %s".formatted(environment, String.join(" ", built.command()), SHOP);
    return Built.finish(
            new ProcessBuilder("script", "-qec", line, "/dev/null")
                .directory(Built.project().toFile()),
            "")
        .stdout();
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void needsNoEnvironment(Built built) {
    ProcessBuilder process = built.process(Built.project(), List.of(SHOP, "-o", "concise"));
    process.environment().clear();
    Run run = Built.finish(process, "");
    assertThat(run.stderr()).isEmpty();
    assertThat(run).isEqualTo(built.run(Built.project(), SHOP, "-o", "concise"));
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void leavesTheDirectoryAsItIs(Built built) throws IOException {
    Files.copy(Path.of(SHOP, "db.yaml"), folder.resolve("db.yaml"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThat(built.run(folder, ".").exitCode()).isOne();
      try (var files = Files.list(folder)) {
        assertThat(files.collect(Collectors.toList())).containsExactly(folder.resolve("db.yaml"));
      }
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void anOutputFileThatCannotBeWrittenIsAnError(Built built) {
    Run run = built.run(Built.project(), SHOP, "--output-file", "pom.xml/audit.txt");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr())
        .isEqualTo(
            "error: cannot write pom.xml/audit.txt: Not a directory" + System.lineSeparator());
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void theLocaleChangesNothing(Built built) throws IOException {
    // Dotless i: in Turkish, "INGRESS" in lower case is no English word.
    for (String locale : List.of("C", "tr_TR.UTF-8", "de_DE.ISO-8859-1")) {
      ProcessBuilder process = built.process(Built.project(), List.of(SHOP, "-o", "json"));
      process.environment().put("LC_ALL", locale);
      process.environment().put("LANG", locale);
      assertThat(Built.finish(process, ""))
          .as(locale)
          .isEqualTo(built.run(Built.project(), SHOP, "-o", "json"));
    }
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void manifestsAreUtf8WhateverTheLocale(Built built) throws IOException {
    Files.writeString(
        folder.resolve("g.yaml"),
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: größe
        """);
    ProcessBuilder process = built.process(folder, List.of("g.yaml", "-o", "concise"));
    process.environment().put("LC_ALL", "C");
    assertThat(Built.finish(process, "").stdout())
        .contains("g.yaml:4:3: high service-api-rejects ", "Service default/größe");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void filesMayHaveAnyName(Built built) throws IOException {
    Path deep = Files.createDirectories(folder.resolve("déploiement/数据 库"));
    Files.copy(Path.of(SHOP, "db.yaml"), deep.resolve("ça va.yaml"));
    ProcessBuilder process = built.process(folder, List.of("déploiement", "-o", "concise"));
    // Java on Linux takes names of files for what the locale says; the executable always UTF-8.
    process.environment().put("LC_ALL", built.equals(Built.jar()) ? "C.UTF-8" : "C");
    assertThat(Built.finish(process, "").stdout())
        .contains("déploiement/数据 库/ça va.yaml:12:3: critical datastore-exposed-nodeport");
  }
}
