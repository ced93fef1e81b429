package io.svcaudit.suggest.service;

import io.svcaudit.audit.Auditor;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Manifest;
import io.svcaudit.rules.Rules;
import io.svcaudit.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Manifests with what is suggested for them.
///
/// @param yaml what is suggested
/// @param after both together
public record Supplied(ServiceAdvice advice, String yaml, Topology after) {
  private static final Pattern SERVICE = Pattern.compile("(?m)^kind: Service$");

  static Supplied with(String manifests) {
    return with(manifests, ServiceAdvice.of(Manifest.of(manifests).topology(), (String _) -> true));
  }

  static Supplied with(String manifests, Entry entry, String workload) {
    Topology topology = Manifest.of(manifests).topology();
    var workloads =
        topology.workloads().stream().filter(w -> w.object().name().equals(workload)).toList();
    return with(manifests, ServiceAdvice.of(topology, workloads, Optional.of(entry)));
  }

  private static Supplied with(String manifests, ServiceAdvice advice) {
    String yaml = ServiceYaml.text(advice.objects());
    return new Supplied(advice, yaml, Manifest.of(manifests + "\n---\n" + yaml).topology());
  }

  /// The texts of a folder without its Services.
  static String withoutServices(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith(".svc-audit.yaml"))
          .sorted()
          .flatMap(file -> objects(file))
          .filter(object -> !SERVICE.matcher(object).find())
          .collect(Collectors.joining("\n---\n"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Stream<String> objects(Path file) {
    try {
      return Pattern.compile("(?m)^---.*$").splitAsStream(Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// `NAME: TYPE PORT->TARGET …` for each suggested Service.
  List<String> services() {
    return advice.objects().stream()
        .filter(Suggested.Service.class::isInstance)
        .map(Suggested.Service.class::cast)
        .map(s ->
            "%s: %s %s"
                .formatted(
                    s.name(),
                    s.type(),
                    s.ports().stream()
                        .map(p -> "%s %d->%s".formatted(p.name(), p.number(), p.target()))
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  List<Finding> findings() {
    return Auditor.audit(after, Rules.ALL.stream().filter(r -> !r.isOptIn()).toList());
  }
}
