package io.svcaudit.built;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// A plugin's manifest by the rules of Krew 0.5 (`internal/index/validation` and
/// `cmd/validate-krew-manifest`), and by those of krew-index for what it asks besides.
record KrewManifest(Map<?, ?> root) {
  private static final List<Map<String, String>> KNOWN_PLATFORMS =
      Stream.of(
              "windows/386",
              "windows/amd64",
              "windows/arm64",
              "linux/386",
              "linux/amd64",
              "linux/arm",
              "linux/arm64",
              "linux/ppc64le",
              "darwin/386",
              "darwin/amd64",
              "darwin/arm64")
          .map(platform -> platform.split("/"))
          .map(parts -> Map.of("os", parts[0], "arch", parts[1]))
          .toList();

  record Platform(Map<?, ?> root) {
    String text(String field) {
      return Objects.toString(root.get(field), "");
    }

    String archive() {
      return text("uri").replaceFirst(".*/", "");
    }

    private Map<?, ?> labels() {
      return map(map(root.get("selector")).get("matchLabels"));
    }

    private boolean matches(Map<String, String> platform) {
      return platform.entrySet().containsAll(labels().entrySet());
    }

    /// Whether its archive is one for what it selects.
    boolean selects(String os, String arch) {
      return labels().equals(Map.of("os", os, "arch", arch));
    }

    private Stream<String> problems() {
      var problems = new ArrayList<String>();
      if (!text("uri").matches("https://\\S+\\.(tar\\.gz|zip)")) problems.add("uri");
      if (!text("sha256").matches("[a-f0-9]{64}")) problems.add("sha256");
      if (text("bin").isEmpty() || text("bin").startsWith("/") || text("bin").contains(".."))
        problems.add("bin");
      if (labels().isEmpty()) problems.add("selector is empty");
      if (!Set.of("os", "arch").containsAll(labels().keySet())) problems.add("selector's keys");
      if (KNOWN_PLATFORMS.stream().noneMatch(this::matches)) problems.add("selects nothing");
      if (root.containsKey("files")) problems.add("files: without it all are extracted");
      return problems.stream().map(problem -> archive() + ": " + problem);
    }
  }

  static KrewManifest read(String yaml) {
    return new KrewManifest(Release.read(yaml));
  }

  String spec(String field) {
    return Objects.toString(map(root.get("spec")).get(field), "");
  }

  List<Platform> platforms() {
    return map(root.get("spec")).get("platforms") instanceof List<?> platforms
        ? platforms.stream().map(platform -> new Platform(map(platform))).toList()
        : List.of();
  }

  /// What Krew or krew-index would not take.
  List<String> problems(String fileName) {
    var problems = new ArrayList<String>();
    String name = Objects.toString(map(root.get("metadata")).get("name"), "");
    if (!"krew.googlecontainertools.github.com/v1alpha2".equals(root.get("apiVersion")))
      problems.add("apiVersion");
    if (!"Plugin".equals(root.get("kind"))) problems.add("kind");
    if (!name.matches("[\\w-]+")) problems.add("name");
    if (!fileName.equals(name + ".yaml")) problems.add("name is not the file's");
    if (!spec("version").matches("v\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?")) problems.add("version");
    if (spec("shortDescription").isBlank() || spec("shortDescription").contains("\n"))
      problems.add("shortDescription");
    if (spec("description").isBlank()) problems.add("description");
    if (!spec("homepage").startsWith("https://")) problems.add("homepage");
    if (platforms().isEmpty()) problems.add("platforms");
    platforms().stream().flatMap(Platform::problems).forEach(problems::add);
    for (var known : KNOWN_PLATFORMS)
      if (platforms().stream().filter(platform -> platform.matches(known)).count() > 1)
        problems.add("platforms overlap: " + known);
    return problems;
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
