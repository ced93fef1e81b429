package io.svcaudit.source;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Expands a pattern of paths as a shell would: what starts with a dot has to be named with its
/// dot. What git ignores is left out, as it is when a folder is walked.
final class Glob {
  private record Step(Path folder, int part) {}

  private final List<String> parts;
  private final Set<Path> found;
  private final Set<Step> done = new HashSet<>();

  private Glob(List<String> parts, Set<Path> found) {
    this.parts = parts;
    this.found = found;
  }

  /// The existing files and folders that match, absolute and normalised, without repetition.
  static List<Path> expand(Path workingDirectory, String pattern) {
    var found = new LinkedHashSet<Path>();
    for (String text : PathPattern.expandBraces(slashes(pattern))) {
      Path start = text.startsWith("/") ? workingDirectory.getRoot() : workingDirectory;
      var parts = new ArrayList<>(List.of(text.split("/", -1)));
      parts.removeIf(part -> part.isEmpty() || part.equals("."));
      // What stands before the first wildcard is named, so it is not ignored whatever git says.
      while (parts.size() > 1 && !PathPattern.isPattern(parts.getFirst()))
        start = start.resolve(parts.removeFirst());
      start = start.normalize();
      if (Files.isDirectory(start)) new Glob(parts, found).match(start, 0, GitIgnore.above(start));
    }
    return List.copyOf(found);
  }

  private static String slashes(String pattern) {
    return File.separatorChar == '\\' ? pattern.replace('\\', '/') : pattern;
  }

  private void match(Path folder, int part, GitIgnore outer) {
    if (!done.add(new Step(folder, part))) return;
    String pattern = parts.get(part);
    boolean last = part == parts.size() - 1;
    boolean anyFolders = pattern.equals("**");
    if (!PathPattern.isPattern(pattern)) {
      step(folder.resolve(pattern), part, last, outer);
      return;
    }
    if (anyFolders && !last) match(folder, part + 1, outer);
    GitIgnore ignores = outer.enter(folder);
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      if (name.startsWith(".") && !pattern.startsWith(".")) continue;
      boolean isFolder = Files.isDirectory(entry);
      if ((isFolder && Walk.isSkipped(name) && !pattern.startsWith("."))
          || ignores.ignores(entry, isFolder)) continue;
      if (anyFolders && isFolder && !Files.isSymbolicLink(entry)) match(entry, part, ignores);
      else if (anyFolders ? last : PathPattern.matchesName(pattern, name))
        step(entry, part, last, ignores);
    }
  }

  private void step(Path path, int part, boolean last, GitIgnore ignores) {
    boolean isFolder = Files.isDirectory(path);
    if (!last) {
      if (isFolder) match(path, part + 1, ignores);
    } else if (isFolder || isWanted(path)) {
      if (Files.exists(path)) found.add(path);
    }
  }

  /// `k8s/*` is meant for manifests; `k8s/*.tmpl` says itself what it wants.
  private boolean isWanted(Path path) {
    return !parts.getLast().endsWith("*") || Walk.hasManifestName(path);
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      var entries = new ArrayList<>(list.toList());
      Collections.sort(entries);
      return entries;
    } catch (IOException _) {
      return List.of();
    }
  }
}
