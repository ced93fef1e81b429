package io.svcaudit.rules.exposure;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Development;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.BackendClass;
import io.svcaudit.topology.backend.Backends;
import io.svcaudit.topology.backend.Naming;
import io.svcaudit.topology.intent.Intent;
import io.svcaudit.topology.reference.Address;
import io.svcaudit.topology.reference.Destination;
import io.svcaudit.topology.reference.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A Service of type NodePort that workloads of the cluster call and that nothing else shows a use
/// for: every node answers for it, to whoever reaches a node. What gives a reason for the node port
/// is left to [NodeportReasons].
public final class NodeportForInternalService implements Rule {
  private static final int SHOWN = 2;

  @Override
  public String name() {
    return "nodeport-for-internal-service";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return NodeportReasons.READS;
  }

  @Override
  public void check(Topology topology, Findings out) {
    List<Service> internal = topology.services().stream().filter(s -> isIt(topology, s)).toList();
    if (internal.isEmpty()) return;
    var routes =
        Mentions.of(topology, internal.stream().map(s -> s.ref().name()), CustomKinds::mayRoute);
    var numbers =
        Mentions.of(
            topology,
            internal.stream().flatMap(NodeportForInternalService::nodePorts),
            object -> !object.kind().equals("Service"));
    var ways = new OtherWays(topology);
    for (Service service : internal) {
      boolean isAsked = nodePorts(service).anyMatch(n -> !numbers.of(n, service).isEmpty());
      if (isAsked || !routes.of(service.ref().name(), service).isEmpty()) continue;
      boolean published = topology.sawAllGiven() && !ways.beside(service).isEmpty();
      report(service, calls(topology, service), published, out);
    }
  }

  /// Those that are written, in a cluster all.
  private static Stream<String> nodePorts(Service service) {
    return service.ports().stream()
        .flatMap(port -> port.nodePort().stream().mapToObj(Long::toString));
  }

  private static boolean isIt(Topology topology, Service service) {
    return service.type() == Service.Type.NODE_PORT
        && !service.headless()
        && !Development.holds(service.object())
        && !calls(topology, service).isEmpty()
        && !isKnownOtherwise(topology, service)
        && !NodeportReasons.isShown(topology, service);
  }

  /// One for each workload that is given its address and that is part of the application.
  private static List<Reference> calls(Topology topology, Service service) {
    var calls = new ArrayList<Reference>();
    var callers = new HashSet<Workload>();
    for (Reference reference : topology.references().to(service)) {
      Workload from = reference.from();
      boolean counts =
          isAddress(reference)
              && !from.type().runsToCompletion()
              && !from.template().hostNetwork()
              && !Naming.isTester(from);
      if (counts && callers.add(from)) calls.add(reference);
    }
    return calls;
  }

  /// Of an address that several workloads are given, one at least makes use.
  private static boolean isAddress(Reference reference) {
    return reference.called() != null
        || (reference.shared()
            && reference.address().form() != Address.Form.MENTION
            && reference.destination() instanceof Destination.Found found
            && !found.own());
  }

  /// Data stores, consoles and debuggers have rules of their own; object stores and metrics are
  /// often read from outside.
  private static boolean isKnownOtherwise(Topology topology, Service service) {
    return Backends.of(topology, service).stream()
        .anyMatch(backend -> backend.what().kind() != BackendClass.INFERENCE);
  }

  /// @param published whether it was seen how others of its application are published
  private static void report(
      Service service, List<Reference> calls, boolean published, Findings out) {
    boolean chosen = nodePorts(service).findAny().isPresent();
    boolean called = calls.stream().anyMatch(call -> call.called() != null);
    var report =
        out.report(
                service.object(),
                "spec.type",
                service.typeSpan(),
                "a port of every node leads to it",
                "%s is open on every node, though only workloads of the cluster are seen to call it"
                    .formatted(service.ref()))
            // A number that the API server picks is told to nobody outside.
            .confidence(called && !chosen && published ? Confidence.HIGH : Confidence.MEDIUM)
            .help(
                "use type: ClusterIP, or annotate it with %s: public if it is called from outside"
                    .formatted(Intent.ANNOTATION));
    var byPlace = new LinkedHashMap<Span, List<Reference>>();
    for (Reference call : calls)
      byPlace.computeIfAbsent(call.span(), _ -> new ArrayList<>()).add(call);
    byPlace.entrySet().stream()
        .limit(SHOWN)
        .forEach(place ->
            report.related(
                place.getKey(), label(place.getValue()), place.getValue().getFirst().holder()));
  }

  private static String label(List<Reference> calls) {
    String first = calls.getFirst().from().ref().kindAndName();
    return calls.size() == 1
        ? "%s is given its address".formatted(first)
        : "%s and %d more are given its address".formatted(first, calls.size() - 1);
  }
}
