package io.svcaudit.audit;

import io.svcaudit.audit.Diagnosis.Step;
import io.svcaudit.audit.Diagnosis.Verdict;
import io.svcaudit.model.EndpointSlice;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Model;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Rules;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Observation;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Asks about one Service what the page "Debug Services" on kubernetes.io asks, in its order, and
/// stops at the first thing that is wrong. Only reads: what needs a client in the cluster is left
/// to the user, and said.
public final class Doctor {
  /// Where the cluster's DNS and its proxies are.
  public static final String SYSTEM = "kube-system";

  static final Set<String> DEFINITION =
      Set.of(
          "target-port-name-unresolved",
          "target-port-protocol-mismatch",
          "target-port-not-declared",
          "endpoint-port-missing",
          "headless-port-translation",
          "service-matches-across-workloads",
          "external-name-internal-loop");

  static final Set<String> ENDPOINTS =
      Set.of(
          "service-selector-matches-nothing",
          "selectorless-service-without-endpoints",
          "endpointslice-stale");

  static final Set<String> PODS =
      Set.of("no-ready-endpoints", "some-endpoints-not-ready", "crashlooping-backend");

  static final String DNS = "dns-broken";

  /// What has to be read for it.
  public static final Set<Resource> READS =
      EnumSet.of(
          Resource.SERVICES,
          Resource.WORKLOADS,
          Resource.PODS,
          Resource.ENDPOINTS,
          Resource.INGRESSES,
          Resource.NETWORK_POLICIES);

  private final Observation seen;
  private final Topology topology;
  private final List<Finding> findings;

  public Doctor(ClusterReading reading) {
    seen = reading.seen();
    List<KubeObject> objects =
        Model.objects(reading.documents(), (_, written) -> written.orElse(""));
    topology = Topology.ofCluster(objects, seen);
    List<Rule> rules =
        Rules.ALL.stream()
            .filter(rule ->
                DEFINITION.contains(rule.name())
                    || ENDPOINTS.contains(rule.name())
                    || PODS.contains(rule.name())
                    || rule.name().equals(DNS))
            .toList();
    findings = Auditor.audit(topology, rules);
  }

  /// Examines the Service of a name.
  public Diagnosis examine(String namespace, String name) {
    Optional<Service> service =
        topology.services().stream()
            .filter(s -> s.ref().namespace().equals(namespace) && s.ref().name().equals(name))
            .findFirst();
    var steps = new ArrayList<Step>();
    if (service.isEmpty()) {
      steps.add(missing(namespace, name));
    } else {
      Service found = service.get();
      steps.add(new Step("exists", Verdict.OK, describe(found), List.of()));
      steps.add(policies(found));
      steps.add(dns(found));
      steps.add(
          new Step(
              "by its IP",
              Verdict.UNKNOWN,
              "not tried, as nothing is sent into the cluster",
              List.of()));
      steps.add(step("definition", found, DEFINITION, definition(found)));
      steps.add(endpoints(found));
      steps.add(step("Pods", found, PODS, pods(found)));
      steps.add(proxies());
      steps.add(
          new Step(
              "hairpin",
              Verdict.UNKNOWN,
              "whether a Pod reaches itself through the Service shows in the Pod only",
              List.of()));
    }
    return new Diagnosis("Service %s/%s".formatted(namespace, name), untilWrong(steps));
  }

  private static List<Step> untilWrong(List<Step> steps) {
    var shown = new ArrayList<Step>();
    boolean wrong = false;
    for (Step step : steps) {
      shown.add(
          wrong
              ? new Step(
                  step.title(),
                  Verdict.NOT_CHECKED,
                  "not checked yet: the step above comes first",
                  List.of())
              : step);
      wrong |= step.verdict() == Verdict.WRONG;
    }
    return shown;
  }

  private Step missing(String namespace, String name) {
    Optional<String> unseen = seen.unseen("Service.", namespace);
    if (unseen.isPresent()) return new Step("exists", Verdict.UNKNOWN, unseen.get(), List.of());
    String near =
        topology.services().stream()
            .map(Service::ref)
            .filter(ref -> ref.namespace().equals(namespace))
            .map(ObjectRef::name)
            .filter(other -> EditDistance.isNear(other, name))
            .map("; did you mean %s?"::formatted)
            .findFirst()
            .orElse("");
    return new Step(
        "exists", Verdict.WRONG, "there is none in namespace " + namespace + near, List.of());
  }

  private static String describe(Service service) {
    String ports =
        service.ports().stream().map(ServicePort::describe).collect(Collectors.joining(", "));
    String address =
        service.headless()
            ? "headless"
            : service.type() + " " + service.spec().text("clusterIP").orElse("");
    return address.strip() + (ports.isEmpty() ? "" : ", " + ports);
  }

