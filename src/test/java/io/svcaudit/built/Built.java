package io.svcaudit.built;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What the build made and a user runs: the jar, or the native executable.
///
/// @param name for messages
/// @param command what starts it, to be followed by its arguments
public record Built(String name, List<String> command) {
  private static final long MOST_SECONDS = 600;

  /// A finished run.
  public record Run(int exitCode, String stdout, String stderr) {}

  public static Built jar() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new Built(
        "jar", List.of(java.toString(), "-jar", System.getProperty("svc-audit.jar", "")));
  }

  /// Empty if the build makes none: without the profile `native`.
  public static Optional<Built> executable() {
    String file = System.getProperty("svc-audit.executable", "");
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new Built("executable", List.of(Path.of(file).toString())));
  }

  /// The executable; leaves the test out if the build makes none.
  public static Built requireExecutable() {
    Optional<Built> executable = executable();
    assumeTrue(executable.isPresent(), "the build makes no executable; use the profile native");
    return executable.orElseThrow();
  }

  /// All that was built.
  public static Stream<Built> all() {
    return Stream.concat(Stream.of(jar()), executable().stream());
  }

  /// What a user has: the executable if the build makes it, else the jar.
  public static Built best() {
    return executable().orElseGet(Built::jar);
  }

  /// Puts it into a folder under its name on a `PATH`.
  public Path install(Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve("kubectl-svc_audit");
    if (command.size() == 1) return Files.copy(Path.of(command.getFirst()), file);
    String quoted = command.stream().map(word -> "'" + word + "'").collect(joining(" "));
    Files.writeString(file, "#!/bin/sh\nexec " + quoted + " \"$@\"\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /// A process of it, to be started.
  public ProcessBuilder process(Path directory, List<String> arguments) {
    var line = new ArrayList<>(command);
    line.addAll(arguments);
    return new ProcessBuilder(line).directory(directory.toFile());
  }

  /// Runs it in a directory with nothing on standard input.
  public Run run(Path directory, String... arguments) {
    return finish(process(directory, List.of(arguments)), "");
  }

  /// Starts a process, gives it its standard input and waits for its end.
  public static Run finish(ProcessBuilder builder, String stdin) {
    try {
      Process process = builder.start();
      // Threads of their own: the common pool may have but one, and a full pipe stops the process.
      Executor reader = Thread.ofVirtual()::start;
      var stdout = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), reader);
      var stderr = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), reader);
      try (var in = process.getOutputStream()) {
        in.write(stdin.getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // It has ended without reading all of it.
      }
      boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
      // Not one that has ended: that would close streams which are still being read.
      if (!ended) process.destroyForcibly();
      assertThat(ended).as("%s ended", builder.command()).isTrue();
      return new Run(process.exitValue(), stdout.join(), stderr.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the project's own files are: tests run in its root.
  public static Path project() {
    Path here = Path.of("").toAbsolutePath();
    assertThat(Files.exists(here.resolve("pom.xml"))).isTrue();
    return here;
  }

  @Override
  public String toString() {
    return name;
  }
}
