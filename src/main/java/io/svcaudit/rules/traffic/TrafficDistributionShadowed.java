package io.svcaudit.rules.traffic;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;

/// `trafficDistribution` beside the older annotation, which the EndpointSlice controller heeds
/// instead (kubernetes.io, Traffic distribution).
public final class TrafficDistributionShadowed implements Rule {
  @Override
  public String name() {
    return "traffic-distribution-shadowed";
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES);
  }

  private static final String FIELD = "trafficDistribution";

  private static final List<String> ANNOTATIONS =
      List.of("service.kubernetes.io/topology-mode", "service.kubernetes.io/topology-aware-hints");

  /// The controller takes both spellings and no other.
  private static final Set<String> AUTO = Set.of("Auto", "auto");

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      if (service.spec().text(FIELD).orElse("").isEmpty()) continue;
      if (service.type() == Service.Type.EXTERNAL_NAME) continue;
      Mapping annotations = service.object().metadata().mapping("annotations");
      for (String annotation : ANNOTATIONS)
        if (annotations.text(annotation).filter(AUTO::contains).isPresent()) {
          out.report(
                  service.object(),
                  "spec." + FIELD,
                  service.spec().spanOf(FIELD),
                  "has no effect",
                  "%s has an annotation that turns its trafficDistribution off"
                      .formatted(service.ref()))
              .cause(Cause.trafficDistribution(topology, service))
              .related(annotations.spanOf(annotation), "counts instead", null)
              .help("remove the annotation " + annotation);
          break;
        }
    }
  }
}
