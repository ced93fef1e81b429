package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a workload's Pods are made from; for a Pod, the Pod itself.
///
/// @param containers main containers first, then native sidecars, then ordinary init containers:
///   the order in which the EndpointSlice controller looks a port name up
public record PodTemplate(
    Mapping node, Labels labels, List<Container> containers, boolean hostNetwork) {
  static PodTemplate of(Mapping node) {
    Mapping spec = node.mapping("spec");
    var containers = new ArrayList<Container>();
    for (Mapping container : spec.mappings("containers"))
      containers.add(Container.of(container, false));
    var init = spec.mappings("initContainers").stream().map(c -> Container.of(c, true)).toList();
    init.stream().filter(c -> c.role() == Container.Role.SIDECAR).forEach(containers::add);
    init.stream().filter(c -> c.role() == Container.Role.INIT).forEach(containers::add);
    return new PodTemplate(
        node,
        Labels.of(node.mapping("metadata", "labels")),
        List.copyOf(containers),
        spec.isTrue("hostNetwork"));
  }

  public Mapping spec() {
    return node.mapping("spec");
  }

  public Optional<String> annotation(String key) {
    return node.mapping("metadata", "annotations").text(key);
  }

  /// The containers that run while the Pod serves: main ones and native sidecars.
  public List<Container> serving() {
    return containers.stream().filter(c -> c.role() != Container.Role.INIT).toList();
  }

  /// Whether it could run as it stands: a patch of a kustomization names containers without their
  /// images.
  public boolean isComplete() {
    return !containers.isEmpty() && containers.stream().noneMatch(c -> c.image().isEmpty());
  }

  /// The declared ports of the serving containers.
  public Stream<ContainerPort> ports() {
    return containers.stream()
        .filter(c -> c.role() != Container.Role.INIT)
        .flatMap(c -> c.ports().stream());
  }
}
