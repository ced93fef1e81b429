package io.svcaudit.cli.completion;

import io.svcaudit.rules.RulePage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The values that an option or a parameter can have. Its label says what they are.
record Values(Given given, KubectlNames names) {
  /// @param lead what each candidate begins with, before the value
  /// @param value what there is of the value
  Answer of(ArgSpec arg, String lead, String value) {
    return switch (arg.paramLabel()) {
      case "PATH" -> manifests();
      // `-` is offered only to who wrote it: a candidate hides the files.
      case "FILENAME" -> value.equals("-") ? listed(arg, lead, value) : manifests();
      case "FILE", "CHART" -> Answer.ofShell(Answer.FILES);
      case "DIR" -> Answer.ofShell(Answer.DIRECTORIES);
      case "NAMESPACE" -> kubectl("--namespace", lead, value);
      case "CONTEXT" -> kubectl("--context", lead, value);
      default -> listed(arg, lead, value);
    };
  }

  private static Answer manifests() {
    return new Answer(
        LocalPaths.EXTENSIONS.stream().map(Candidate::of).toList(), Answer.EXTENSIONS);
  }

  private Answer kubectl(String flag, String lead, String value) {
    return Answer.only(
        names.of(flag, value).stream()
            .filter(name -> name.startsWith(value))
            .map(name -> Candidate.of(lead + name)));
  }

  /// The values that the model lists. In a list with commas, those that are not there yet.
  private Answer listed(ArgSpec arg, String lead, String value) {
    int last = arg.splitRegex().isEmpty() ? 0 : value.lastIndexOf(',') + 1;
    String head = lead + value.substring(0, last);
    Set<String> used = new HashSet<>(List.of(value.substring(0, last).split(",")));
    if (arg instanceof OptionSpec option) used.addAll(given.values(option));
    return Answer.only(
        candidates(arg)
            .filter(name -> name.startsWith(value.substring(last)) && !used.contains(name))
            .map(name -> new Candidate(head + name, description(arg, name))));
  }

  private static Stream<String> candidates(ArgSpec arg) {
    Iterable<String> candidates = arg.completionCandidates();
    return candidates == null
        ? Stream.empty()
        : StreamSupport.stream(candidates.spliterator(), false);
  }

  private static String description(ArgSpec arg, String value) {
    if (arg.paramLabel().equals("RULE")) return RulePage.of(value).title();
    return value.equals(arg.defaultValue()) ? "default" : "";
  }
}
