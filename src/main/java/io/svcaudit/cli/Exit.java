package io.svcaudit.cli;

/// The exit codes.
final class Exit {
  /// Nothing at or above `--fail-on`.
  static final int CLEAN = 0;

  /// At least one finding counts.
  static final int FINDINGS = 1;

  /// Usage or input errors; a run that saw only a part.
  static final int ERROR = 2;

  private Exit() {}
}
