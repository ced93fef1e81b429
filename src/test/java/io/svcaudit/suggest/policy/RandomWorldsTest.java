package io.svcaudit.suggest.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.audit.Auditor;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Reading;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.SourceFile.Origin;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.ByTheBook;
import io.svcaudit.topology.policy.ByTheBook.Known;
import io.svcaudit.topology.reference.Reference;
import io.svcaudit.topology.trace.Client;
import io.svcaudit.topology.trace.Goal;
import io.svcaudit.topology.trace.Hop.Verdict;
import io.svcaudit.topology.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Suggestions for worlds at random: they let everything through that is connected, and nothing
/// else, and nothing of them is in vain.
class RandomWorldsTest {
  private static final long WORLDS = 120;
  private static final long FRESH = 30;

  static LongStream seeds() {
    long fresh = System.nanoTime();
    return LongStream.concat(LongStream.range(0, WORLDS), LongStream.range(fresh, fresh + FRESH));
  }

  private static Laid laid(long seed) {
    return Laid.over(world(seed).yaml());
  }

  private static RandomWorld world(long seed) {
    return RandomWorld.of(new SplittableRandom(seed));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theCallsGetThroughAndNothingElse(long seed) {
    Laid laid = laid(seed);

    assertThat(sure(laid.byTheEngine())).as("seed %d", seed).isEqualTo(world(seed).calls());
    assertThat(laid.byTheBook()).as("seed %d", seed).isEqualTo(world(seed).calls());
  }

  /// Whether a block of all addresses holds for Pods is up to the network plugin.
  private static Set<String> sure(Set<String> pairs) {
    var sure = new TreeSet<>(pairs);
    sure.removeIf(pair -> pair.endsWith("?"));
    return sure;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWorkedBeforeWorksAfter(long seed) {
    Laid laid = laid(seed);

    assertThat(traces(laid.after())).as("seed %d", seed).isEqualTo(traces(laid.before()));
  }

  /// Of all references and all ways in from the internet.
  private static Map<String, Verdict> traces(Topology topology) {
    var traces = new TreeMap<String, Verdict>();
    var tracer = new Tracer(topology);
    for (Reference reference : topology.references().all()) {
      Service service = reference.service();
      ServicePort port = reference.called();
      if (service != null && port != null)
        traces.put(
            reference.from().ref() + " -> " + service.ref(),
            verdict(
                tracer,
                new Client.Pods(reference.from()),
                new Goal.OfService(service, Optional.of("" + port.port()))));
    }
    for (Service service : topology.services())
      traces.put(
          "internet -> " + service.ref(),
          verdict(tracer, new Client.Internet(), new Goal.OfService(service, Optional.empty())));
    return traces;
  }

  private static Verdict verdict(Tracer tracer, Client client, Goal goal) {
    try {
      return tracer.trace(client, goal).verdict();
    } catch (UsageException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingOfThemIsInVain(long seed) {
    String manifests = world(seed).yaml();
    Laid laid = laid(seed);
    Set<String> all = admitted(laid);
    for (PolicySuggestion less : Removals.of(laid.suggestion()))
      assertThat(admitted(Laid.over(manifests, less)))
          .as(() -> PolicyYaml.text(laid.suggestion()) + "\n=== less\n" + PolicyYaml.text(less))
          .isNotEqualTo(all);
  }

  /// All connections that get through by the book: between the Pods, and with whom a world may know
  /// outside of them.
  private static Set<String> admitted(Laid laid) {
    var book = new ByTheBook(ReadPolicies.of(laid.text()));
    var admitted = new TreeSet<String>();
    for (Workload workload : laid.after().workloads()) {
      Known pod = laid.known(workload, "a Pod", null);
      for (Workload other : laid.after().workloads()) {
        Known to = laid.known(other, "another Pod", null);
        ask(book, pod, to, laid.ports(other).stream().toList(), admitted);
      }
      for (Known other : others()) {
        ask(book, other, pod, laid.ports(workload).stream().toList(), admitted);
        ask(book, pod, other, PORTS, admitted);
      }
    }
    return admitted;
  }

  private static final List<SuggestedPort> PORTS =
      List.of(
          SuggestedPort.tcp(53),
          SuggestedPort.of("UDP", 53).orElseThrow(),
          SuggestedPort.tcp(443),
          SuggestedPort.tcp(2525));

  private static List<Known> others() {
    var others = new ArrayList<Known>();
    for (String address : List.of("8.8.8.8", "203.0.113.9", "198.51.100.7", "2001:db8::1"))
      others.add(new Known(null, address, Map.of(), Map.of(), List.of(), address));
    others.add(
        pod(
            "ingress-nginx",
            Map.of(
                "app.kubernetes.io/name",
                "ingress-nginx",
                "app.kubernetes.io/component",
                "controller")));
    others.add(pod("kube-system", Map.of("k8s-app", "kube-dns")));
    others.add(pod("monitoring", Map.of("app.kubernetes.io/name", "prometheus")));
    others.add(pod("anywhere", Map.of()));
    return others;
  }

  private static Known pod(String namespace, Map<String, String> labels) {
    return new Known(
        namespace,
        "of " + namespace,
        Map.of("kubernetes.io/metadata.name", namespace),
        labels,
        List.of(),
        null);
  }

  private static void ask(
      ByTheBook book, Known from, Known to, List<SuggestedPort> ports, Set<String> into) {
    for (SuggestedPort port : ports)
      if (book.allows(from, to, port.protocol().name(), port.number()))
        into.add("%s -> %s %s".formatted(from.name(), to.name(), port));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theAuditHasNothingToSayAboutThem(long seed) {
    Laid laid = laid(seed);

    var file = new SourceFile("all.yaml", ".", laid.text(), Origin.NAMED);
    var reading = new Reading(1, Manifests.read(file).documents(), List.of(), List.of());

    assertThat(
            Auditor.audit(
                    reading, "default", io.svcaudit.rules.Rules.STANDARD, LabelSelector.EVERYTHING)
                .findings())
        .as("seed %d", seed)
        .noneMatch(finding -> finding.subject().kind().equals("NetworkPolicy"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsPrintedIsWhatWasMeant(long seed) {
    Laid laid = laid(seed);

    for (SuggestedPolicy policy : laid.suggestion().policies())
      assertThat(new ExistingPolicies(laid.after(), policy.namespace()).holds(policy))
          .as(policy.toString())
          .isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSecondRunSuggestsTheSame(long seed) {
    Laid laid = laid(seed);
    List<SuggestedPolicy> again = PolicySuggestion.of(laid.after(), _ -> true).policies();

    assertThat(again)
        .as("seed %d", seed)
        .hasSameSizeAs(
            laid.suggestion().policies().stream()
                .filter(p -> !p.name().equals("default-deny"))
                .toList())
        .allSatisfy(policy ->
            assertThat(new ExistingPolicies(laid.after(), policy.namespace()).holds(policy))
                .isTrue());
  }
}
