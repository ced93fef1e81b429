package io.svcaudit.cli.completion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What the words before the cursor say. What is wrong with them does not matter here.
final class Given {
  private CommandSpec command;
  private final Map<OptionSpec, List<String>> values = new HashMap<>();
  private @Nullable OptionSpec waiting;
  private boolean atStart = true;
  private boolean endOfOptions;
  private int parameters;

  private Given(CommandSpec command) {
    this.command = command;
  }

  static Given of(List<String> words, CommandSpec root) {
    var given = new Given(root);
    words.forEach(given::read);
    return given;
  }

  private void read(String word) {
    atStart = false;
    if (waiting != null) {
      give(waiting, word);
      waiting = null;
    } else if (endOfOptions) parameters++;
    else if (word.equals("--")) endOfOptions = true;
    else if (word.startsWith("-") && word.length() > 1)
      OptionWord.of(word, command).ifPresent(this::read);
    else readName(word);
  }

  private void readName(String word) {
    CommandLine subcommand = command.subcommands().get(word);
    if (subcommand == null) parameters++;
    else enter(subcommand.getCommandSpec());
  }

  private void read(OptionWord word) {
    word.options().forEach(option -> values.computeIfAbsent(option, _ -> new ArrayList<>()));
    if (word.wantsValue()) waiting = word.last();
    else give(word.last(), word.value());
  }

  private void give(OptionSpec option, String value) {
    List<String> all = option.splitRegex().isEmpty() ? List.of(value) : List.of(value.split(","));
    values.computeIfAbsent(option, _ -> new ArrayList<>()).addAll(all);
  }

  private void enter(CommandSpec subcommand) {
    command = subcommand;
    atStart = true;
    parameters = 0;
    values.clear();
  }

  /// The command that the cursor is in.
  CommandSpec command() {
    return command;
  }

  /// The option whose value is under the cursor.
  Optional<OptionSpec> waiting() {
    return Optional.ofNullable(waiting);
  }

  /// Whether `--` was there: what follows is no option and no command.
  boolean endOfOptions() {
    return endOfOptions;
  }

  /// Whether a command can follow: nothing was said to the present one.
  boolean atStart() {
    return atStart;
  }

  boolean has(OptionSpec option) {
    return values.containsKey(option);
  }

  /// The values given to an option; those of a list one by one.
  List<String> values(OptionSpec option) {
    return values.getOrDefault(option, List.of());
  }

  /// The parameter that a word under the cursor would be.
  Optional<PositionalParamSpec> parameter() {
    return command.positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(parameters))
        .findFirst();
  }
}
