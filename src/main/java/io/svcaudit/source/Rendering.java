package io.svcaudit.source;

import io.svcaudit.source.SourceFile.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Has kustomize and helm render objects.
///
/// The lines of rendered text are in no file, so no file is named: what kustomize builds is called
/// `overlays/prod (kustomize)`, and what helm renders is called after its template,
/// `charts/shop/templates/service.yaml (helm)`, because that is where to look. The directory of
/// both is the one that was rendered.
final class Rendering {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String SOURCE = "# Source: ";

  private final Names names;
  private final Map<String, String> environment;
  private final List<SourceFile> files = new ArrayList<>();
  private final List<Unseen> unseen = new ArrayList<>();

  Rendering(Names names, Map<String, String> environment) {
    this.names = names;
    this.environment = environment;
  }

  List<SourceFile> files() {
    return files;
  }

  List<Unseen> unseen() {
    return unseen;
  }

  private Optional<Program> program(String name) {
    return Program.find(name, names.workingDirectory(), environment);
  }

  /// Builds a kustomization with kustomize, or else with the one inside kubectl.
  void kustomize(String directory) throws UsageException {
    var kustomize = program("kustomize");
    var kubectl = program(environment.getOrDefault("KUBECTL_PATH", "kubectl"));
    Program program =
        kustomize
            .or(() -> kubectl)
            .orElseThrow(() ->
                new UsageException(
                    "-k needs kustomize or kubectl, and neither is on the PATH; install one, or"
                        + " pipe the build into 'kubectl svc-audit -f -'"));
    String verb = kustomize.isPresent() ? "build" : "kustomize";
    String name = name(directory);
    var arguments = List.of(verb, argument(directory));
    try {
      byte[] built = program.run(arguments, names.workingDirectory(), TIMEOUT);
      add(Texts.decode(built, name + " (kustomize)", name, Origin.RENDERED));
    } catch (Program.Failed e) {
      unseen.add(Unseen.given(name, "kustomize failed: " + e.reason(), null));
    }
  }

  /// Renders a chart as `helm template` does.
  void helm(String chart, List<String> values) throws UsageException {
    Program helm =
        program("helm")
            .orElseThrow(() ->
                new UsageException(
                    "--helm needs helm, and it is not on the PATH; install it, or pipe the output"
                        + " of 'helm template' into 'kubectl svc-audit -f -'"));
    var arguments = new ArrayList<>(List.of("template", releaseName(chart), argument(chart)));
    for (String file : values) arguments.add("--values=" + file);
    String name = name(chart);
    try {
      byte[] rendered = helm.run(arguments, names.workingDirectory(), TIMEOUT);
      Texts.Text text = Texts.decode(rendered, name + " (helm)", name, Origin.RENDERED);
      if (text.file() == null) add(text);
      else byTemplate(text.file()).forEach((template, part) -> add(name, template, part));
    } catch (Program.Failed e) {
      String why = "helm failed: " + e.reason();
      if (why.contains("missing in charts/ directory"))
        why += "; run 'helm dependency build " + chart + "' first";
      unseen.add(Unseen.given("Helm chart " + name, why, null));
    }
  }

  private void add(Texts.Text text) {
    if (text.file() != null) files.add(text.file());
    if (text.unseen() != null) unseen.add(text.unseen());
  }

  private void add(String chart, String template, String text) {
    String path =
        template.isEmpty() ? chart : chart.equals(".") ? template : chart + "/" + template;
    files.add(new SourceFile(path + " (helm)", chart, text, Origin.RENDERED));
  }

  /// Each document goes to the template that helm's comment at its head names, without the name of
  /// the chart; the text before the first comment goes to the empty name.
  private static Map<String, String> byTemplate(SourceFile rendered) {
    var texts = new LinkedHashMap<String, StringBuilder>();
    String template = "";
    boolean first = false;
    for (int line = 1; line <= rendered.lineCount(); line++) {
      String text = rendered.line(line);
      if (text.startsWith("---")) {
        first = true;
        continue;
      }
      if (first) {
        if (text.startsWith(SOURCE)) template = text.substring(text.indexOf('/') + 1).strip();
        texts.computeIfAbsent(template, _ -> new StringBuilder()).append("---\n");
        first = false;
      }
      texts.computeIfAbsent(template, _ -> new StringBuilder()).append(text).append('\n');
    }
    var parts = new LinkedHashMap<String, String>();
    texts.forEach((name, text) -> {
      if (!text.toString().isBlank()) parts.put(name, text.toString());
    });
    return parts;
  }

  /// Something on this disk is called by its path; a chart in a registry is called as the user did.
  private String name(String argument) {
    Path path = names.workingDirectory().resolve(argument);
    return Files.exists(path) ? names.of(path) : argument;
  }

  /// A path that no program takes for an option.
  private static String argument(String path) {
    return path.startsWith("-") ? "./" + path : path;
  }

  /// A name that is valid for a release: that of the chart.
  private String releaseName(String chart) {
    Path path = names.workingDirectory().resolve(chart).normalize();
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    try {
      Path chartFile = path.resolve("Chart.yaml");
      if (Files.isRegularFile(chartFile))
        for (String line : Files.readAllLines(chartFile, StandardCharsets.UTF_8))
          if (line.startsWith("name:")) name = line.substring(5).strip();
    } catch (IOException _) {
      // helm itself will say what is wrong with the chart.
    }
    String valid =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("\\.(tgz|tar\\.gz)$", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    if (valid.isEmpty()) return "release";
    return valid.length() <= 53 ? valid : valid.substring(0, 50) + "-x";
  }
}
