package io.svcaudit.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a command line runs in.
///
/// @param isTerminal whether standard output is a terminal
public record Host(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path workingDirectory,
    boolean isTerminal) {

  public Host {
    environment = Map.copyOf(environment);
  }

  /// @param console null if the process has none
  public static Host of(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      @Nullable Console console) {
    boolean isTerminal = console != null && console.isTerminal();
    return new Host(
        in,
        StandardOutput.printStream(out),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        Path.of("").toAbsolutePath(),
        isTerminal);
  }

  /// The terminal's width in cells: `COLUMNS`, or 80; 120 for what is not a terminal.
  int width() {
    try {
      int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
      if (columns >= 40) return columns;
    } catch (NumberFormatException _) {
      // Not a number: as good as not set.
    }
    return isTerminal ? 80 : 120;
  }
}
