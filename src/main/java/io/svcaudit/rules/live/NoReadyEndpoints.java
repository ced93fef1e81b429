package io.svcaudit.rules.live;

import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A Service that has Pods, or endpoints written by hand, of which none is ready: every connection
/// is refused. A Service without any Pod is not meant, it may be scaled to nothing.
public final class NoReadyEndpoints implements Rule {
  @Override
  public String name() {
    return "no-ready-endpoints";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.ENDPOINTS, Resource.PODS, Resource.WORKLOADS);
  }

  private static final int MAX_SHOWN = 3;

  @Override
  public void check(Topology topology, Findings out) {
    Instant at = topology.live().at().orElse(null);
    if (at == null) return;
    for (Service service : topology.services()) {
      if (service.type() == Service.Type.EXTERNAL_NAME) continue;
      if (service.selector().isEmpty()) byHand(topology, service, at, out);
      Outage outage = Outage.of(topology, service, at);
      if (outage != null) report(topology, outage, out);
    }
  }

  private static void report(Topology topology, Outage outage, Findings out) {
    Service service = outage.service();
    int count = outage.pods().size();
    String none = count == 1 ? "its only Pod is not ready" : "none of its %d Pods is ready";
    var report =
        out.report(
                service.object(),
                "spec.selector",
                service.selectorSpan(),
                count == 1 ? "selects one Pod" : "selects %d Pods".formatted(count),
                "%s has no ready endpoint: %s".formatted(service.ref(), none.formatted(count)))
            .confidence(Confidence.CERTAIN)
            .cause(Troubles.cause(topology, service, outage.pods()));
    Troubles.of(topology, outage.troubles()).tell(report);
  }

  /// What is written by hand, or by a controller that is not Kubernetes' own.
  private static void byHand(Topology topology, Service service, Instant at, Findings out) {
    List<EndpointSlice> slices = topology.live().slices(service);
    List<EndpointSlice.Endpoint> endpoints =
        slices.stream().flatMap(slice -> slice.endpoints().stream()).toList();
    boolean settled =
        slices.stream().allMatch(s -> Age.isOver(Age.SETTLING, s.object().created(), at));
    boolean ready = endpoints.stream().anyMatch(EndpointSlice.Endpoint::ready);
    if (endpoints.isEmpty() || ready || !settled) return;
    var report =
        out.report(
                service.object(),
                "metadata.name",
                service.object().nameSpan(),
                "its endpoints are not made by Kubernetes",
                "%s has no ready endpoint: its EndpointSlices say so of all %d"
                    .formatted(service.ref(), endpoints.size()))
            .confidence(Confidence.CERTAIN)
            .cause(Cause.noEndpoints(topology, service))
            .help(
                "bring up what is behind the addresses, or set conditions.ready of the endpoints");
    slices.stream()
        .filter(slice -> !slice.endpoints().isEmpty())
        .limit(MAX_SHOWN)
        .forEach(slice ->
            report.related(
                slice.endpoints().getFirst().node().spanOf("conditions"),
                String.join(", ", slice.endpoints().getFirst().addresses()) + " is not ready",
                slice.object()));
  }
}
