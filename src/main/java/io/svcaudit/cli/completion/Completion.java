package io.svcaudit.cli.completion;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// What can follow a half-written command line, taken from picocli's model of the commands.
public final class Completion {
  /// The first argument of a command line that asks for completion; the user's words follow.
  public static final String COMMAND = "__complete";

  private final Given given;
  private final String word;
  private final Path workingDirectory;
  private final Values values;

  private Completion(
      Given given, String word, Path workingDirectory, Map<String, String> environment) {
    this.given = given;
    this.word = word;
    this.workingDirectory = workingDirectory;
    this.values = new Values(given, new KubectlNames(given, workingDirectory, environment));
  }

  /// Answers a shell. A user who presses TAB is never shown an error.
  ///
  /// @param words what the user wrote after the command's name, up to the cursor; the last is the
  ///   word under it
  public static String of(
      List<String> words,
      CommandSpec root,
      Path workingDirectory,
      Map<String, String> environment) {
    String word = words.isEmpty() ? "" : words.getLast();
    List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
    try {
      return new Completion(Given.of(before, root), word, workingDirectory, environment)
          .answer()
          .text();
    } catch (RuntimeException _) {
      return Answer.ofShell(Answer.ERROR).text();
    }
  }

  private Answer answer() {
    Optional<OptionSpec> waiting = given.waiting();
    if (waiting.isPresent()) return values.of(waiting.get(), "", word);
    if (!given.endOfOptions() && word.startsWith("-"))
      return OptionWord.of(word, given.command())
          .filter(option -> option.valueAt() > 0)
          .map(option -> values.of(option.last(), option.lead(), option.value()))
          .orElseGet(() -> Answer.only(options()));

    Answer parameter =
        given
            .parameter()
            .map(it -> values.of(it, "", word))
            .orElseGet(() -> Answer.only(Stream.empty()));
    List<Candidate> commands = commands().filter(it -> it.value().startsWith(word)).toList();
    return commands.isEmpty() ? parameter : together(commands, parameter);
  }

  /// Shells look for files only if there is no candidate. So that `e` can still become `examples/`
  /// where there is a command `explain`, paths are candidates here.
  private Answer together(List<Candidate> commands, Answer parameter) {
    if (parameter.directive() == Answer.NO_FILES)
      return Answer.only(Stream.concat(commands.stream(), parameter.candidates().stream()));
    List<Candidate> paths = new LocalPaths(workingDirectory).startingWith(word);
    Answer all = Answer.only(Stream.concat(commands.stream(), paths.stream()));
    boolean goesOn = all.candidates().stream().anyMatch(it -> it.value().endsWith("/"));
    return goesOn ? new Answer(all.candidates(), Answer.NO_FILES | Answer.NO_SPACE) : all;
  }

  private Stream<Candidate> commands() {
    if (!given.atStart()) return Stream.empty();
    return given.command().subcommands().entrySet().stream()
        .map(entry -> Map.entry(entry.getKey(), entry.getValue().getCommandSpec()))
        .filter(entry -> entry.getKey().equals(entry.getValue().name()))
        .filter(entry -> !entry.getValue().usageMessage().hidden())
        .map(entry -> new Candidate(entry.getKey(), summary(entry.getValue().usageMessage())))
        .sorted(Comparator.comparing(Candidate::value));
  }

  private static String summary(UsageMessageSpec usage) {
    return summary(usage.description());
  }

  /// The long names; the short one of an option that has no other, or that was written out.
  private Stream<Candidate> options() {
    return given.command().options().stream()
        .filter(option -> !option.hidden())
        .filter(option -> option.isMultiValue() || !given.has(option))
        .flatMap(option ->
            Stream.of(option.longestName(), word)
                .distinct()
                .filter(Arrays.asList(option.names())::contains)
                .map(name -> new Candidate(name, summary(option.description()))))
        .filter(it -> it.value().startsWith(word));
  }

  /// What the first sentence of a description says, without the particulars.
  private static String summary(String[] description) {
    return description.length == 0 ? "" : description[0].split("[:;(]|\\.(\\s|$)", 2)[0].strip();
  }
}
