package io.svcaudit;

import io.svcaudit.cli.Cli;
import io.svcaudit.cli.Host;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// `kubectl-svc_audit`.
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    var err = new FileOutputStream(FileDescriptor.err);
    System.exit(run(args, standardOutput(), err));
  }

  /// Not `System.out`, which hides why a write failed. A closed descriptor is looked for before any
  /// file is opened: the first one would get its number, and Java would send what is written there
  /// nowhere.
  private static OutputStream standardOutput() throws IOException {
    if (!Files.isDirectory(Path.of("/dev/fd")) || Files.exists(Path.of("/dev/fd/1")))
      return new FileOutputStream(FileDescriptor.out);
    OutputStream closed = OutputStream.nullOutputStream();
    closed.close();
    return closed;
  }

  /// Runs a command line in the environment of this process; returns the exit code.
  static int run(String[] args, OutputStream out, OutputStream err) {
    return Cli.run(args, Host.of(System.in, out, err, System.getenv(), System.console()));
  }
}
