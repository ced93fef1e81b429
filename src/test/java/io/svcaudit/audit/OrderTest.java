package io.svcaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rules;
import io.svcaudit.source.Document;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Reading;
import io.svcaudit.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is found does not depend on the order in which objects are read.
class OrderTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shuffledDocumentsGiveTheSameFindings(long seed) throws IOException {
    List<Document> documents = documents();
    List<String> expected = findings(documents);
    assertThat(expected).hasSizeGreaterThan(4);
    var shuffled = new ArrayList<>(documents);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(findings(shuffled)).isEqualTo(expected);
  }

  private static List<Document> documents() throws IOException {
    var documents = new ArrayList<Document>();
    try (Stream<Path> files = Files.list(Path.of("examples/broken-shop"))) {
      for (Path file : files.sorted().toList()) {
        var source =
            new SourceFile(
                file.toString(), "shop", Files.readString(file), SourceFile.Origin.WALKED);
        documents.addAll(Manifests.read(source).documents());
      }
    }
    return documents;
  }

  private static List<String> findings(List<Document> documents) {
    var reading = new Reading(1, documents, List.of(), List.of());
    return Auditor.audit(reading, "default", Rules.ALL, LabelSelector.EVERYTHING)
        .findings()
        .stream()
        .map(OrderTest::describe)
        .toList();
  }

  private static String describe(Finding finding) {
    return finding.place().span()
        + " "
        + finding.rule()
        + " "
        + finding.message()
        + " "
        + finding.related().stream().map(p -> p.span() + p.label()).sorted().toList();
  }
}
