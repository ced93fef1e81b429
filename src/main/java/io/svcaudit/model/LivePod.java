package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.List;
import java.util.Optional;

/// A Pod as a cluster shows it: what it is made of, and its status.
///
/// @param labels those that it really has, run-time ones included
/// @param phase `status.phase`; empty if it is not known yet
/// @param ips `status.podIPs`; may be empty
/// @param ready whether its condition `Ready` is there and `True`
/// @param terminating whether it has a deletion timestamp
/// @param node `spec.nodeName`; empty while it is not scheduled
public record LivePod(
    KubeObject object,
    Labels labels,
    PodTemplate template,
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
        object.labels(),
        PodTemplate.of(object.node()),
        status.text("phase").orElse(""),
        ips.stream().filter(ip -> !ip.isEmpty()).toList(),
        status.mappings("conditions").stream().anyMatch(LivePod::isReady),
        object.metadata().has("deletionTimestamp"),
        object.spec().text("nodeName").filter(name -> !name.isEmpty()));
  }

  private static boolean isReady(Mapping condition) {
    return condition.text("type").orElse("").equals("Ready")
        && condition.text("status").orElse("").equals("True");
  }

  /// Whether it has run to its end: such a Pod is never an endpoint.
  public boolean isOver() {
    return phase.equals("Succeeded") || phase.equals("Failed");
  }
}
