package io.svcaudit.cli;

import io.svcaudit.source.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What to read, by options alone; names and meanings are kubectl's where kubectl has them.
final class FileOptions {
  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILENAME",
      split = ",",
      completionCandidates = StandardInput.class,
      description = "File, directory or glob to read, or - for standard input; repeatable.")
  private List<String> filenames = new ArrayList<>();

  @Option(
      names = {"-R", "--recursive"},
      description = "Read the directories given with -f recursively.")
  private boolean recursive;

  @Option(
      names = {"-k", "--kustomize"},
      paramLabel = "DIR",
      description = "Build this kustomization (with kustomize or kubectl) and read the result.")
  private @Nullable String kustomize;

  @Option(
      names = "--helm",
      paramLabel = "CHART",
      description = "Render this chart (with helm) and read the result; repeatable.")
  private List<String> charts = new ArrayList<>();

  @Option(
      names = "--values",
      paramLabel = "FILE",
      description = "Values for the chart of --helm; repeatable.")
  private List<String> values = new ArrayList<>();

  /// What can stand for a file, for completion.
  static final class StandardInput extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    StandardInput() {
      super(List.of("-"));
    }
  }

  boolean isEmpty() {
    return filenames.isEmpty() && kustomize == null && charts.isEmpty();
  }

  /// @param paths that were given as arguments; may be empty
  Inputs inputs(List<String> paths) {
    return new Inputs(paths, filenames, recursive, Optional.ofNullable(kustomize), charts, values);
  }

  /// What was asked for, for messages.
  List<String> describe() {
    var all = new ArrayList<>(filenames);
    if (kustomize != null) all.add(kustomize);
    all.addAll(charts);
    return all;
  }
}
