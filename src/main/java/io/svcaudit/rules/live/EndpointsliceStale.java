package io.svcaudit.rules.live;

import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// EndpointSlices of Kubernetes' own controller that do not say what the Pods say: an endpoint
/// whose Pod is gone, another one or not selected, or a ready Pod that is no endpoint. The lists
/// are read one after the other, so that what is younger than a minute counts for nothing.
public final class EndpointsliceStale implements Rule {
  @Override
  public String name() {
    return "endpointslice-stale";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.ENDPOINTS, Resource.PODS);
  }

  private static final int MAX_SHOWN = 3;

  private record Key(String namespace, String name) {}

  @Override
  public void check(Topology topology, Findings out) {
    Instant at = topology.live().at().orElse(null);
    if (at == null) return;
    var pods = new HashMap<Key, LivePod>();
    for (LivePod pod : topology.live().pods())
      pods.put(new Key(pod.object().namespace(), pod.object().name()), pod);
    for (Service service : topology.services()) {
      String namespace = service.ref().namespace();
      boolean seen =
          topology.live().sees(Resource.PODS, namespace)
              && topology.live().sees(Resource.ENDPOINTS, namespace);
      if (!seen || !service.selectsPods()) continue;
      if (!Age.isOver(Age.READING, service.object().created(), at)) continue;
      List<EndpointSlice> slices = Backends.controlled(topology.live().slices(service));
      List<LivePod> selected = topology.live().pods(service);
      var faults = new ArrayList<SliceFault>();
      var listed = new HashSet<String>();
      for (EndpointSlice slice : slices)
        for (EndpointSlice.Endpoint endpoint : slice.endpoints())
          if (!endpoint.pod().isEmpty()) {
            listed.add(endpoint.pod());
            LivePod pod = pods.get(new Key(namespace, endpoint.pod()));
            SliceFault fault =
                pod == null
                    ? SliceFault.gone(slice, endpoint, selected, at)
                    : SliceFault.of(service, slice, endpoint, pod, at);
            if (fault != null) faults.add(fault);
          }
      for (LivePod pod : selected) {
        SliceFault fault = SliceFault.missing(service, listed, pod, at);
        if (fault != null) faults.add(fault);
      }
      if (!faults.isEmpty()) report(service, faults, out);
    }
  }

  private static void report(Service service, List<SliceFault> faults, Findings out) {
    var confidence =
        faults.stream().map(SliceFault::sure).max(Comparator.naturalOrder()).orElseThrow();
    var report =
        out.report(
                service.object(),
                "spec.selector",
                service.selectorSpan(),
                "the EndpointSlices do not follow the Pods",
                "%s has EndpointSlices that are out of date in %d place%s"
                    .formatted(service.ref(), faults.size(), faults.size() == 1 ? "" : "s"))
            .confidence(confidence)
            .help(
                "see whether kube-controller-manager runs; delete the slices to have them made"
                    + " anew");
    for (SliceFault fault : faults.subList(0, Math.min(MAX_SHOWN, faults.size())))
      report.related(fault.span(), fault.what(), fault.object());
  }
}
