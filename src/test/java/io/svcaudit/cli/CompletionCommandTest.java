package io.svcaudit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `completion SHELL` and `completion install`.
class CompletionCommandTest {
  private static final String FILE = "kubectl_complete-svc_audit";

  @TempDir private Path folder = Path.of("");

  private record Run(int exitCode, String out, String err) {}

  private Run run(Map<String, String> environment, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var host =
        new Host(
            InputStream.nullInputStream(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            folder,
            false);
    return new Run(Cli.run(args, host), out.toString(UTF_8), err.toString(UTF_8));
  }

  private Run install(String... options) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("home/bin"));
    Path usr = Files.createDirectories(folder.resolve("usr/bin"));
    String path =
        Stream.of(usr, folder.resolve("home/no"), bin)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    String[] args =
        Stream.concat(Stream.of("completion", "install"), Stream.of(options))
            .toArray(String[]::new);
    return run(Map.of("HOME", folder.resolve("home").toString(), "PATH", path), args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void scriptsArePrinted(String shell) throws IOException {
    Run run = run(Map.of(), "completion", shell);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(Files.readString(Path.of("src/main/resources/svc-audit/completion", shell)))
        .contains("kubectl svc-audit completion " + shell);
  }

  @Test
  void helpNamesTheCommandAndNotTheHiddenWord() {
    assertThat(run(Map.of(), "--help").out())
        .contains("  completion  Set up completion in a shell.")
        .doesNotContain("__complete");
    assertThat(run(Map.of(), "completion", "--help").out())
        .contains("kubectl_complete-svc_audit", "bash, zsh, fish");
  }

  @Test
  void aShellHasToBeNamed() {
    Run run = run(Map.of(), "completion");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: name a shell (bash, zsh or fish)");
    assertThat(run(Map.of(), "completion", "tcsh").exitCode()).isEqualTo(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void installWritesIntoTheFirstFolderOfTheUserOnThePath() throws IOException {
    Run run = install();
    Path file = folder.resolve("home/bin").resolve(FILE);
    assertThat(run).isEqualTo(new Run(0, "wrote " + file + System.lineSeparator(), ""));
    assertThat(file).hasSameTextualContentAs(Path.of("scripts", FILE)).isExecutable();

    assertThat(install().out()).startsWith("nothing to do: there is already " + file);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void installDoesNotOverwriteWhatIsNotIts() throws IOException {
    Path file = folder.resolve("home/bin").resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    Run run = install();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().strip()).isEqualTo("error: " + file + " is another file; remove it first");
    assertThat(file).hasContent("#!/bin/sh\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void installIntoAFolderOfTheUsersChoice() throws IOException {
    Path chosen = Files.createDirectory(folder.resolve("chosen"));
    Run run = install("--dir", "chosen");
    assertThat(run.exitCode()).isZero();
    assertThat(chosen.resolve(FILE)).isExecutable();
    assertThat(run.err().strip())
        .isEqualTo("warning: " + chosen + " is not on PATH, kubectl will not find the file");

    assertThat(install("--dir", "none").err().strip())
        .isEqualTo("error: the directory \"" + folder.resolve("none") + "\" does not exist");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void withoutAFolderOfTheUserOneHasToBeNamed() {
    for (var environment :
        List.of(Map.of("PATH", folder.toString()), Map.of("HOME", folder.toString()))) {
      Run run = run(environment, "completion", "install");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).startsWith("error: no writable folder on PATH is in your home");
    }
    assertThat(folder).isEmptyDirectory();
  }
}
