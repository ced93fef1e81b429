package io.svcaudit.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Runs another program and takes what it prints. No shell is involved.
///
/// @param executable its file
/// @param environment of the new process
public record Program(Path executable, Map<String, String> environment) {
  /// kubectl logs the errors of its kustomize: `E1124 02:05:08 1 run.go:72] "command failed"
  /// err="…"`.
  private static final Pattern KLOG =
      Pattern.compile("^[EF]\\d{4} .*?] \"command failed\" err=\"(.*)\"$");

  /// Why nothing can be made of what a program printed.
  public static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String reason) {
      super(reason, null, false, false);
    }

    public String reason() {
      return String.valueOf(getMessage());
    }
  }

  /// Looks a program up as a shell would.
  public static Optional<Program> find(
      String name, Path workingDirectory, Map<String, String> environment) {
    if (name.contains("/") || name.contains(File.separator))
      return executable(workingDirectory.resolve(name)).map(file -> new Program(file, environment));
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (folder.isEmpty()) continue;
      Optional<Path> file = executable(workingDirectory.resolve(folder).resolve(name));
      if (file.isPresent()) return Optional.of(new Program(file.get(), environment));
    }
    return Optional.empty();
  }

  private static Optional<Path> executable(Path file) {
    for (Path candidate : List.of(file, file.resolveSibling(file.getFileName() + ".exe")))
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate))
        return Optional.of(candidate);
    return Optional.empty();
  }

  /// What the program prints.
  public byte[] run(List<String> arguments, Path workingDirectory, Duration timeout) throws Failed {
    var command = new ArrayList<String>();
    command.add(executable.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return outputOf(builder.start(), timeout);
    } catch (IOException e) {
      throw new Failed("cannot be started: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Failed("was interrupted");
    }
  }

  /// Both streams are drained while the program runs: it would block on a full pipe.
  private static byte[] outputOf(Process process, Duration timeout)
      throws IOException, InterruptedException, Failed {
    process.getOutputStream().close();
    CompletableFuture<byte[]> stdout = drain(process.getInputStream());
    CompletableFuture<byte[]> stderr = drain(process.getErrorStream());
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        byte[] printed = stdout.get(5, TimeUnit.SECONDS);
        if (process.exitValue() == 0) return printed;
        String errors = new String(stderr.get(5, TimeUnit.SECONDS), StandardCharsets.UTF_8);
        throw new Failed(firstLines(errors, process.exitValue()));
      }
    } catch (ExecutionException e) {
      throw new Failed("its output broke off: " + e.getMessage());
    } catch (TimeoutException _) {
      // A child of it holds the streams open: the same as not ending.
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    throw new Failed("did not end within " + timeout.toSeconds() + " seconds");
  }

  private static CompletableFuture<byte[]> drain(InputStream stream) {
    var result = new CompletableFuture<byte[]>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (stream) {
            result.complete(stream.readAllBytes());
          } catch (IOException e) {
            result.completeExceptionally(new UncheckedIOException(e));
          }
        });
    return result;
  }

  /// The two first lines that are more than a warning.
  private static String firstLines(String errors, int exitValue) {
    List<String> lines =
        errors
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.matches("(?i)[#\\s]*warning.*"))
            .map(line -> line.replaceFirst("^(?i:error: )+", ""))
            .map(line -> KLOG.matcher(line).replaceFirst("$1").replace("\\\"", "\""))
            .limit(2)
            .toList();
    return lines.isEmpty() ? "ended with exit code " + exitValue : String.join("; ", lines);
  }
}
