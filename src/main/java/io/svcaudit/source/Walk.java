package io.svcaudit.source;

import io.svcaudit.source.SourceFile.Origin;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the files that the user's paths stand for, each once, in a fixed order. Nothing is opened
/// here.
final class Walk {
  /// A file to read.
  ///
  /// @param path absolute and normalised
  record Found(Path path, Origin origin) {}

  private final Path workingDirectory;
  private final Names names;
  private final Set<Path> renderedCharts;

  /// Keyed by real path, so that links do not give a file twice.
  private final Map<Path, Found> files = new LinkedHashMap<>();

  private final Set<Path> walked = new HashSet<>();
  private final List<Unseen> unseen = new ArrayList<>();

  /// @param renderedCharts charts whose templates need not be spoken of because they are rendered
  Walk(Names names, Set<Path> renderedCharts) {
    this.workingDirectory = names.workingDirectory();
    this.names = names;
    this.renderedCharts = renderedCharts;
  }

  List<Found> files() {
    return List.copyOf(files.values());
  }

  List<Unseen> unseen() {
    return unseen;
  }

  /// Adds what one argument stands for.
  ///
  /// @param recursive whether a folder is read with all below it
  void add(String argument, boolean recursive) {
    if (exists(argument)) {
      start(workingDirectory.resolve(argument).normalize(), Origin.NAMED, recursive);
      return;
    }
    if (!PathPattern.isPattern(argument)) {
      missing(argument, "");
      return;
    }
    List<Path> matches = Glob.expand(workingDirectory, argument);
    if (matches.isEmpty()) missing(argument, "; nothing matches the pattern");
    for (Path match : matches) start(match, Origin.WALKED, recursive);
  }

  /// Whether an argument names something as it stands.
  boolean exists(String argument) {
    try {
      return !argument.isEmpty() && Files.exists(workingDirectory.resolve(argument));
    } catch (InvalidPathException _) {
      // A glob, perhaps: some systems do not allow '*' in names.
      return false;
    }
  }

  private void missing(String argument, String more) {
    unseen.add(
        Unseen.given(argument, "the path \"%s\" does not exist%s".formatted(argument, more), null));
  }

  private void start(Path path, Origin origin, boolean recursive) {
    try {
      Path real = path.toRealPath();
      var attributes = Files.readAttributes(real, BasicFileAttributes.class);
      if (attributes.isDirectory()) folder(path, real, GitIgnore.above(path), recursive);
      else if (attributes.isRegularFile() || isStream(path)) file(path, real, origin);
      else
        unseen.add(
            Unseen.given(names.of(path), "is not a regular file; pipe it into -f - instead", null));
    } catch (IOException e) {
      unreadable(path, e);
    }
  }

  /// What shells pass for `<(command)`. Other pipes may have no writer, and would block for ever.
  private static boolean isStream(Path path) {
    return path.startsWith("/dev/fd") || path.equals(Path.of("/dev/stdin"));
  }

  /// The configuration is no manifest, whoever names it.
  private void file(Path path, Path real, Origin origin) {
    if (path.getFileName().toString().equals(ConfigFile.NAME)) return;
    var found = new Found(path, origin);
    if (origin == Origin.NAMED) files.put(real, found);
    else files.putIfAbsent(real, found);
  }

  private void folder(Path folder, Path real, GitIgnore outer, boolean recursive) {
    if (recursive && !walked.add(real)) return;
    GitIgnore ignores = outer.enter(folder);
    List<Path> entries = entries(folder);
    boolean chart = isChart(folder, real, entries);
    for (Path entry : entries) {
      try {
        entry(entry, real, ignores, recursive, chart);
      } catch (IOException e) {
        if (hasManifestName(entry)) unreadable(entry, e);
      }
    }
  }

  private void entry(
      Path entry, Path realFolder, GitIgnore ignores, boolean recursive, boolean inChart)
      throws IOException {
    Path name = entry.getFileName();
    Path real = realFolder.resolve(name);
    var attributes =
        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      if (ignores.ignores(entry, false)) return;
      real = entry.toRealPath();
      attributes = Files.readAttributes(real, BasicFileAttributes.class);
    }
    if (attributes.isDirectory()) {
      boolean skipped = isSkipped(name.toString()) || (inChart && isChartPart(name.toString()));
      if (recursive && !skipped && !ignores.ignores(entry, true))
        folder(entry, real, ignores, recursive);
    } else if (attributes.isRegularFile() && hasManifestName(entry)) {
      if (!ignores.ignores(entry, false)) file(entry, real, Origin.WALKED);
    }
  }

  /// The entries of a folder in the order of their names.
  private List<Path> entries(Path folder) {
    var entries = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) entries.add(entry);
    } catch (DirectoryIteratorException e) {
      unreadable(folder, new IOException(e.getMessage(), e));
    } catch (IOException e) {
      unreadable(folder, e);
    }
    Collections.sort(entries);
    return entries;
  }

  private boolean isChart(Path folder, Path real, List<Path> entries) {
    if (!entries.contains(folder.resolve("Chart.yaml"))) return false;
    boolean hasParts =
        entries.stream().anyMatch(entry -> isChartPart(entry.getFileName().toString()));
    if (hasParts && !renderedCharts.contains(real)) {
      String name = names.of(folder);
      unseen.add(
          Unseen.given(
              "Helm chart " + name, "its templates were not rendered; use --helm " + name, null));
    }
    return true;
  }

  private static boolean isChartPart(String name) {
    return name.equals("templates") || name.equals("charts");
  }

  /// Folders that nobody keeps manifests in.
  static boolean isSkipped(String name) {
    return name.startsWith(".") || name.equals("node_modules");
  }

  static boolean hasManifestName(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".yaml")
        || name.endsWith(".yml")
        || name.endsWith(".json")
        || KustomizationFile.isName(name);
  }

  private void unreadable(Path path, IOException e) {
    unseen.add(Unseen.given(names.of(path), describe(e), null));
  }

  /// What went wrong, as a sentence for the user.
  static String describe(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied; make it readable or leave it out";
      case NoSuchFileException _ -> "is a link to something that does not exist";
      default -> "cannot be read: " + e.getMessage();
    };
  }
}
