package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.svcaudit.audit.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {
  private static final String SCHEMA = "/svc-audit/findings.schema.json";

  private static String json(Outcome outcome) {
    return Samples.write(new JsonReport(Samples.TOOL), outcome);
  }

  private static List<String> violations(String json) throws IOException {
    try (var in = JsonReport.class.getResourceAsStream(SCHEMA)) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(in);
      return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }
  }

  static Stream<Outcome> outcomes() throws IOException {
    return Stream.of(
        Samples.outcome(),
        Samples.outcome(Samples.selector()),
        Samples.everything(),
        Samples.changes());
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void keepsToItsSchema(Outcome outcome) throws IOException {
    assertThat(violations(json(outcome))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"severity\": \"high\"",
        "\"schemaVersion\": 1",
        "\"inSource\": true",
        "\"reach\": \"given\"",
        "\"line\": 8",
        "\"kind\": \"Service\"",
        "\"complete\": false",
        "\"critical\": 1"
      })
  void theSchemaIsStrict(String member) throws IOException {
    String json = json(Samples.everything());
    assertThat(json).contains(member);
    assertThat(violations(json.replace(member, member.replaceFirst(":.*", ": null")))).isNotEmpty();
    assertThat(violations(json.replace(member, member + ", \"unknown\": 1"))).isNotEmpty();
  }

  @Test
  void anObjectOfAClusterHasAFieldAndNoLine() throws IOException {
    assertThat(json(Samples.changes()))
        .contains(
            """
                  "location": {
                    "object": "Service shop/api",
                    "path": "spec.selector.app"
                  },
            """)
        .contains("\"cluster\": \"namespace shop of dev\"")
        .containsPattern(
            "(?s)\"changes\": \\{\\s+\"new\": \\[\\s+\"[0-9a-f]{32}:1\"\\s+\\],\\s+\"unchanged\":"
                + " \\[\\s+\"[0-9a-f]{32}:1\"\\s+\\],\\s+\"solved\": \\[\\s+\\{");
  }

  @Test
  void looksLikeThis() {
    assertThat(json(Samples.outcome(Samples.selector())))
        .startsWith(
            """
            {
              "schemaVersion": 1,
              "tool": {
                "name": "svc-audit",
                "version": "0.1.0-SNAPSHOT"
              },
              "findings": [
                {
                  "rule": "service-selector-matches-nothing",
                  "severity": "high",
                  "confidence": "high",
                  "message": "Service shop/api selects no Pod",
                  "label": "no workload in namespace shop has this label",
                  "help": "write app: shop_api",
                  "subject": {
                    "apiVersion": "v1",
                    "kind": "Service",
                    "namespace": "shop",
                    "name": "api"
                  },
                  "path": "spec.selector",
                  "location": {
                    "file": "k8s/api.yaml",
                    "line": 8,
                    "column": 5,
                    "endLine": 8,
                    "endColumn": 18
                  },
                  "related": [
            """)
        .endsWith(
            """
              "suppressed": [],
              "unseen": [],
              "summary": {
                "files": 120,
                "objects": 300,
                "services": 14,
                "workloads": 20,
                "findings": {
                  "critical": 0,
                  "high": 1,
                  "medium": 0,
                  "low": 0,
                  "info": 0
                },
                "suppressed": 0,
                "complete": true
              }
            }
            """);
  }

  @Test
  void suppressedFindingsContinueTheNumbers() {
    JsonNode report = JsonMapper.shared().readTree(json(Samples.everything()));
    String shown = report.at("/findings/1/fingerprint").asString();
    String suppressed = report.at("/suppressed/0/fingerprint").asString();
    assertThat(shown).endsWith(":1");
    assertThat(suppressed).isEqualTo(shown.replace(":1", ":2"));
  }

  @Test
  void keepsTheTextButNoTerminalWouldObeyIt() {
    String json = json(Samples.everything());
    assertThat(json.codePoints().filter(c -> c != '\n')).noneMatch(Visible::isDeceptive);
    assertThat(JsonMapper.shared().readTree(json).at("/findings/0/message").asString())
        .isEqualTo(Samples.everything().findings().getFirst().message());
  }
}
