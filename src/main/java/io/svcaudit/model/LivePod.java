package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A Pod as a cluster shows it. There may be tens of thousands: what few ask for is read when it is
/// asked for.
///
/// @param phase `status.phase`; empty if it is not known yet
/// @param ips `status.podIPs`; may be empty
/// @param ready whether its condition `Ready` is there and `True`
/// @param terminating whether it has a deletion timestamp
/// @param node `spec.nodeName`; empty while it is not scheduled
public record LivePod(
    KubeObject object,
    String phase,
    List<String> ips,
    boolean ready,
    boolean terminating,
    Optional<String> node) {

  public LivePod {
    ips = List.copyOf(ips);
  }

  /// Reads a core/v1 Pod with its status.
  public static LivePod of(KubeObject object) {
    Mapping status = object.node().mapping("status");
    List<String> ips =
        status.mappings("podIPs").stream().flatMap(ip -> ip.text("ip").stream()).toList();
    if (ips.isEmpty()) ips = status.text("podIP").stream().toList();
    return new LivePod(
        object,
        status.text("phase").orElse(""),
        ips.stream().filter(ip -> !ip.isEmpty()).toList(),
        Condition.isTrue(status, "Ready"),
        object.metadata().has("deletionTimestamp"),
        object.spec().text("nodeName").filter(name -> !name.isEmpty()));
  }

  /// Those that it really has, run-time ones included.
  public Labels labels() {
    return object.labels();
  }

  /// What it is made of.
  public PodTemplate template() {
    return PodTemplate.of(object.node());
  }

  /// Whether its labels have every pair of a selector.
  public boolean matches(Labels selector) {
    Mapping labels = object.metadata().mapping("labels");
    for (Labels.Label wanted : selector.all().values())
      if (!(labels.get(wanted.key()) instanceof Scalar value)
          || !wanted.value().equals(value.isNull() ? "" : value.text())) return false;
    return true;
  }

  /// Whether it has run to its end: such a Pod is never an endpoint.
  public boolean isOver() {
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /// Until when it had to be gone; empty if it is not terminating.
  public Optional<Instant> goneBy() {
    return Time.of(object.node(), "metadata", "deletionTimestamp");
  }

  /// The conditions of the Pod; may be empty.
  public List<Condition> conditions() {
    return object.conditions();
  }

  /// A condition of the Pod; empty if there is none of that type.
  public Optional<Condition> condition(String type) {
    return conditions().stream().filter(c -> c.type().equals(type)).findFirst();
  }

  /// What the kubelet says of the main containers; may be empty.
  public List<ContainerStatus> containers() {
    return object.node().mapping("status").mappings("containerStatuses").stream()
        .map(ContainerStatus::of)
        .toList();
  }

  /// What the kubelet says of the init containers and sidecars; may be empty.
  public List<ContainerStatus> initContainers() {
    return object.node().mapping("status").mappings("initContainerStatuses").stream()
        .map(ContainerStatus::of)
        .toList();
  }
}
