package io.svcaudit.cli;

import io.svcaudit.source.Inputs;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What to read; names and meanings are kubectl's where kubectl has them.
final class InputOptions {
  @Parameters(
      paramLabel = "PATH",
      description = "Files, directories (read recursively) and globs of manifests.")
  private List<String> paths = new ArrayList<>();

  @Mixin private FileOptions files = new FileOptions();

  boolean isEmpty() {
    return paths.isEmpty() && files.isEmpty();
  }

  Inputs inputs() {
    return files.inputs(paths);
  }

  /// What was asked for, for messages.
  String describe() {
    var all = new ArrayList<>(paths);
    all.addAll(files.describe());
    return String.join(", ", all);
  }
}
