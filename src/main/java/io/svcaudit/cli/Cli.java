package io.svcaudit.cli;

import io.svcaudit.cli.completion.Completion;
import io.svcaudit.source.UsageException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Parses a command line and runs it.
public final class Cli {
  private Cli() {}

  /// Runs a command line and returns the exit code. Never throws.
  public static int run(String[] args, Host host) {
    CommandLine commandLine = commandLine(host);
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

  static CommandLine commandLine(Host host) {
    var root = new AuditCommand(host);
    return new CommandLine(root)
        .addSubcommand(new RulesCommand(host))
        .addSubcommand(new ExplainCommand(host))
        .addSubcommand(
            new CommandLine(new CompletionCommand(host))
                .addSubcommand(new CompletionInstallCommand(host)))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpWidth(Math.min(host.width(), 120))
        .setOut(writer(host.out()))
        .setErr(writer(host.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setParameterExceptionHandler((e, _) -> misused(e, host.err()))
        .setExecutionExceptionHandler((e, _, _) -> failed(e, host.err()));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static int misused(ParameterException e, PrintStream err) {
    String message = String.valueOf(e.getMessage());
    err.println("error: " + Character.toLowerCase(message.charAt(0)) + message.substring(1));
    if (e instanceof UnmatchedArgumentException unmatched) {
      var suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) err.println("did you mean " + suggestions.getFirst() + "?");
    }
    err.println("See 'kubectl svc-audit --help' for usage.");
    return Exit.ERROR;
  }

  private static int failed(Exception e, PrintStream err) {
    if (e instanceof UsageException) err.println("error: " + e.getMessage());
    else err.println("error: unexpected: " + e + "; please report this as a defect of svc-audit");
    return Exit.ERROR;
  }
}
