package io.svcaudit.cli;

import io.svcaudit.kube.ApiFailure;
import io.svcaudit.report.Visible;
import io.svcaudit.source.UsageException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// All commands. They are made before it is known what they run in.
final class Commands {
  private final CommandLine commandLine;
  private @Nullable Host host;

  Commands() {
    commandLine =
        new CommandLine(new AuditCommand(this::host))
            .addSubcommand(new MapCommand(this::host))
            .addSubcommand(new TraceCommand(this::host))
            .addSubcommand(new SuggestCommand(this::host))
            .addSubcommand(new DoctorCommand(this::host))
            .addSubcommand(new RbacCommand(this::host))
            .addSubcommand(new RulesCommand(this::host))
            .addSubcommand(new ExplainCommand(this::host))
            .addSubcommand(
                new CommandLine(new CompletionCommand(this::host))
                    .addSubcommand(new CompletionInstallCommand(this::host)))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setAbbreviatedOptionsAllowed(false)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setParameterExceptionHandler((e, _) -> misused(e, host().err()))
            .setExecutionExceptionHandler((e, _, _) -> failed(e, host().err()));
  }

  /// The command line, to be run in a host.
  CommandLine in(Host here) {
    host = here;
    return commandLine
        .setUsageHelpWidth(Math.min(here.width(), 120))
        .setOut(writer(here.out()))
        .setErr(writer(here.err()));
  }

  private Host host() {
    if (host == null) throw new IllegalStateException("no host yet");
    return host;
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

  /// A message may quote a server or a kubeconfig.
  private static String visible(String message) {
    return message.lines().map(Visible::of).collect(Collectors.joining("\n"));
  }

  private static int failed(Exception e, PrintStream err) {
    if (e instanceof UsageException usage)
      for (String message : usage.messages()) err.println("error: " + visible(message));
    else if (e instanceof ApiFailure)
      err.println("error: " + visible(String.valueOf(e.getMessage())));
    else err.println("error: unexpected: " + e + "; please report this as a defect of svc-audit");
    return Exit.ERROR;
  }
}
