package io.svcaudit.cli.completion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Manifests and directories beside the user.
record LocalPaths(Path directory) {
  /// What manifests are called; kubectl offers the same for its own `-f`.
  static final List<String> EXTENSIONS = List.of("json", "yaml", "yml");

  /// Directories with a slash at the end.
  List<Candidate> startingWith(String prefix) {
    try (Stream<Path> children = Files.list(directory)) {
      return children
          .filter(path -> path.getFileName().toString().startsWith(prefix))
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .flatMap(LocalPaths::candidate)
          .map(Candidate::of)
          .sorted(java.util.Comparator.comparing(Candidate::value))
          .toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  private static Stream<String> candidate(Path path) {
    String name = path.getFileName().toString();
    if (Files.isDirectory(path)) return Stream.of(name + "/");
    boolean manifest = EXTENSIONS.stream().anyMatch(extension -> name.endsWith("." + extension));
    return manifest ? Stream.of(name) : Stream.empty();
  }
}
