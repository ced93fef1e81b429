package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A discovery.k8s.io/v1 EndpointSlice of a cluster.
///
/// @param service the Service that it belongs to, by its label; empty if it has none
/// @param managedBy who maintains it, by its label; empty if it has none
/// @param ports may be empty: no port of the Service leads anywhere in these Pods
/// @param endpoints may be empty
public record EndpointSlice(
    KubeObject object,
    String service,
    String managedBy,
    List<Port> ports,
    List<Endpoint> endpoints) {
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

  /// What [#managedBy()] is for the slices of Kubernetes' own controller.
  public static final String CONTROLLER = "endpointslice-controller.k8s.io";

  /// @param name as the Service's port; empty if that has none
  /// @param number empty if the slice leaves it open
  public record Port(String name, OptionalLong number, String protocol) {}

  /// @param ready whether it gets connections; true if the slice does not say
  /// @param serving whether its Pod is ready, terminating or not; true if the slice does not say
  /// @param pod the name of its Pod; empty if it is not of a Pod
  /// @param podUid the identity of its Pod; empty if it is not known
  /// @param nodeName where it runs; empty if it is not known
  /// @param zones hints for which zones it is meant; may be empty
  public record Endpoint(
      Mapping node,
      List<String> addresses,
      boolean ready,
      boolean serving,
      boolean terminating,
      String pod,
      String podUid,
      Optional<String> nodeName,
      Optional<String> zone,
      List<String> zones) {}

  static EndpointSlice of(KubeObject object) {
    var labels = object.metadata().mapping("labels");
    var ports = new ArrayList<Port>();
    for (Mapping port : object.node().mappings("ports")) ports.add(port(port));
    var endpoints = new ArrayList<Endpoint>();
    for (Mapping endpoint : object.node().mappings("endpoints")) endpoints.add(endpoint(endpoint));
    return new EndpointSlice(
        object,
        labels.text(Endpoints.SERVICE_NAME).orElse(""),
        labels.text(MANAGED_BY).orElse(""),
        List.copyOf(ports),
        List.copyOf(endpoints));
  }

  private static Port port(Mapping node) {
    var number = node.scalar("port");
    return new Port(
        node.text("name").orElse(""),
        number == null ? OptionalLong.empty() : number.integer(),
        node.text("protocol").orElse("TCP"));
  }

  private static Endpoint endpoint(Mapping node) {
    Mapping conditions = node.mapping("conditions");
    Mapping target = node.mapping("targetRef");
    boolean ofPod = target.text("kind").orElse("").equals("Pod");
    return new Endpoint(
        node,
        Container.strings(node, "addresses"),
        !conditions.has("ready") || conditions.isTrue("ready"),
        !conditions.has("serving") || conditions.isTrue("serving"),
        conditions.isTrue("terminating"),
        ofPod ? target.text("name").orElse("") : "",
        ofPod ? target.text("uid").orElse("") : "",
        node.text("nodeName"),
        node.text("zone"),
        node.mapping("hints").mappings("forZones").stream()
            .flatMap(zone -> zone.text("name").stream())
            .toList());
  }
}
