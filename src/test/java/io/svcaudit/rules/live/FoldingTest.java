package io.svcaudit.rules.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.audit.Auditor;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Model;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Manifest;
import io.svcaudit.rules.Rules;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Observation;
import io.svcaudit.source.SourceFile;
import io.svcaudit.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One cause in a cluster is one finding, whatever number of rules run into it.
class FoldingTest {
  private static final Path FIXTURES = Path.of("src/test/resources/rules");

  private static String fixture(String name) throws IOException {
    return Files.readString(FIXTURES.resolve(name + ".yaml"));
  }

  @ParameterizedTest
  @CsvSource({
    "no-ready-endpoints/fires-crashlooping, no-ready-endpoints",
    "some-endpoints-not-ready/fires-half, some-endpoints-not-ready",
    "endpoint-port-missing/fires-one-of-two, endpoint-port-missing",
    "target-port-name-unresolved/fires-cluster, endpoint-port-missing",
    "dns-broken/fires-openshift, dns-broken",
    "dns-broken/fires-nothing-there, dns-broken",
    "crashlooping-backend/fires-maker-not-read, crashlooping-backend",
  })
  void oneFinding(String fixture, String rule) throws IOException {
    List<Finding> findings = Manifest.of(fixture(fixture)).asCluster().findings();

    assertThat(findings).extracting(Finding::rule).containsExactly(rule);
  }

  @Test
  void podsOfOneWorkloadAreToldOnce() throws IOException {
    Finding finding =
        Manifest.of(fixture("no-ready-endpoints/fires-crashlooping"))
            .asCluster()
            .findings()
            .getFirst();

    assertThat(finding.message())
        .isEqualTo("Service shop/api has no ready endpoint: none of its 2 Pods is ready");
    assertThat(finding.related().getFirst().label())
        .isEqualTo(
            "Pod api-0 (and 1 more of StatefulSet api): container api crashes: 12 restarts, ended"
                + " with OOMKilled (exit code 137)");
    assertThat(finding.help()).startsWith("raise the memory limit of container api");
  }

  @Test
  void whatWasNotListedIsNotAbsent() throws IOException {
    for (String fixture :
        List.of("dns-broken/fires-nothing-there", "endpointslice-stale/fires-no-slice")) {
      var file = new SourceFile("test.yaml", ".", fixture(fixture), SourceFile.Origin.NAMED);
      List<KubeObject> objects =
          Model.objects(
              Manifests.read(file).documents(), (_, written) -> written.orElse("default"));
      var seen = new Observation(Manifest.NOW, "test", Set.of(), Set.of("Service."), List.of());

      assertThat(Auditor.audit(Topology.ofCluster(objects, seen), Rules.ALL)).isEmpty();
    }
  }
}
