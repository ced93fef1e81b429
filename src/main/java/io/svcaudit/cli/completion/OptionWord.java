package io.svcaudit.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// A word that gives options: `--rule`, `--rule=a`, `-o=json`, `-ojson`, `-Ro`.
///
/// @param options at least one; only the last can have a value
/// @param valueAt where the value begins in the word, or -1
record OptionWord(String word, List<OptionSpec> options, int valueAt) {
  /// Empty for what is no option of the command.
  static Optional<OptionWord> of(String word, CommandSpec command) {
    int equals = word.indexOf('=');
    OptionSpec whole = command.findOption(equals < 0 ? word : word.substring(0, equals));
    if (whole != null)
      return Optional.of(new OptionWord(word, List.of(whole), equals < 0 ? -1 : equals + 1));
    return word.startsWith("-") && !word.startsWith("--")
        ? cluster(word, command)
        : Optional.empty();
  }

  private static Optional<OptionWord> cluster(String word, CommandSpec command) {
    var options = new ArrayList<OptionSpec>();
    for (int i = 1; i < word.length(); i++) {
      OptionSpec option = command.findOption("-" + word.charAt(i));
      if (option == null) return Optional.empty();
      options.add(option);
      int next = i + 1;
      if (takesValue(option) && next < word.length())
        return Optional.of(
            new OptionWord(word, options, word.charAt(next) == '=' ? next + 1 : next));
    }
    return options.isEmpty() ? Optional.empty() : Optional.of(new OptionWord(word, options, -1));
  }

  private static boolean takesValue(OptionSpec option) {
    return option.arity().min() > 0;
  }

  OptionSpec last() {
    return options.getLast();
  }

  /// Whether the next word is its value.
  boolean wantsValue() {
    return valueAt < 0 && takesValue(last());
  }

  /// The value that is in the word itself.
  String value() {
    return valueAt < 0 ? "" : word.substring(valueAt);
  }

  /// What stands before the value and is a part of each candidate. Shells themselves keep what ends
  /// with `=`.
  String lead() {
    return word.charAt(valueAt - 1) == '=' ? "" : word.substring(0, valueAt);
  }
}
