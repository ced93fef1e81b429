package io.svcaudit.rules.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Manifest;
import io.svcaudit.topology.Confidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Our word on Services, and on the kinds beside them, against that of an API server: what
/// Kubernetes 1.35.4 said when each document of `api/validation` was created on a cluster with IPv4
/// only and the default feature gates.
class ApiServerTest {
  private static final Path CASES = Path.of("src/test/resources/api/validation");

  private static final List<String> KINDS =
      List.of(
          "services", "network-policies", "endpoint-slices", "disruption-budgets", "autoscalers");

  private static final String RANGE = "the range of cluster addresses is an option of the server";
  private static final String NODE_PORTS = "the range of node ports is an option of the server";
  private static final String TAKEN = "depends on what else is in the cluster";
  private static final String FAMILIES = "a cluster with both families accepts it";
  private static final String NO_SERVICE = "not to be recognized as a Service";

  /// What the server rejects and no manifest shows.
  private static final Map<String, String> NOT_KNOWN =
      Map.ofEntries(
          Map.entry("svc-clusterip-outside", RANGE),
          Map.entry("svc-clusterip-inuse", TAKEN),
          Map.entry("svc-port-np-conflict", TAKEN),
          Map.entry("svc-port-np-conflict-udp", TAKEN),
          Map.entry("svc-hcnp-conflict-other", TAKEN),
          Map.entry("svc-port-np-80", NODE_PORTS),
          Map.entry("svc-port-np-29999", NODE_PORTS),
          Map.entry("svc-port-np-32768", NODE_PORTS),
          Map.entry("svc-hcnp-range", NODE_PORTS),
          Map.entry("svc-fam-ipv6", FAMILIES),
          Map.entry("svc-fam-prefer-two", FAMILIES),
          Map.entry("svc-fam-require", FAMILIES),
          Map.entry("svc-fam-headless-require", FAMILIES),
          Map.entry("svc-fam-clusterip-v6", FAMILIES),
          Map.entry("hpa-min-0-object", "depends on the feature gate HPAScaleToZero"),
          Map.entry("raw-kind-absent", NO_SERVICE),
          Map.entry("raw-kind-lower", NO_SERVICE),
          Map.entry("raw-namespace-other", "depends on the option --namespace"));

  /// @param id how the table of the measurements calls it
  private record Case(String id, String text) {
    private static Case of(String text) {
      return new Case(text.substring(2, text.indexOf(':')), text);
    }

    private List<Finding> certain() {
      return Manifest.of(text).findings().stream()
          .filter(finding -> finding.confidence() == Confidence.CERTAIN)
          .toList();
    }

    /// Whether kubectl itself cannot read it.
    private boolean isBroken() {
      return !Manifest.of(text).unseen().isEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> accepted() throws IOException {
    return cases("accepted").stream().map(c -> dynamicTest(c.id(), () -> assertAccepted(c)));
  }

  private static void assertAccepted(Case accepted) {
    List<Finding> findings = Manifest.of(accepted.text()).findings();
    assertThat(findings)
        .noneMatch(finding -> finding.confidence() == Confidence.CERTAIN)
        .noneMatch(finding -> finding.message().contains("reject"));
  }

  @TestFactory
  Stream<DynamicTest> rejected() throws IOException {
    return cases("rejected").stream().map(c -> dynamicTest(c.id(), () -> assertRejected(c)));
  }

  private static void assertRejected(Case rejected) {
    List<Finding> certain = rejected.certain();
    if (NOT_KNOWN.containsKey(rejected.id())) assertThat(certain).isEmpty();
    else if (!rejected.isBroken()) assertThat(certain).isNotEmpty();
  }

  @Test
  void whatIsNotKnownIsAmongTheCases() throws IOException {
    List<Case> rejected = cases("rejected");
    assertThat(rejected).extracting(Case::id).containsAll(NOT_KNOWN.keySet());
    assertThat(NOT_KNOWN).hasSizeLessThan(rejected.size() / 10);
  }

  /// One fault, one finding: no two of them stand at one place with one reason.
  @TestFactory
  Stream<DynamicTest> saidOnce() throws IOException {
    return cases("rejected").stream().map(c -> dynamicTest(c.id(), () -> assertSaidOnce(c)));
  }

  private static void assertSaidOnce(Case rejected) {
    var places = new TreeSet<String>();
    for (Finding finding : rejected.certain())
      assertThat(places.add(finding.place().span().toString())).as(finding.toString()).isTrue();
  }

  private static List<Case> cases(String verdict) throws IOException {
    var cases = new ArrayList<Case>();
    for (String kind : KINDS) {
      String all = Files.readString(CASES.resolve("%s-%s.yaml".formatted(kind, verdict)));
      for (String text : all.split("(?m)^---\n", -1)) cases.add(Case.of(text));
    }
    return cases;
  }
}
