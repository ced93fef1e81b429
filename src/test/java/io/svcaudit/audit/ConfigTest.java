package io.svcaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.svcaudit.source.ConfigFile;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.intent.Audience;
import io.svcaudit.topology.intent.Declared;
import io.svcaudit.topology.intent.Expectation;
import io.svcaudit.topology.intent.Expectation.Is;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `.svc-audit.yaml`: what can be written, and what is said of the rest.
class ConfigTest {
  private static final String ALL =
      """
      # Nobody but the API.
      expect:
        - internet → svc/db: denied
        - deploy/web -> svc/api:8080: allowed
        - shop/app=web,tier!=db → shop/app.kubernetes.io/name in (api, gateway):http: allowed
        - {from: ns/monitoring, to: svc/api, is: denied, reason: scraped elsewhere}
        - internet → shop.example.com/cart: allowed
      exposure:
        svc/db: private
        shop/svc/api: internal
        ns/shop: public
      """;

  private static Config config(String text) throws UsageException {
    var file = new SourceFile(ConfigFile.NAME, ".", text, SourceFile.Origin.NAMED);
    return Config.of(ConfigFile.parse(file));
  }

  private static List<String> problems(String text) {
    try {
      config(text);
      return List.of();
    } catch (UsageException e) {
      return e.messages();
    }
  }

  private static boolean isValid(String text) throws IOException, UsageException {
    var file = new SourceFile(ConfigFile.NAME, ".", text, SourceFile.Origin.NAMED);
    String schema = Files.readString(Path.of("src/main/resources/svc-audit/config.schema.json"));
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    return validator.validate(json(ConfigFile.parse(file).root()), InputFormat.JSON).isEmpty();
  }

  /// The same as JSON, which is all that the validator reads here.
  private static String json(Node node) {
    return switch (node) {
      case Mapping mapping ->
          mapping.entries().entrySet().stream()
              .map(entry -> quoted(entry.getKey()) + ":" + json(entry.getValue().value()))
              .collect(Collectors.joining(",", "{", "}"));
      case Sequence list ->
          list.items().stream().map(ConfigTest::json).collect(Collectors.joining(",", "[", "]"));
      case Scalar scalar -> scalar.isString() ? quoted(scalar.text()) : scalar.text();
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Test
  void everyFormIsRead() throws Exception {
    var intent = config(ALL).intent();
    assertThat(intent.expectations())
        .extracting(Expectation::toString, Expectation::expected, Expectation::reason)
        .containsExactly(
            tuple("internet → svc/db", Is.DENIED, ""),
            tuple("deploy/web → svc/api:8080", Is.ALLOWED, ""),
            tuple(
                "shop/app=web,tier!=db → shop/app.kubernetes.io/name in (api, gateway):http",
                Is.ALLOWED,
                ""),
            tuple("ns/monitoring → svc/api", Is.DENIED, "scraped elsewhere"),
            tuple("internet → shop.example.com/cart", Is.ALLOWED, ""));
    assertThat(intent.expectations().get(1).spot().span().toString())
        .isEqualTo(".svc-audit.yaml:4:5");
    assertThat(intent.audiences())
        .extracting(Declared::toString, Declared::audience)
        .containsExactly(
            tuple("Service db", Audience.PRIVATE),
            tuple("Service shop/api", Audience.INTERNAL),
            tuple("namespace shop", Audience.PUBLIC));
    assertThat(intent.namespaces()).containsExactly("monitoring", "shop");
    assertThat(isValid(ALL)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "expect:\n",
        "expect: []\nexposure: {}\n",
        "expect: {internet → svc/db: denied, 'a → b': allowed}\n",
        "expect:\n  - a → b: allowed\n    b → a: denied\n",
        "expect:\n  - from: internet\n    to: svc/db\n    is: denied\n"
      })
  void whatIsRight(String text) throws Exception {
    assertThat(problems(text)).isEmpty();
    if (!text.isBlank() && !text.startsWith("#")) assertThat(isValid(text)).isTrue();
  }

  /// The schema says so, too.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "expects: []|1:1: unknown key \"expects\"; did you mean \"expect\"?",
        "rules: []|1:1: unknown key \"rules\"; there is expect, exposure",
        "- a|1:1: a configuration is a mapping, not a list",
        "expect: yes|1:9: expect must be a list of expectations, not a boolean",
        "expect: [[]]|1:10: an expectation must be like \"internet → svc/db: denied\", not a list",
        "expect: [a → b]|1:10: \"a → b\" lacks what is expected; write it like \"internet → svc/db:"
            + " denied\"",
        "expect: {a → b: deny}|1:17: unknown value \"deny\"; there is allowed, denied",
        "expect: {a → b: alowed}|1:17: unknown value \"alowed\"; did you mean \"allowed\"?",
        "expect: {a → b: [denied]}|1:17: what is expected must be allowed or denied, not a list",
        "expect: {a b: denied}|1:10: cannot read \"a b\"; write it like \"internet → svc/db:"
            + " denied\"",
        "expect: {a → b → c: denied}|1:10: cannot read \"a → b → c\"; write it like \"internet →"
            + " svc/db: denied\"",
        "expect: [{from: a, to: b}]|1:10: the expectation lacks \"is\"",
        "expect: [{from: a, is: denied}]|1:10: the expectation lacks \"to\"",
        "expect: [{from: a, to: b, is: denied, becaus: c}]|1:39: unknown key \"becaus\"; there is"
            + " from, to, is, reason",
        "expect: [{from: a, to: b, is: denied, reson: c}]|1:39: unknown key \"reson\"; did you mean"
            + " \"reason\"?",
        "expect: [{from: [a], to: b, is: denied}]|1:17: from must be a string, not a list",
        "exposure: [a]|1:11: exposure must be a mapping like \"svc/db: private\", not a list",
        "exposure: {svc/db: privat}|1:20: unknown value \"privat\"; did you mean \"private\"?",
        "exposure: {svc/db: {}}|1:20: svc/db must be one of public, internal, private, not a"
            + " mapping"
      })
  void whatIsWrongIsTold(String text, String problem) throws Exception {
    assertThat(problems(text)).containsExactly(".svc-audit.yaml:" + problem);
    assertThat(isValid(text)).isFalse();
  }

