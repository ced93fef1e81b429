package io.svcaudit.kube;

import io.svcaudit.source.Document;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.UsageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What kubeconfig files say, put together as kubectl does (kubernetes.io, "Organizing Cluster
/// Access Using kubeconfig Files"): of two entries of one name the first file's counts, and so does
/// the first `current-context`. Files are read and never written.
///
/// @param currentContext empty if no file names one
/// @param contexts by name; likewise clusters and users
record Kubeconfig(
    String currentContext,
    Map<String, Entry> contexts,
    Map<String, Entry> clusters,
    Map<String, Entry> users) {

  /// @param folder what relative paths in it are relative to
  record Entry(Mapping node, Path folder) {
    static Entry none(Path folder) {
      var nothing = new SourceFile("-", ".", "{}", SourceFile.Origin.NAMED);
      return new Entry((Mapping) Manifests.read(nothing).documents().getFirst().root(), folder);
    }

    String text(String field) {
      return node.text(field).orElse("");
    }

    /// The file that a field names.
    Optional<Path> file(String field) {
      return node.text(field).filter(path -> !path.isEmpty()).map(folder::resolve);
    }
  }

  /// Whether there is nothing in it.
  boolean isEmpty() {
    return currentContext.isEmpty() && contexts.isEmpty() && clusters.isEmpty() && users.isEmpty();
  }

  /// Reads `--kubeconfig`, or else the files of `KUBECONFIG`, or else `~/.kube/config`. Files that
  /// do not exist are passed over, but not the one of the flag.
  static Kubeconfig read(String flag, Map<String, String> environment, Path workingDirectory)
      throws UsageException {
    var merged = new Merged(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    String current = "";
    for (String file : files(flag, environment)) {
      Path path = workingDirectory.resolve(file);
      Optional<String> text = text(path, file, flag);
      if (text.isEmpty()) continue;
      Mapping root = root(file, text.get());
      if (current.isEmpty()) current = root.text("current-context").orElse("");
      merged.add(root, Optional.ofNullable(path.getParent()).orElse(workingDirectory));
    }
    return new Kubeconfig(current, merged.contexts, merged.clusters, merged.users);
  }

  private static List<String> files(String flag, Map<String, String> environment) {
    if (!flag.isEmpty()) return List.of(flag);
    var files = new ArrayList<String>();
    for (String file : environment.getOrDefault("KUBECONFIG", "").split(File.pathSeparator, -1))
      if (!file.isEmpty()) files.add(file);
    if (!files.isEmpty()) return files;
    String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
    return home.isEmpty() ? List.of() : List.of(Path.of(home, ".kube", "config").toString());
  }

  private static Optional<String> text(Path path, String name, String flag) throws UsageException {
    try {
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException _) {
      if (flag.isEmpty()) return Optional.empty();
      throw new UsageException("the kubeconfig \"%s\" does not exist".formatted(name));
    } catch (IOException e) {
      throw new UsageException("cannot read the kubeconfig \"%s\": %s".formatted(name, e));
    }
  }

  private static Mapping root(String name, String text) throws UsageException {
    var contents = Manifests.read(new SourceFile(name, ".", text, SourceFile.Origin.NAMED));
    if (!contents.unseen().isEmpty()) {
      var broken = contents.unseen().getFirst();
      throw new UsageException(
          "cannot read the kubeconfig %s: %s"
              .formatted(broken.place() == null ? name : broken.place(), broken.why()));
    }
    if (contents.documents().isEmpty()) return Entry.none(Path.of("")).node();
    Document first = contents.documents().getFirst();
    if (first.root() instanceof Mapping mapping) return mapping;
    throw new UsageException("the kubeconfig %s is no mapping".formatted(name));
  }

  private record Merged(
      Map<String, Entry> contexts, Map<String, Entry> clusters, Map<String, Entry> users) {
    void add(Mapping root, Path folder) throws UsageException {
      add(root, "contexts", "context", contexts, folder);
      add(root, "clusters", "cluster", clusters, folder);
      add(root, "users", "user", users, folder);
    }

    private static void add(
        Mapping root, String list, String field, Map<String, Entry> into, Path folder)
        throws UsageException {
      if (root.get(list) instanceof Mapping wrong)
        throw new UsageException("%s: %s must be a list".formatted(wrong.span(), list));
      for (Node item : root.items(list))
        if (item instanceof Mapping named)
          named
              .text("name")
              .ifPresent(name -> into.putIfAbsent(name, new Entry(named.mapping(field), folder)));
    }
  }
}
