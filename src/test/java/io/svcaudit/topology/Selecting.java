package io.svcaudit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.Service;
import io.svcaudit.rules.Manifest;
import io.svcaudit.source.Kustomization;
import io.svcaudit.topology.Selection.Near;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Manifests for the tests of selections, and what is read from their topology.
final class Selecting {
  private Selecting() {}

  static String service(String name, String selector) {
    return "apiVersion: v1\nkind: Service\nmetadata: {name: %s}\nspec: {selector: {%s}}\n"
        .formatted(name, selector);
  }

  static String workload(String kind, String name, String labels) {
    String group =
        switch (kind) {
          case "Job" -> "batch/v1";
          case "ReplicationController" -> "v1";
          default -> "apps/v1";
        };
    return """
    apiVersion: %s
    kind: %s
    metadata: {name: %s}
    spec: {template: {metadata: {labels: {%s}}, spec: {containers: [{name: c, image: c}]}}}
    """
        .formatted(group, kind, name, labels);
  }

  static String deployment(String name, String labels) {
    return workload("Deployment", name, labels);
  }

  static String in(String namespace, String text) {
    return text.replace("metadata: {name", "metadata: {namespace: %s, name".formatted(namespace));
  }

  static String docs(String... texts) {
    return String.join("---\n", texts);
  }

  /// Of the first Service in files that the user named.
  static Selection named(String... texts) {
    Topology topology = Manifest.of(docs(texts)).topology();
    return topology.selection(topology.services().getFirst());
  }

  static Selection in(Topology topology, String file) {
    return topology.selection(service(topology, file));
  }

  static Service service(Topology topology, String file) {
    return topology.services().stream()
        .filter(s -> s.object().file().name().equals(file))
        .findFirst()
        .orElseThrow();
  }

  static Topology tree(Map<String, String> files, Kustomization... kustomizations) {
    Manifest manifest = Manifest.tree(files);
    for (Kustomization kustomization : kustomizations) manifest.with(kustomization);
    return manifest.topology();
  }

  static Kustomization kustomization(String directory, String... includes) {
    return new Kustomization(directory, List.of(includes), Optional.empty(), false);
  }

  static List<String> files(Selection selection) {
    return selection.workloads().stream().map(w -> w.object().file().name()).toList();
  }

  static Near near(Selection selection) {
    assertThat(selection).isInstanceOf(Selection.Nothing.class);
    Near near = ((Selection.Nothing) selection).near();
    assertThat(near).isNotNull();
    return near;
  }

  static Confidence confidence(Selection selection) {
    assertThat(selection).isInstanceOf(Selection.Nothing.class);
    return ((Selection.Nothing) selection).confidence();
  }
}
