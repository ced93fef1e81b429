package io.svcaudit.source;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What git ignores at one place of a working tree: the .gitignore of a folder, and those of the
/// folders above it, which count less.
final class GitIgnore {
  /// One line of a file.
  ///
  /// @param anchored whether the pattern is for the whole path below the file's folder, not for a
  ///   name
  private record Line(PathPattern pattern, boolean anchored, boolean foldersOnly, boolean negated) {
    boolean matches(String path, boolean folder) {
      if (foldersOnly && !folder) return false;
      return pattern.matches(anchored ? path : path.substring(path.lastIndexOf('/') + 1));
    }
  }

  private final @Nullable GitIgnore outer;
  private final Path folder;
  private final List<Line> lines;

  private GitIgnore(@Nullable GitIgnore outer, Path folder, List<Line> lines) {
    this.outer = outer;
    this.folder = folder;
    this.lines = List.copyOf(lines);
  }

  /// What is ignored from above a folder that the user named. Nothing, if the folder is itself
  /// ignored: naming it says that it is wanted.
  ///
  /// @param start absolute and normalised
  static GitIgnore above(Path start) {
    var nothing = new GitIgnore(null, start, List.of());
    Path root = WorkingTree.root(start);
    if (root == null || root.equals(start)) return root == null ? nothing : exclude(root);
    GitIgnore ignores = exclude(root);
    Path folder = root;
    for (Path name : root.relativize(start)) {
      ignores = ignores.enter(folder);
      folder = folder.resolve(name);
      if (ignores.ignores(folder, true)) return nothing;
    }
    return ignores;
  }

  /// `.git/info/exclude`; in a linked working tree `.git` is a file that says where the real one
  /// is.
  private static GitIgnore exclude(Path root) {
    Path git = root.resolve(".git");
    if (Files.isRegularFile(git)) {
      git = pointed(root, git, "gitdir: ");
      git = pointed(git, git.resolve("commondir"), "");
    }
    return new GitIgnore(null, root, read(git.resolve("info").resolve("exclude")));
  }

  private static Path pointed(Path base, Path file, String prefix) {
    try {
      String text = Files.isRegularFile(file) ? Files.readString(file).strip() : "";
      if (!text.isEmpty() && text.startsWith(prefix))
        return base.resolve(text.substring(prefix.length())).normalize();
    } catch (IOException | IllegalArgumentException _) {
      // A damaged working tree ignores nothing more than its .gitignore files say.
    }
    return base;
  }

  /// What is ignored inside a folder.
  GitIgnore enter(Path folder) {
    List<Line> lines = read(folder.resolve(".gitignore"));
    return lines.isEmpty() ? this : new GitIgnore(this, folder, lines);
  }

  /// Whether git would not see a path; whether it would see the folders above is not asked here.
  boolean ignores(Path path, boolean isFolder) {
    for (GitIgnore at = this; at != null; at = at.outer) {
      if (at.lines.isEmpty() || !path.startsWith(at.folder)) continue;
      String relative = at.folder.relativize(path).toString().replace('\\', '/');
      for (Line line : at.lines.reversed())
        if (line.matches(relative, isFolder)) return !line.negated();
    }
    return false;
  }

  private static List<Line> read(Path file) {
    if (!Files.isRegularFile(file)) return List.of();
    var lines = new ArrayList<Line>();
    try {
      for (String line : Files.readAllLines(file)) parse(line, lines);
    } catch (MalformedInputException _) {
      return lines;
    } catch (IOException _) {
      return lines;
    }
    return lines;
  }

  private static void parse(String text, List<Line> into) {
    if (text.startsWith("#")) return;
    String pattern = stripTrailing(text);
    boolean negated = pattern.startsWith("!");
    if (negated) pattern = pattern.substring(1);
    boolean foldersOnly = pattern.endsWith("/");
    if (foldersOnly) pattern = pattern.substring(0, pattern.length() - 1);
    boolean anchored = pattern.contains("/");
    if (pattern.startsWith("/")) pattern = pattern.substring(1);
    if (!pattern.isEmpty())
      into.add(new Line(PathPattern.of(pattern), anchored, foldersOnly, negated));
  }

  /// Spaces at the end do not count unless a backslash stands before them.
  private static String stripTrailing(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ' && !(end > 1 && text.charAt(end - 2) == '\\'))
      end--;
    return text.substring(0, end);
  }
}
