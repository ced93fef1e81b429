package io.svcaudit.rules.exposure;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Development;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.exposure.OtherWays.Way;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Backends;
import io.svcaudit.topology.backend.Naming;
import io.svcaudit.topology.entry.EntryPoints;
import io.svcaudit.topology.intent.Intent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A web front end that nobody calls and no way from outside leads to, beside Services of its
/// namespace that such ways lead to. Everything that may be a way which is not understood silences
/// it.
public final class FrontendNotExposed implements Rule {
  private static final Set<Long> WEB_PORTS =
      Set.of(80L, 443L, 3000L, 4200L, 5000L, 5173L, 8000L, 8080L, 8443L, 8501L);

  @Override
  public String name() {
    return "frontend-not-exposed";
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Set<Resource> reads() {
    var reads = EnumSet.of(Resource.WORKLOADS, Resource.CONFIG_MAPS, Resource.ANY);
    reads.addAll(EntryPoints.READS);
    return reads;
  }

  @Override
  public void check(Topology topology, Findings out) {
    List<Service> hidden =
        topology.services().stream()
            .filter(s -> isFrontend(topology, s) && !isReached(topology, s))
            .toList();
    if (hidden.isEmpty()) return;
    var mentions =
        Mentions.of(
            topology,
            hidden.stream().map(service -> service.ref().name()),
            FrontendNotExposed::maySpeakOfIt);
    var ways = new OtherWays(topology);
    for (Service service : hidden) {
      List<Way> others = ways.beside(service);
      boolean mayBeProxied = others.stream().anyMatch(way -> isProxy(topology, way.service()));
      if (others.isEmpty() || mayBeProxied || isMentioned(topology, service, mentions)) continue;
      report(topology, service, others.getFirst(), out)
          // Of a cluster only the kinds that are known are listed: another may lead to it.
          .confidence(topology.live().at().isPresent() ? Confidence.LOW : Confidence.MEDIUM);
    }
  }

  private static boolean isProxy(Topology topology, Service service) {
    return Naming.of(service, topology.selection(service).workloads()).isProxy();
  }

  /// By something else than itself and its own Pods.
  private static boolean isMentioned(Topology topology, Service service, Mentions mentions) {
    List<Workload> own = topology.selection(service).workloads();
    return mentions.of(service.ref().name(), service).stream()
        .anyMatch(object ->
            object != service.object()
                && own.stream().noneMatch(workload -> workload.object() == object));
  }

  /// By its name and its port; what is known for something else is none.
  private static boolean isFrontend(Topology topology, Service service) {
    if (service.type() != Service.Type.CLUSTER_IP || service.headless()) return false;
    if (topology.intent().of(service).isPresent() || Development.holds(service.object()))
      return false;
    if (service.ref().namespace().startsWith("kube-")) return false;
    if (!(topology.selection(service) instanceof Selection.Selected selected)) return false;
    Naming naming = Naming.of(service, selected.workloads());
    return naming.isFront()
        && !naming.isForAdministrators()
        && !naming.hasProxyName()
        && service.ports().stream().anyMatch(FrontendNotExposed::isWeb)
        && Backends.of(topology, service).isEmpty();
  }

  private static boolean isWeb(ServicePort port) {
    return WEB_PORTS.contains(port.port())
        || Set.of("http", "https", "web").contains(port.name())
        || port.appProtocol().startsWith("http");
  }

  /// Whether anything leads to it or its Pods, or may do so.
  private static boolean isReached(Topology topology, Service service) {
    KubeObject object = service.object();
    if (Topology.exposure(service).isOutside()) return true;
    if (!topology.sawAllGiven() || topology.mayHoldMore(object) || topology.hasOperator(object))
      return true;
    if (!topology.references().to(service).isEmpty()) return true;
    return topology.selection(service).workloads().stream()
        .anyMatch(workload -> isReached(topology, workload));
  }

  private static boolean isReached(Topology topology, Workload workload) {
    return workload.type().runsToCompletion()
        || !EntryPoints.to(workload).isEmpty()
        || topology.servicesSelecting(workload).stream()
            .anyMatch(other -> !topology.entryPoints().to(other).isEmpty());
  }

  /// Routes, texts that a proxy may take, other Services by ExternalName, workloads.
  private static boolean maySpeakOfIt(KubeObject object) {
    return switch (object.kind()) {
      case "ConfigMap", "Secret", "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet" ->
          true;
      case "Service" -> object.spec().has("externalName");
      default -> CustomKinds.mayRoute(object);
    };
  }

  private static Findings.Report report(
      Topology topology, Service service, Way other, Findings out) {
    Workload pods = topology.selection(service).workloads().getFirst();
    return out.report(
            service.object(),
            "spec",
            service.object().nameSpan(),
            "reached from inside the cluster only",
            "%s looks like a web front end, but nothing leads to it from outside and no workload calls it"
                .formatted(service.ref()))
        .related(pods.object().nameSpan(), "what it serves", pods.object())
        .related(
            other.entry().spot().span(),
            "%s is reached from outside by this".formatted(other.service().ref().kindAndName()),
            other.entry().object())
        .help(
            "add a route for it, or annotate it with %s: internal if it is not for people outside"
                .formatted(Intent.ANNOTATION));
  }
}
