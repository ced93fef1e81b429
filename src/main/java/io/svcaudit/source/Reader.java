package io.svcaudit.source;

import io.svcaudit.source.SourceFile.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads everything that the user named: files, folders, globs, standard input, kustomizations and
/// charts.
///
/// What cannot be read is recorded in [Reading#unseen()] and the rest is read all the same. The
/// result is the same for the same input: files in the order of the arguments, those of a folder by
/// name.
public final class Reader {
  private static final long MAX_FILE = 64L << 20;
  private static final int MAX_STDIN = 512 << 20;

  /// A text and what became of it.
  private record Parsed(
      @Nullable Path path,
      @Nullable SourceFile file,
      List<Document> documents,
      List<Unseen> unseen) {}

  private final Names names;
  private final Walk walk;
  private final Rendering rendering;
  private final List<Document> documents = new ArrayList<>();
  private final List<Unseen> unseen = new ArrayList<>();
  private final List<KustomizationFile> kustomizations = new ArrayList<>();

  private Reader(Path workingDirectory, Set<Path> renderedCharts, Map<String, String> environment) {
    this.names = new Names(workingDirectory);
    this.walk = new Walk(names, renderedCharts);
    this.rendering = new Rendering(names, environment);
  }

  /// Reads what the inputs stand for.
  ///
  /// @param stdin read only if `-` is among the inputs
  /// @param environment `PATH` and `KUBECTL_PATH` are looked at; handed on to kustomize and helm
  /// @throws UsageException if the inputs contradict one another or need a program that is not
  ///   there
  public static Reading read(
      Inputs inputs, Path workingDirectory, InputStream stdin, Map<String, String> environment)
      throws UsageException {
    check(inputs);
    Path directory = workingDirectory.toAbsolutePath().normalize();
    var charts = new HashSet<Path>();
    for (String chart : inputs.charts()) {
      try {
        charts.add(directory.resolve(chart).toRealPath());
      } catch (IOException | IllegalArgumentException _) {
        // In a registry, or missing: helm will say.
      }
    }
    return new Reader(directory, charts, environment).read(inputs, stdin);
  }

  private static void check(Inputs inputs) throws UsageException {
    if (inputs.kustomize().isPresent()) {
      if (!inputs.filenames().isEmpty())
        throw new UsageException("only one of -f or -k can be specified");
      if (inputs.recursive()) throw new UsageException("the -k flag can't be used with -f or -R");
    }
    if (!inputs.values().isEmpty() && inputs.charts().isEmpty())
      throw new UsageException("--values needs --helm; say which chart the values are for");
    for (String name : Stream.concat(inputs.paths().stream(), inputs.filenames().stream()).toList())
      if (name.startsWith("http://") || name.startsWith("https://"))
        throw new UsageException(
            "%s is not fetched; use: curl -fsSL '%s' | kubectl svc-audit -f -"
                .formatted(name, name));
  }

  private Reading read(Inputs inputs, InputStream stdin) throws UsageException {
    var parsed = new ArrayList<Parsed>();
    var arguments = new LinkedHashSet<String>();
    for (String name : inputs.filenames()) {
      boolean exists = walk.exists(name);
      arguments.addAll(exists ? List.of(name) : List.of(name.split(",", -1)));
    }
    if (arguments.contains("-") || inputs.paths().contains("-")) parsed.add(parse(stdin));
    for (String name : inputs.paths()) if (!name.equals("-")) walk.add(name, true);
    for (String name : arguments)
      if (!name.equals("-") && !name.isEmpty()) walk.add(name, inputs.recursive());
    if (inputs.kustomize().isPresent()) rendering.kustomize(inputs.kustomize().get());
    for (String chart : inputs.charts()) rendering.helm(chart, inputs.values());
    unseen.addAll(walk.unseen());
    unseen.addAll(rendering.unseen());

    List<Walk.Found> found = walk.files();
    Stream<Walk.Found> stream = found.size() > 4 ? found.parallelStream() : found.stream();
    parsed.addAll(stream.map(this::parse).toList());
    for (SourceFile file : rendering.files()) parsed.add(parse(null, file));
    return sort(parsed);
  }