  private Step policies(Service service) {
    String title = "network policies";
    String namespace = service.ref().namespace();
    Optional<String> unseen = seen.unseen("NetworkPolicy.networking.k8s.io", namespace);
    if (unseen.isPresent()) return new Step(title, Verdict.UNKNOWN, unseen.get(), List.of());
    List<LivePod> pods = topology.live().pods(service);
    List<String> isolating =
        topology.networkPolicies().stream()
            .filter(policy -> pods.stream().anyMatch(policy::isolates))
            .map(NetworkPolicy::object)
            .map(KubeObject::name)
            .toList();
    return isolating.isEmpty()
        ? new Step(title, Verdict.OK, "none isolates its Pods", List.of())
        : new Step(
            title,
            Verdict.UNKNOWN,
            "%s decide who reaches its Pods: see whether your client is admitted"
                .formatted(String.join(", ", isolating)),
            List.of());
  }

  private Step dns(Service service) {
    String title = "name in DNS";
    List<Finding> broken = findings.stream().filter(f -> f.rule().equals(DNS)).toList();
    if (!broken.isEmpty())
      return new Step(title, Verdict.WRONG, "the cluster's DNS does not work", broken);
    String names =
        "%1$s in its namespace, %1$s.%2$s elsewhere"
            .formatted(service.ref().name(), service.ref().namespace());
    Optional<String> unseen =
        seen.unseen("EndpointSlice.discovery.k8s.io", SYSTEM)
            .or(() -> seen.unseen("Service.", SYSTEM));
    boolean known =
        unseen.isEmpty()
            && topology.services().stream()
                .anyMatch(
                    s -> s.ref().namespace().equals(SYSTEM) && s.ref().name().contains("dns"));
    return known
        ? new Step(title, Verdict.OK, names, List.of())
        : new Step(
            title,
            Verdict.UNKNOWN,
            names + "; " + unseen.orElse("no DNS Service was found in namespace " + SYSTEM),
            List.of());
  }

  private static String definition(Service service) {
    return service.ports().stream()
        .map(port -> port.describe() + " → " + port.target())
        .collect(Collectors.joining(", ", "", service.ports().isEmpty() ? "no ports" : ""));
  }

  private Step endpoints(Service service) {
    if (service.type() == Service.Type.EXTERNAL_NAME)
      return new Step(
          "endpoints", Verdict.OK, "another name for " + service.externalName(), List.of());
    long endpoints =
        topology.live().slices(service).stream()
            .map(EndpointSlice::endpoints)
            .mapToLong(List::size)
            .sum();
    Step step =
        step(
            "endpoints",
            service,
            ENDPOINTS,
            endpoints + (endpoints == 1 ? " endpoint" : " endpoints"));
    Optional<String> unseen =
        seen.unseen("EndpointSlice.discovery.k8s.io", service.ref().namespace());
    if (step.verdict() == Verdict.WRONG) return step;
    if (unseen.isPresent()) return new Step("endpoints", Verdict.UNKNOWN, unseen.get(), List.of());
    return endpoints > 0
        ? step
        : new Step(
            "endpoints",
            Verdict.WRONG,
            "there are none: what it selects has no Pods with an address",
            List.of());
  }

  private String pods(Service service) {
    List<LivePod> pods = topology.live().pods(service);
    long ready = pods.stream().filter(LivePod::ready).count();
    return "%d of %d ready".formatted(ready, pods.size());
  }

  /// Whichever program does it: its Pods run on every node, as a DaemonSet.
  private Step proxies() {
    String title = "kube-proxy";
    Optional<String> unseen = seen.unseen("DaemonSet.apps", SYSTEM);
    if (unseen.isPresent()) return new Step(title, Verdict.UNKNOWN, unseen.get(), List.of());
    for (KubeObject object : topology.objects()) {
      boolean proxy =
          object.kind().equals("DaemonSet")
              && object.namespace().equals(SYSTEM)
              && (object.name().contains("kube-proxy") || object.name().contains("cilium"));
      if (!proxy) continue;
      var status = object.node().mapping("status");
      String ready = status.text("numberReady").orElse("0");
      String desired = status.text("desiredNumberScheduled").orElse("0");
      return new Step(
          title,
          ready.equals(desired) ? Verdict.OK : Verdict.WRONG,
          "%s: %s of %s ready".formatted(object.ref(), ready, desired),
          List.of());
    }
    return new Step(title, Verdict.UNKNOWN, "no DaemonSet that does its work was found", List.of());
  }

  private Step step(String title, Service service, Set<String> rules, String fine) {
    List<Finding> wrong =
        findings.stream()
            .filter(finding -> rules.contains(finding.rule()))
            .filter(finding -> finding.severity().compareTo(Severity.MEDIUM) >= 0)
            .filter(finding -> finding.confidence().compareTo(Confidence.HIGH) >= 0)
            .filter(finding -> concerns(finding, service))
            .toList();
    return wrong.isEmpty()
        ? new Step(title, Verdict.OK, fine, List.of())
        : new Step(title, Verdict.WRONG, wrong.getFirst().message(), wrong);
  }

  private static boolean concerns(Finding finding, Service service) {
    return finding.subject().equals(service.ref())
        || finding.related().stream().anyMatch(place -> service.ref().equals(place.subject()));
  }
}
