package io.svcaudit.source;

import io.svcaudit.source.SourceFile.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The configuration of a project: where it is, and what is written in it.
public final class ConfigFile {
  /// What it is called.
  public static final String NAME = ".svc-audit.yaml";

  private static final long MAX_SIZE = 4L << 20;

  private final Path directory;
  private final Names names;

  /// @param workingDirectory what names are relative to
  public ConfigFile(Path workingDirectory) {
    this.directory = workingDirectory.toAbsolutePath().normalize();
    this.names = new Names(directory);
  }

  /// The configuration of what is read: the first from its folder upwards to the root of the
  /// repository. Outside of a repository nothing above the working directory is looked at.
  ///
  /// @throws UsageException if several things are read that have different ones
  public Optional<Path> find(Inputs inputs) throws UsageException {
    Set<Path> found = new LinkedHashSet<>();
    for (Path start : starts(inputs)) {
      Path file = upwards(start);
      if (file != null) found.add(file);
    }
    if (found.size() < 2) return found.stream().findFirst();
    List<String> all = found.stream().map(names::of).toList();
    throw new UsageException(
        "%s and %s are both for what is read; choose one with --config, or none with --no-config"
            .formatted(all.getFirst(), all.get(1)));
  }

  private List<Path> starts(Inputs inputs) {
    var named = new ArrayList<>(inputs.paths());
    for (String name : inputs.filenames())
      if (exists(name)) named.add(name);
      else named.addAll(List.of(name.split(",", -1)));
    inputs.kustomize().ifPresent(named::add);
    named.addAll(inputs.charts());
    if (named.isEmpty()) return List.of(directory);
    return named.stream().map(this::folder).distinct().toList();
  }

  private boolean exists(String name) {
    try {
      return Files.exists(directory.resolve(name));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /// The deepest folder that a path or a pattern begins with; for what is in none the working
  /// directory.
  private Path folder(String name) {
    if (name.equals("-")) return directory;
    try {
      Path path = directory.resolve(name).normalize();
      for (Path at = path; at != null; at = at.getParent()) if (Files.isDirectory(at)) return at;
    } catch (InvalidPathException _) {
      int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
      if (slash > 0) return folder(name.substring(0, slash));
    }
    return directory;
  }

  private @Nullable Path upwards(Path start) {
    Path root = WorkingTree.root(start);
    Path last = root != null ? root : directory;
    Path first = start.startsWith(last) ? start : directory;
    for (Path at = first; at != null && at.startsWith(last); at = at.getParent()) {
      Path file = at.resolve(NAME);
      if (Files.isRegularFile(file)) return file;
    }
    return null;
  }

  /// Reads one.
  ///
  /// @throws UsageException if it is not there, or no YAML that holds one document
  public Document read(Path path) throws UsageException {
    Path file = directory.resolve(path).normalize();
    String name = names.of(file);
    Texts.Text text;
    try {
      if (Files.size(file) > MAX_SIZE) throw new UsageException(name + ": is too large");
      text = Texts.decode(Files.readAllBytes(file), name, Names.directoryOf(name), Origin.NAMED);
    } catch (IOException e) {
      throw new UsageException(
          Files.exists(file)
              ? "%s: %s".formatted(name, Walk.describe(e))
              : "the configuration %s does not exist".formatted(name));
    }
    if (text.file() == null)
      throw new UsageException(
          "%s: %s".formatted(name, text.unseen() == null ? "is no text" : text.unseen().why()));
    return parse(text.file());
  }

  /// Reads a text.
  ///
  /// @throws UsageException if it is no YAML that holds one document
  public static Document parse(SourceFile file) throws UsageException {
    List<Document> documents;
    try {
      documents = KubeYaml.read(file, file.text(), 0, 0);
    } catch (Broken e) {
      throw new UsageException(e.place() + ": " + e.sentence());
    }
    if (documents.size() > 1)
      throw new UsageException(
          documents.get(1).root().span() + ": a configuration is one document; remove the ---");
    return documents.isEmpty()
        ? new Document(file, 0, Mapping.empty(file, Place.of(0, 0)), List.of())
        : documents.getFirst();
  }
}
