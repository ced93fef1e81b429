package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.List;
import java.util.Set;

/// A ServiceMonitor or PodMonitor (monitoring.coreos.com/v1): what Prometheus scrapes.
///
/// @param ofPods whether it selects Pods, not Services
/// @param selector over the labels *of the Services*, or of the Pods
/// @param everywhere `namespaceSelector.any`
/// @param namespaces `namespaceSelector.matchNames`, its own namespace if there are none
/// @param endpoints what is scraped of each; may be empty
public record Monitor(
    KubeObject object,
    boolean ofPods,
    LabelSelector selector,
    boolean everywhere,
    Set<String> namespaces,
    List<Endpoint> endpoints) {

  /// @param port the *name* of a port of the Service, or of a container; empty if it is not written
  public record Endpoint(Mapping node, String port) {}

  static Monitor of(KubeObject object) {
    boolean ofPods = object.kind().equals("PodMonitor");
    Mapping namespaces = object.spec().mapping("namespaceSelector");
    Set<String> names = Set.copyOf(Container.strings(namespaces, "matchNames"));
    return new Monitor(
        object,
        ofPods,
        LabelSelector.of(object.spec().mapping("selector")),
        namespaces.isTrue("any"),
        names.isEmpty() ? Set.of(object.namespace()) : names,
        object.spec().mappings(ofPods ? "podMetricsEndpoints" : "endpoints").stream()
            .map(node -> new Endpoint(node, node.text("port").orElse("")))
            .toList());
  }

  /// Whether it looks into a namespace.
  public boolean covers(String namespace) {
    return everywhere || namespaces.contains(namespace);
  }
}
