package io.svcaudit.cli;

import io.svcaudit.cli.completion.Script;
import io.svcaudit.source.UsageException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kubectl svc-audit completion SHELL`: the script that a shell loads.
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Set up completion in a shell.",
      "",
      "With 'kubectl svc-audit <TAB>' it is kubectl that completes: it runs the program"
          + " kubectl_complete-svc_audit, which it looks for on the PATH. 'completion install' puts"
          + " it there; the shell needs kubectl's own completion (see 'kubectl completion"
          + " --help').",
      "",
      "'completion SHELL' prints a script for those who call kubectl-svc_audit itself. Its first"
          + " lines say how to load it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  kubectl svc-audit completion install",
      "  source <(kubectl svc-audit completion bash)"
    })
final class CompletionCommand implements Callable<Integer> {
  /// The shells that there are scripts for.
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Supplier<Host> hosts;

  // Not required: the command `install` stands in its place.
  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      description = "Print the script for this shell: ${COMPLETION-CANDIDATES}.")
  private @Nullable Shell shell;

  CompletionCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws UsageException {
    if (shell == null)
      throw new UsageException("name a shell (bash, zsh or fish), or use 'completion install'");
    hosts.get().out().print(Script.of(shell.toString()));
    hosts.get().out().flush();
    return Exit.CLEAN;
  }
}
