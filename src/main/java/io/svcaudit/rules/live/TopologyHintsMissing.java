package io.svcaudit.rules.live;

import io.svcaudit.model.ClusterNode;
import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A Service that asks for connections to stay near (`trafficDistribution`, or the older
/// annotation) and whose endpoints carry no hints: they go anywhere. One endpoint without a hint is
/// enough for kube-proxy to ignore those of all.
public final class TopologyHintsMissing implements Rule {
  @Override
  public String name() {
    return "topology-hints-missing";
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.ENDPOINTS, Resource.NODES);
  }

  private static final List<String> ANNOTATIONS =
      List.of("service.kubernetes.io/topology-mode", "service.kubernetes.io/topology-aware-hints");

  /// Below it the controller cannot spread the load evenly and gives no hints.
  private static final int ENDPOINTS_A_ZONE = 3;

  @Override
  public void check(Topology topology, Findings out) {
    Instant at = topology.live().at().orElse(null);
    if (at == null) return;
    for (Service service : topology.services()) {
      Optional<String> annotation = annotation(service);
      boolean asks = service.spec().has("trafficDistribution") || annotation.isPresent();
      if (!asks || !Age.isOver(Age.SETTLING, service.object().created(), at)) continue;
      List<EndpointSlice.Endpoint> ready =
          Backends.ready(Backends.controlled(topology.live().slices(service))).toList();
      List<EndpointSlice.Endpoint> without =
          ready.stream().filter(e -> e.node().mapping("hints").isEmpty()).toList();
      if (without.isEmpty() || isOneZone(topology)) continue;
      report(topology, service, annotation, ready, without, out);
    }
  }

  /// The annotation that is set to Auto; it turns `trafficDistribution` off.
  private static Optional<String> annotation(Service service) {
    return ANNOTATIONS.stream()
        .filter(key ->
            service.object().annotation(key).filter(v -> v.equalsIgnoreCase("auto")).isPresent())
        .findFirst();
  }

  /// Where all nodes are in one zone everything is near.
  private static boolean isOneZone(Topology topology) {
    List<Optional<String>> zones =
        topology.live().nodes().stream().map(ClusterNode::zone).distinct().toList();
    return zones.size() == 1 && zones.getFirst().isPresent();
  }

  private static void report(
      Topology topology,
      Service service,
      Optional<String> annotation,
      List<EndpointSlice.Endpoint> ready,
      List<EndpointSlice.Endpoint> without,
      Findings out) {
    Mapping annotations = service.object().metadata().mapping("annotations");
    String field = "trafficDistribution";
    var report =
        out.report(
                service.object(),
                annotation.map("metadata.annotations[%s]"::formatted).orElse("spec." + field),
                annotation.map(annotations::spanOf).orElseGet(() -> service.spec().spanOf(field)),
                "has no effect",
                "%s asks for near endpoints, and %d of %d ready ones carry no hint"
                    .formatted(service.ref(), without.size(), ready.size()))
            .confidence(
                topology.live().hides(Resource.NODES, "") ? Confidence.MEDIUM : Confidence.CERTAIN)
            .cause(Cause.trafficDistribution(topology, service));
    List<ClusterNode> unzoned =
        topology.live().nodes().stream().filter(node -> node.zone().isEmpty()).toList();
    if (!unzoned.isEmpty()) {
      report.help("give every Node the label topology.kubernetes.io/zone");
      report.related(
          unzoned.getFirst().object().nameSpan(),
          "%d of %d Nodes lack the label topology.kubernetes.io/zone"
              .formatted(unzoned.size(), topology.live().nodes().size()),
          unzoned.getFirst().object());
    } else if (annotation.isPresent()) {
      report.help(
          "remove the annotation %s and write trafficDistribution: PreferSameZone; the annotation needs about %d endpoints in each zone"
              .formatted(annotation.get(), ENDPOINTS_A_ZONE));
      if (service.spec().has(field))
        report.related(service.spec().spanOf(field), "ignored beside the annotation", null);
    } else {
      report.help("see whether the EndpointSlice controller runs and what it says");
    }
  }
}
