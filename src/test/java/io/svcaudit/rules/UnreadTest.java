package io.svcaudit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.exposure.FrontendNotExposed;
import io.svcaudit.rules.policy.DatastoreWithoutNetpol;
import io.svcaudit.rules.policy.NamespaceWithoutDefaultDeny;
import io.svcaudit.topology.Confidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What rules conclude from what is not there is less sure if a part could not be read.
class UnreadTest {
  private static final Path FIXTURES = Path.of("src/test/resources/rules");
  private static final String BROKEN = "---\nkind: [\n";

  @Test
  void aPolicyMayBeInWhatWasNotRead() throws IOException {
    assertMedium(new DatastoreWithoutNetpol(), "fires-neighbour-isolated.yaml");
    assertMedium(new NamespaceWithoutDefaultDeny(), "fires-one-forgotten.yaml");
  }

  @Test
  void aRouteMayBeInWhatWasNotRead() throws IOException {
    var rule = new FrontendNotExposed();
    assertThat(partOf(rule, "fires-beside-an-ingress.yaml").findings(rule)).isEmpty();
  }

  private static void assertMedium(Rule rule, String fixture) throws IOException {
    assertThat(partOf(rule, fixture).findings(rule))
        .extracting(Finding::confidence)
        .containsExactly(Confidence.MEDIUM);
  }

  private static Manifest partOf(Rule rule, String fixture) throws IOException {
    Manifest manifest =
        Manifest.of(Files.readString(FIXTURES.resolve(rule.name()).resolve(fixture)) + BROKEN);
    assertThat(manifest.unseen()).isNotEmpty();
    return manifest;
  }
}
