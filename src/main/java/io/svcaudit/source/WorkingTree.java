package io.svcaudit.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files of a repository around the working directory: what a git working tree is to those who
/// read a report elsewhere, where neither the machine nor the working directory is known.
public final class WorkingTree {
  private final Path directory;
  private final Path root;
  private final boolean repository;

  private WorkingTree(Path directory, Path root, boolean repository) {
    this.directory = directory;
    this.root = root;
    this.repository = repository;
  }

  /// The working tree that a directory is in; without a repository, the directory itself.
  ///
  /// @param directory what names of files are relative to, absolute
  public static WorkingTree around(Path directory) {
    Path real = directory;
    try {
      real = directory.toRealPath();
    } catch (IOException _) {
      // Nothing in it can be a link then.
    }
    Path root = root(real);
    return new WorkingTree(directory, root == null ? real : root, root != null);
  }

  /// The folder upwards that holds `.git`: a folder, or in submodules and linked working trees a
  /// file.
  static @Nullable Path root(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent())
      if (Files.exists(folder.resolve(".git"))) return folder;
    return null;
  }

  /// Whether there is a repository.
  public boolean isRepository() {
    return repository;
  }

  /// Where it begins, absolute, with forward slashes.
  public String root() {
    return slashes(root);
  }

  /// Where a file is, absolute, with forward slashes. Links that lead to something in here are
  /// followed, for that is what the repository has text of; others are files of their own.
  ///
  /// @param name the file's name in reports; nothing needs to be there, for rendered text is in no
  ///   file
  public String locate(String name) {
    try {
      Path path = directory.resolve(name).normalize();
      for (Path at = path; at != null; at = at.getParent()) {
        Path real = real(at);
        if (real != null && real.startsWith(root))
          return slashes(real.resolve(at.relativize(path)));
      }
      return slashes(path);
    } catch (InvalidPathException _) {
      // A chart in a registry, perhaps: its address is no path everywhere.
      return name;
    }
  }

  private static @Nullable Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return null;
    }
  }

  private static String slashes(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
