package io.svcaudit.source;

import java.util.List;
import java.util.Optional;

/// A kustomization that was met while walking. It is not built; it tells what belongs together.
///
/// @param directory its folder, as in [SourceFile#directory()]
/// @param includes the folders and files that it builds on: `resources`, `bases`, `components`, as
///   normalised paths like [SourceFile#name()]; remote ones are left out
/// @param namespace the namespace that it gives to its objects
/// @param remote whether it also builds on something that is not on this disk
public record Kustomization(
    String directory, List<String> includes, Optional<String> namespace, boolean remote) {
  public Kustomization {
    includes = List.copyOf(includes);
  }
}
