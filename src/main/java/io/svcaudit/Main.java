package io.svcaudit;

import io.svcaudit.cli.Cli;
import io.svcaudit.cli.Host;

/// `kubectl-svc_audit`.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /// Runs a command line with the streams and the environment of this process; returns the exit
  /// code.
  static int run(String... args) {
    return Cli.run(
        args, Host.of(System.in, System.out, System.err, System.getenv(), System.console()));
  }
}
