package io.svcaudit;

import io.svcaudit.cli.Cli;
import io.svcaudit.cli.Host;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;

/// `kubectl-svc_audit`.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Not System.out: it hides why a write failed.
    var out = new FileOutputStream(FileDescriptor.out);
    var err = new FileOutputStream(FileDescriptor.err);
    System.exit(run(args, out, err));
  }

  /// Runs a command line in the environment of this process; returns the exit code.
  static int run(String[] args, OutputStream out, OutputStream err) {
    return Cli.run(args, Host.of(System.in, out, err, System.getenv(), System.console()));
  }
}
