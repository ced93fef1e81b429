package io.svcaudit.rules.live;

import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// An EndpointSlice for a Service that does not exist, and that nothing will take away: it has no
/// owner. A Service of that name will get its endpoints.
public final class OrphanedEndpointslice implements Rule {
  @Override
  public String name() {
    return "orphaned-endpointslice";
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ENDPOINTS, Resource.SERVICES);
  }

  /// In labels, annotations and the name of the manager: slices of other clusters, mirrors, and
  /// records of who leads.
  private static final List<String> ON_PURPOSE =
      List.of(
          "mirror",
          "clustermesh",
          "submariner",
          "lighthouse",
          "multicluster",
          "cilium",
          "karmada",
          "control-plane.alpha.kubernetes.io/leader");

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public void check(Topology topology, Findings out) {
    Instant at = topology.live().at().orElse(null);
    if (at == null) return;
    for (EndpointSlice slice : topology.live().slices()) {
      if (slice.service().isEmpty() || isKept(slice)) continue;
      if (!Age.isOver(Age.READING, slice.object().created(), at)) continue;
      if (topology.service(slice.object(), slice.service())
          instanceof Resolution.Absent<Service> absent) report(slice, absent, out);
    }
  }

  private static boolean isKept(EndpointSlice slice) {
    Mapping metadata = slice.object().metadata();
    return metadata.has("deletionTimestamp")
        || !metadata.items("ownerReferences").isEmpty()
        || Stream.of(metadata.mapping("labels"), metadata.mapping("annotations"))
            .flatMap(pairs -> pairs.entries().keySet().stream())
            .anyMatch(OrphanedEndpointslice::isOnPurpose)
        || isOnPurpose(slice.managedBy());
  }

  private static boolean isOnPurpose(String word) {
    return ON_PURPOSE.stream().anyMatch(word::contains);
  }

  private static void report(EndpointSlice slice, Resolution.Absent<Service> absent, Findings out) {
    Mapping labels = slice.object().metadata().mapping("labels");
    boolean managed =
        !slice.managedBy().isEmpty() && !slice.managedBy().equals(EndpointSlice.CONTROLLER);
    var report =
        out.report(
                slice.object(),
                "metadata.labels[kubernetes.io/service-name]",
                labels.spanOf("kubernetes.io/service-name"),
                "no such Service in namespace " + slice.object().namespace(),
                "%s belongs to Service %s/%s, which does not exist"
                    .formatted(slice.object().ref(), slice.object().namespace(), slice.service()))
            // Whoever manages it may know what for.
            .confidence(managed ? Confidence.MEDIUM : absent.confidence())
            .help("remove the EndpointSlice, or correct the label kubernetes.io/service-name");
    absent.near().stream()
        .findFirst()
        .ifPresent(near ->
            report.related(near.object().nameSpan(), "is named almost alike", near.object()));
  }
}