  private Parsed parse(InputStream stdin) {
    try {
      byte[] bytes = stdin.readNBytes(MAX_STDIN + 1);
      if (bytes.length > MAX_STDIN) return failed("-", tooLarge(MAX_STDIN));
      return parse(null, Texts.decode(bytes, "-", ".", Origin.NAMED));
    } catch (IOException e) {
      return failed("-", Walk.describe(e));
    }
  }

  private Parsed parse(Walk.Found found) {
    String name = names.of(found.path());
    try {
      if (Files.size(found.path()) > MAX_FILE) return failed(name, tooLarge(MAX_FILE));
      byte[] bytes = Files.readAllBytes(found.path());
      return parse(
          found.path(), Texts.decode(bytes, name, Names.directoryOf(name), found.origin()));
    } catch (IOException e) {
      return failed(name, Walk.describe(e));
    }
  }

  private static String tooLarge(long limit) {
    return "is larger than %d MiB; split it".formatted(limit >> 20);
  }

  private static Parsed failed(String name, String why) {
    return new Parsed(null, null, List.of(), List.of(Unseen.given(name, why, null)));
  }

  private static Parsed parse(@Nullable Path path, Texts.Text text) {
    if (text.file() != null) return parse(path, text.file());
    return new Parsed(
        path, null, List.of(), text.unseen() == null ? List.of() : List.of(text.unseen()));
  }

  private static Parsed parse(@Nullable Path path, SourceFile file) {
    boolean maySkip =
        file.origin() == Origin.WALKED
            && !Manifests.mayHoldObjects(file.text())
            && !(path != null && KustomizationFile.isName(path.getFileName().toString()));
    if (maySkip) return new Parsed(path, file, List.of(), List.of());
    Manifests.Contents contents = Manifests.read(file);
    return new Parsed(path, file, contents.documents(), contents.unseen());
  }

  /// Tells objects from everything else. The kustomizations come first: they say what the files
  /// before and after them are.
  private Reading sort(List<Parsed> texts) {
    for (Parsed parsed : texts)
      for (Document document : parsed.documents())
        if (parsed.path() != null && KustomizationFile.is(document, parsed.path()))
          kustomizations.add(KustomizationFile.of(document, parsed.path(), names));
    var resources = new HashSet<Path>();
    var parts = new HashSet<Path>();
    for (KustomizationFile file : kustomizations) {
      resources.addAll(file.resources());
      parts.addAll(file.parts());
    }
    int files = 0;
    for (Parsed parsed : texts) {
      if (parsed.path() != null && isPart(parsed.path(), resources, parts)) continue;
      unseen.addAll(parsed.unseen());
      int before = documents.size();
      for (Document document : parsed.documents())
        if (parsed.path() == null || !KustomizationFile.is(document, parsed.path()))
          keep(document, parsed.path() != null && resources.contains(parsed.path()));
      if (documents.size() > before) files++;
    }
    return new Reading(
        files,
        documents,
        unseen,
        kustomizations.stream().map(KustomizationFile::kustomization).toList());
  }

  private static boolean isPart(Path file, Set<Path> resources, Set<Path> parts) {
    for (Path path = file; path != null; path = path.getParent()) {
      if (resources.contains(path)) return false;
      if (parts.contains(path)) return true;
    }
    return false;
  }

  private void keep(Document document, boolean kustomized) {
    boolean walked = document.file().origin() == Origin.WALKED;
    Span place = document.root().span().firstLine();
    if (!(document.root() instanceof Mapping root)
        || root.text("apiVersion").isEmpty()
        || root.text("kind").isEmpty()) {
      if (walked) return;
      String what = "document %d of %s".formatted(document.index() + 1, document.file().name());
      unseen.add(Unseen.given(what, "no apiVersion and kind: not a Kubernetes object", place));
    } else if (walked && Fragments.isFragment(root)) {
      String name = root.text("metadata", "name").orElse("without a name");
      String why =
          kustomized
              ? "not a whole object until its kustomization is built; audit that with -k"
              : "a patch, not a whole object";
      unseen.add(Unseen.outside(root.text("kind").orElse("") + " " + name, why, place));
    } else {
      documents.add(document);
    }
  }
}
