package io.svcaudit.cli.completion;

import io.svcaudit.source.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Names that only the user's cluster or kubeconfig knows: kubectl is asked, by its own completion,
/// with all its ways to log in.
record KubectlNames(Given given, Path workingDirectory, Map<String, String> environment) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// What decides which cluster is asked; each in so far as the command has it.
  private static final List<String> CONNECTION =
      List.of("--kubeconfig", "--context", "--cluster", "--user");

  /// @param flag the flag of kubectl that takes such names
  List<String> of(String flag, String word) {
    // `get --context` and not `config use-context`: that pays no attention to --kubeconfig.
    var arguments = new ArrayList<>(List.of("__complete", "get"));
    for (String option : CONNECTION)
      value(option).map(v -> option + "=" + v).forEach(arguments::add);
    arguments.addAll(List.of(flag, word));
    String kubectl = environment.getOrDefault("KUBECTL_PATH", "kubectl");
    return Program.find(kubectl, workingDirectory, environment)
        .map(program -> printed(program, arguments))
        .orElse(List.of());
  }

  private Stream<String> value(String name) {
    var option = given.command().findOption(name);
    return option == null ? Stream.empty() : given.values(option).stream().limit(1);
  }

  /// The lines before the directive, without descriptions; nothing if the cluster does not answer.
  private List<String> printed(Program program, List<String> arguments) {
    try {
      byte[] printed = program.run(arguments, workingDirectory, PATIENCE);
      return new String(printed, StandardCharsets.UTF_8)
          .lines()
          .takeWhile(line -> !line.startsWith(":"))
          .map(line -> line.split("\t", 2)[0])
          .toList();
    } catch (Program.Failed _) {
      return List.of();
    }
  }
}