  /// What a schema cannot tell.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "expect: {svc/a → b: denied}|1:10: a Service does not connect; name the workload that does,"
            + " or the Service as TO",
        "expect: {'a:80 → b': denied}|1:10: the port goes to the other end: FROM TO:PORT",
        "expect: {'app=a:80 → b': denied}|1:10: the port goes to the other end: FROM TO:PORT",
        "expect: {a → internet: denied}|1:10: internet is who connects: internet → TO",
        "expect: {a → ns/b: denied}|1:10: a namespace is no end to connect to; name a Service or"
            + " workload",
        "expect: {'a → a/b/c/d': denied}|1:10: cannot read \"a/b/c/d\"; write it like web,"
            + " deploy/web, shop/deploy/web or svc/api:8080",
        "expect: {'app=a b → b': denied}|1:10: cannot read the selector \"app=a b\" at \"app=a b\";"
            + " write it like app=web,tier!=db,env in (a,b)",
        "exposure: {deploy/web: private}|1:12: \"deploy/web\" is no Service; write it like svc/db,"
            + " shop/svc/db or ns/shop",
        "exposure: {'svc/db:80': private}|1:12: \"svc/db:80\" names a port; what is said is about"
            + " the whole Service",
        "exposure: {svc/db: private, service/db: public}|1:29: Service db is on line 1 already",
        "exposure: {svc/db: private, svc/db: public}|1:29: \"svc/db\" is written on line 1 already"
      })
  void whatMeansNothingIsTold(String text, String problem) {
    assertThat(problems(text)).containsExactly(".svc-audit.yaml:" + problem);
  }

  @Test
  void everythingIsToldAtOnce() {
    assertThat(problems("expects: []\nexposur: {}\nexpect: {a → b: never}\n"))
        .containsExactly(
            ".svc-audit.yaml:1:1: unknown key \"expects\"; did you mean \"expect\"?",
            ".svc-audit.yaml:2:1: unknown key \"exposur\"; did you mean \"exposure\"?",
            ".svc-audit.yaml:3:17: unknown value \"never\"; there is allowed, denied");
  }

  @Test
  void anExpectationIsWrittenOnce() {
    assertThat(
            problems(
                """
                expect:
                  - deploy/web → svc/api:80: allowed
                  - deployment/web -> service/api:80: allowed
                  - Deploy/web → svc/api:80: denied
                  - a=b,c=d → svc/api: allowed
                  - c=d,a in (b) → svc/api: denied
                """))
        .containsExactly(
            ".svc-audit.yaml:3:5: \"deployment/web → service/api:80\" is expected on line 2"
                + " already",
            ".svc-audit.yaml:4:5: \"Deploy/web → svc/api:80\" contradicts line 2, which expects it"
                + " to be allowed",
            ".svc-audit.yaml:6:5: \"c=d,a in (b) → svc/api\" contradicts line 5, which expects it"
                + " to be allowed");
  }

  @Test
  void itIsOneDocumentOfYaml() {
    assertThat(problems("expect: [\n").getFirst()).startsWith(".svc-audit.yaml:2:1: ");
    assertThat(problems("expect: []\n---\nexpect: []\n"))
        .containsExactly(".svc-audit.yaml:3:1: a configuration is one document; remove the ---");
  }

  @Test
  void theExampleIsWhatTheSchemaSays() throws Exception {
    String example = Files.readString(Path.of("examples/closed-shop/.svc-audit.yaml"));
    assertThat(problems(example)).isEmpty();
    assertThat(isValid(example)).isTrue();
  }
}
