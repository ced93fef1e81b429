package io.svcaudit.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a shell is told, in the form that kubectl takes from plugins: a candidate on each line,
/// then what else the shell is to do.
///
/// @param directive cobra's `ShellCompDirective`
record Answer(List<Candidate> candidates, int directive) {
  /// Offer files where no candidate fits.
  static final int FILES = 0;

  /// Something went wrong: offer nothing.
  static final int ERROR = 1;

  /// Write no space after the word.
  static final int NO_SPACE = 2;

  /// Offer the candidates only.
  static final int NO_FILES = 4;

  /// The candidates are extensions: offer the files that have them.
  static final int EXTENSIONS = 8;

  /// Offer directories.
  static final int DIRECTORIES = 16;

  /// The candidates and nothing else.
  static Answer only(Stream<Candidate> candidates) {
    return new Answer(candidates.filter(Candidate::isPlain).toList(), NO_FILES);
  }

  /// What the shell itself knows best.
  static Answer ofShell(int directive) {
    return new Answer(List.of(), directive);
  }

  String text() {
    return Stream.concat(candidates.stream().map(Candidate::line), Stream.of(":" + directive))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
