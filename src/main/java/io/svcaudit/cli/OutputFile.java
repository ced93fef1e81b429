package io.svcaudit.cli;

import io.svcaudit.source.UsageException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a report goes.
final class OutputFile {
  @Option(
      names = "--output-file",
      paramLabel = "FILE",
      description = "Write the report to this file instead of standard output.")
  private @Nullable String file;

  /// What is written.
  @FunctionalInterface
  interface Content {
    void write(Appendable out) throws IOException;
  }

  /// Whether people see the report in a terminal.
  boolean isTerminal(Host host) {
    return host.isTerminal() && file == null;
  }

  void write(Host host, Content content) throws IOException, UsageException {
    if (file == null) {
      write(content, host.out());
      return;
    }
    Path path = host.workingDirectory().resolve(file);
    try (OutputStream out = Files.newOutputStream(path)) {
      write(content, out);
    } catch (IOException e) {
      throw new UsageException("cannot write %s: %s".formatted(file, why(e)));
    }
  }

  private static String why(IOException e) {
    String reason = e instanceof FileSystemException failed ? failed.getReason() : null;
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "its folder does not exist";
      default -> reason != null ? reason : String.valueOf(e.getMessage());
    };
  }

  private static void write(Content content, OutputStream to) throws IOException {
    var out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), 1 << 16);
    content.write(out);
    out.flush();
  }
}
