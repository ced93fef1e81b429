package io.svcaudit.cli;

import io.svcaudit.cli.completion.Completion;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Parses a command line and runs it.
public final class Cli {
  /// The first run's command line. The executable has it from its build, where classes are
  /// initialized: reading the annotations takes longer than everything else at a start.
  private static final AtomicReference<@Nullable Commands> FIRST =
      new AtomicReference<>(new Commands());

  private Cli() {}

  /// Runs a command line and returns the exit code. Never throws.
  public static int run(String[] args, Host host) {
    Commands first = FIRST.getAndSet(null);
    Commands commands = first == null ? new Commands() : first;
    CommandLine commandLine = commands.in(host);
    boolean asks = args.length > 0 && args[0].equals(Completion.COMMAND);
    int exitCode = asks ? complete(args, commandLine, host) : commandLine.execute(args);
    // Flushes, too.
    if (!host.out().checkError()) return exitCode;
    host.err().println("error: cannot write to standard output; is it closed, or its disk full?");
    return Exit.ERROR;
  }

  /// Not a command of picocli's: the words that follow are half a command line, not arguments.
  private static int complete(String[] args, CommandLine commandLine, Host host) {
    List<String> words = List.of(args).subList(1, args.length);
    host.out()
        .print(
            Completion.of(
                words, commandLine.getCommandSpec(), host.workingDirectory(), host.environment()));
    return Exit.CLEAN;
  }
}
