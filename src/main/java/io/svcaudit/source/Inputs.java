package io.svcaudit.source;

import java.util.List;
import java.util.Optional;

/// What the user asks to read.
///
/// @param paths positional: files, directories (always recursive), globs
/// @param filenames `-f`: files, directories (not recursive unless `recursive`), globs, `-`
/// @param recursive `-R`, for `filenames` only
/// @param kustomize `-k`: a directory to build
/// @param charts `--helm`: charts to render
/// @param values `--values`: files for the charts
public record Inputs(
    List<String> paths,
    List<String> filenames,
    boolean recursive,
    Optional<String> kustomize,
    List<String> charts,
    List<String> values) {
  public Inputs {
    paths = List.copyOf(paths);
    filenames = List.copyOf(filenames);
    charts = List.copyOf(charts);
    values = List.copyOf(values);
  }
}
