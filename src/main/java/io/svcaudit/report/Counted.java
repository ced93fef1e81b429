package io.svcaudit.report;

/// Numbers with their nouns.
final class Counted {
  private Counted() {}

  /// `1 file`, `2 files`.
  static String of(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
