package io.svcaudit.source;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a kustomization says about the files around it.
///
/// @param resources local files and folders that hold its objects
/// @param parts local files and folders that are something else: patches, generators' input,
///   schemas
record KustomizationFile(Kustomization kustomization, Set<Path> resources, Set<Path> parts) {
  private static final List<String> RESOURCES = List.of("resources", "bases", "components");

  /// Lists of paths to things that are not objects.
  private static final List<String> PARTS =
      List.of(
          "patchesStrategicMerge",
          "configurations",
          "crds",
          "generators",
          "transformers",
          "validators");

  /// Lists of mappings that have such a path under `path`.
  private static final List<String> PARTS_BY_PATH =
      List.of("patches", "patchesJson6902", "replacements");

  static boolean isName(String fileName) {
    return switch (fileName) {
      case "kustomization.yaml", "kustomization.yml", "Kustomization" -> true;
      default -> false;
    };
  }

  /// Whether a document is a kustomization. Flux has a kind of the same name, which is an object.
  static boolean is(Document document, Path path) {
    if (!(document.root() instanceof Mapping root)) return false;
    String version = root.text("apiVersion").orElse("");
    return version.startsWith("kustomize.config.k8s.io/")
        || (version.isEmpty() && isName(path.getFileName().toString()));
  }

  /// @param path of the file, absolute and normalised
  static KustomizationFile of(Document document, Path path, Names names) {
    Path folder = path.resolveSibling("");
    var root = (Mapping) document.root();
    var resources = new LinkedHashSet<Path>();
    boolean remote = root.has("helmCharts") || root.has("generators");
    for (String field : RESOURCES)
      for (String text : texts(root.items(field).stream())) {
        Optional<Path> local = local(folder, text).filter(Files::exists);
        if (local.isPresent()) resources.add(local.get());
        else remote = true;
      }
    var kustomization =
        new Kustomization(
            document.file().directory(),
            resources.stream().map(names::of).toList(),
            root.text("namespace"),
            remote);
    return new KustomizationFile(kustomization, resources, parts(root, folder));
  }

  private static Set<Path> parts(Mapping root, Path folder) {
    var texts = new ArrayList<String>();
    for (String field : PARTS) texts.addAll(texts(root.items(field).stream()));
    for (String field : PARTS_BY_PATH)
      for (Mapping item : root.mappings(field)) item.text("path").ifPresent(texts::add);
    root.text("openapi", "path").ifPresent(texts::add);
    for (Mapping chart : root.mappings("helmCharts")) {
      chart.text("valuesFile").ifPresent(texts::add);
      texts.addAll(texts(chart.items("additionalValuesFiles").stream()));
    }
    for (String generator : List.of("configMapGenerator", "secretGenerator"))
      for (Mapping item : root.mappings(generator))
        for (String file : texts(item.items("files").stream()))
          texts.add(file.substring(file.indexOf('=') + 1));
    var parts = new LinkedHashSet<Path>();
    for (String text : texts)
      local(folder, text).filter(path -> !folder.startsWith(path)).ifPresent(parts::add);
    return parts;
  }

  private static List<String> texts(Stream<Node> items) {
    return items.filter(Scalar.class::isInstance).map(item -> ((Scalar) item).text()).toList();
  }

  /// The path that a text may be; patches are also written in place.
  private static Optional<Path> local(Path folder, String text) {
    if (text.indexOf('\n') >= 0 || text.contains("://") || text.isBlank()) return Optional.empty();
    try {
      return Optional.of(folder.resolve(text).normalize());
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
