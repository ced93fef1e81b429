package io.svcaudit.rules.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.policy.Neighbours.Closed;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A namespace in which policies isolate some workloads and leave others open, because none denies
/// by default. Data stores that are left open are the affair of `datastore-without-netpol`.
public final class NamespaceWithoutDefaultDeny implements Rule {
  private static final int SHOWN = 4;

  /// A single one may be all that was meant to be guarded.
  private static final int CLOSED_AT_LEAST = 2;

  @Override
  public String name() {
    return "namespace-without-default-deny";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    var reads =
        EnumSet.of(
            Resource.NETWORK_POLICIES,
            Resource.NAMESPACES,
            Resource.WORKLOADS,
            Resource.SERVICES,
            Resource.INGRESSES);
    reads.addAll(EntryPoints.READS);
    return reads;
  }

  @Override
  public void check(Topology topology, Findings out) {
    Collection<Neighbours> places = Neighbours.all(topology);
    if (places.isEmpty() || Enforcement.isMissing(topology)) return;
    var stores = new OpenStores(topology);
    for (Neighbours place : places) {
      if (place.closed().size() < CLOSED_AT_LEAST) continue;
      List<LeftOpen> open =
          place.open().stream()
              .filter(workload -> stores.of(workload).isEmpty())
              .filter(workload -> place.missed(topology, workload) == null)
              .filter(workload -> listens(topology, workload))
              .map(workload -> LeftOpen.of(topology, workload))
              .toList();
      Set<String> charts =
          open.stream()
              .map(left -> Neighbours.chartOf(left.workload().object()))
              .collect(Collectors.toSet());
      List<Closed> closed = place.closed().stream().filter(each -> each.tellsOf(charts)).toList();
      if (!open.isEmpty() && closed.size() >= CLOSED_AT_LEAST) report(topology, closed, open, out);
    }
  }

  /// Whether there is anything to connect to, as far as its manifests tell.
  private static boolean listens(Topology topology, Workload workload) {
    return !topology.servicesSelecting(workload).isEmpty()
        || workload.template().ports().findAny().isPresent();
  }

  private static void report(
      Topology topology, List<Closed> closed, List<LeftOpen> open, Findings out) {
    List<LeftOpen> inside = open.stream().filter(each -> each.way().isEmpty()).toList();
    Closed example = closed.getFirst();
    KubeObject subject = subject(topology, example.by());
    boolean isPolicy = subject == example.by().object();
    Span span = isPolicy ? subject.spec().spanOf("podSelector") : subject.nameSpan();
    var report =
        out.report(
                subject,
                isPolicy ? "spec.podSelector" : "metadata.name",
                span,
                isPolicy
                    ? "no policy beside it isolates all Pods"
                    : "no NetworkPolicy isolates all Pods",
                "no NetworkPolicy of namespace %s denies by default: any Pod may connect to %s"
                    .formatted(
                        example.by().object().namespace(), names(inside.isEmpty() ? open : inside)))
            .severity(inside.isEmpty() ? Severity.LOW : Severity.MEDIUM)
            // Where most are closed, the others were forgotten; where few are, it may be meant.
            .confidence(
                closed.size() > inside.size() && topology.sawAllGiven()
                    ? Confidence.HIGH
                    : Confidence.MEDIUM)
            .help(
                "add a NetworkPolicy with podSelector: {} and policyTypes: [Ingress], and rules for"
                    + " the clients of what is open now");
    for (LeftOpen each : open.subList(0, Math.min(open.size(), SHOWN)))
      report.related(each.workload().object().nameSpan(), each.label(), each.workload().object());
    report.related(
        example.by().object().spec().spanOf("podSelector"),
        "isolates " + example.workload().ref().kindAndName(),
        isPolicy ? null : example.by().object());
  }

  /// The Namespace, or the first of the policies where it was not read.
  private static KubeObject subject(Topology topology, NetworkPolicy policy) {
    return topology.namespaces().stream()
        .filter(namespace -> namespace.name().equals(policy.object().namespace()))
        .map(Namespace::object)
        .filter(namespace -> topology.together(namespace, policy.object()))
        .findFirst()
        .orElse(policy.object());
  }

  private static String names(List<LeftOpen> open) {
    var names = new ArrayList<String>();
    for (LeftOpen each : open) names.add(each.workload().ref().kindAndName());
    if (names.size() == 1) return names.getFirst();
    if (names.size() == 2) return String.join(" and ", names);
    return "%s and %d other workloads".formatted(names.getFirst(), names.size() - 1);
  }
}
