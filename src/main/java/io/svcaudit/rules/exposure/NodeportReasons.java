package io.svcaudit.rules.exposure;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Naming;
import io.svcaudit.topology.entry.EntryPoints;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What may make somebody want a Service on the ports of the nodes.
final class NodeportReasons {
  static final Set<Resource> READS = reads();

  /// Say nothing of who calls a Service.
  private static final List<String> SILENT_ANNOTATIONS =
      List.of(
          "kubectl.kubernetes.io/",
          "meta.helm.sh/",
          "helm.sh/",
          "prometheus.io/",
          "argocd.argoproj.io/",
          "kustomize.toolkit.fluxcd.io/",
          "svc-audit.io/");

  private NodeportReasons() {}

  private static Set<Resource> reads() {
    var reads = EnumSet.of(Resource.WORKLOADS, Resource.CONFIG_MAPS, Resource.ANY);
    reads.addAll(EntryPoints.READS);
    return Collections.unmodifiableSet(reads);
  }

  /// Whether the Service itself or its Pods show one.
  static boolean isShown(Topology topology, Service service) {
    List<Workload> pods = topology.selection(service).lasting();
    return pods.isEmpty()
        || isSaid(topology, service)
        || Naming.of(service, pods).mayFaceOutside()
        || pods.stream().anyMatch(workload -> isPublished(topology, service, workload));
  }

  private static boolean isSaid(Topology topology, Service service) {
    return topology.intent().of(service).isPresent()
        || !service.spec().items("externalIPs").isEmpty()
        || service.spec().text("externalTrafficPolicy").orElse("").equals("Local")
        || service.object().metadata().mapping("annotations").entries().keySet().stream()
            .anyMatch(key -> SILENT_ANNOTATIONS.stream().noneMatch(key::startsWith))
        || Remarks.speakOfOutside(service);
  }

  /// Whether another Service leads to the Pods, which those inside can call: then this one is there
  /// for those outside. Or whether a route or a port of the nodes leads to them.
  private static boolean isPublished(Topology topology, Service service, Workload workload) {
    return !EntryPoints.to(workload).isEmpty()
        || topology.servicesSelecting(workload).stream()
            .anyMatch(other ->
                other == service
                    ? !topology.entryPoints().routesTo(service).isEmpty()
                    : !other.headless());
  }
}
