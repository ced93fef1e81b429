package io.svcaudit.cli.completion;

import java.util.regex.Pattern;

/// A word that a shell can offer.
///
/// @param description what the shell may show beside it; may be empty
record Candidate(String value, String description) {
  /// Nothing that a shell would have to quote: the scripts of kubectl insert words as they are.
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.:/@%+,=-]+");

  static Candidate of(String value) {
    return new Candidate(value, "");
  }

  boolean isPlain() {
    return PLAIN.matcher(value).matches();
  }

  /// As a line of the answer.
  String line() {
    return description.isEmpty() ? value : value + "\t" + description;
  }
}
