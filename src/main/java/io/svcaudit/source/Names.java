package io.svcaudit.source;

import java.nio.file.Path;
import java.util.Objects;

/// How paths are called in reports.
///
/// @param workingDirectory absolute and normalised
record Names(Path workingDirectory) {
  /// A path as users would write it, with forward slashes: relative to the working directory, or
  /// absolute where that is shorter than climbing up.
  String of(Path path) {
    Path absolute = workingDirectory.resolve(path).normalize();
    if (absolute.equals(workingDirectory)) return ".";
    if (!Objects.equals(absolute.getRoot(), workingDirectory.getRoot())) return slashes(absolute);
    Path relative = workingDirectory.relativize(absolute);
    int climbs = 0;
    while (climbs < relative.getNameCount() && relative.getName(climbs).toString().equals(".."))
      climbs++;
    if (climbs == 0) return slashes(relative);
    Path common = workingDirectory;
    for (int i = 0; i < climbs && common.getParent() != null; i++) common = common.getParent();
    // Compared without what follows, so that a folder and the files in it are called alike.
    return 3 * climbs > common.toString().length() + 1 ? slashes(absolute) : slashes(relative);
  }

  /// The folder part of a name.
  static String directoryOf(String name) {
    int slash = name.lastIndexOf('/');
    if (slash < 0) return ".";
    return slash == 0 ? "/" : name.substring(0, slash);
  }

  private static String slashes(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
