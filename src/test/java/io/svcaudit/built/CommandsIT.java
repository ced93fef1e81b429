package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.svcaudit.built.Built.Run;
import io.svcaudit.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Every command and every format, as users start them.
class CommandsIT {
  private static final String BUILT = "io.svcaudit.built.Built#all";
  private static final Path SHOP = Path.of("examples", "broken-shop");

  private static Run run(Built built, String... arguments) {
    return built.run(Built.project(), arguments);
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void helpNamesEveryCommandAndOption(Built built) {
    Run run = run(built, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout())
        .startsWith("Usage: kubectl svc-audit ")
        .contains("--filename", "--kustomize", "--helm", "--output", "--fail-on", "--rule")
        .contains("rules ", "explain ", "completion ");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void theSoundShopIsClean(Built built) {
    Run run = run(built, "examples/sound-shop");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout()).doesNotContain("error[").contains("No findings");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void conciseIsOneLineAFinding(Built built) {
    Run run = run(built, SHOP.toString(), "-o", "concise");
    assertThat(run.exitCode()).isOne();
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout().lines())
        .isNotEmpty()
        .allMatch(
            line -> line.matches("examples/broken-shop/[a-z]+\\.yaml:\\d+:\\d+: [a-z]+ [a-z-]+ .+"))
        .anyMatch(line -> line.contains("db.yaml:12:3: critical datastore-exposed-nodeport "));
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void textShowsBothEndsAndTheRemedy(Built built) {
    Run run = run(built, SHOP.toString());
    assertThat(run.exitCode()).isOne();
    assertThat(run.stdout())
        .contains("error[service-selector-matches-nothing]: Service shop/api selects no Pod")
        .contains(
            "--> examples/broken-shop/api.yaml:12:5", "::: examples/broken-shop/api.yaml:36:9")
        .contains("= help: write app.kubernetes.io/name: api")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void jsonIsWhatItsSchemaSays(Built built) throws IOException {
    Run run = run(built, SHOP.toString(), "-o", "json");
    assertThat(run.exitCode()).isOne();
    String schema = Files.readString(Path.of("src/main/resources/svc-audit/findings.schema.json"));
    var validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(validator.validate(run.stdout(), InputFormat.JSON)).isEmpty();
    assertThat(run.stdout()).contains("\"service-selector-matches-nothing\"");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void sarifCarriesTheRulesPages(Built built) {
    Run run = run(built, SHOP.toString(), "-o", "sarif", "--sarif-category", "shop");
    assertThat(run.exitCode()).isOne();
    assertThat(run.stdout())
        .contains("\"version\": \"2.1.0\"", "\"id\": \"shop/\"")
        .contains("\"ruleId\": \"datastore-exposed-nodeport\"")
        .contains("\"uri\": \"examples/broken-shop/db.yaml\"")
        .contains("## Why it matters");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void standardInputIsRead(Built built) throws IOException {
    String manifest = Files.readString(SHOP.resolve("db.yaml"));
    var process = built.process(Built.project(), List.of("-f", "-", "-o", "concise"));
    Run run = Built.finish(process, manifest);
    assertThat(run.exitCode()).isOne();
    assertThat(run.stdout()).contains("-:12:3: critical datastore-exposed-nodeport ");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void aKustomizationIsBuiltByKubectl(Built built) {
    assumeTrue(OnPath.has("kubectl"), "kubectl is not on PATH");
    Run run = run(built, "-k", "src/test/kustomize/overlays/prod", "-o", "concise");
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout()).contains("nodeport-out-of-range Service prod/web");
    assertThat(run.exitCode()).isOne();
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void theCatalogueNamesEveryRule(Built built) {
    String table = run(built, "rules").stdout();
    String json = run(built, "rules", "-o", "json").stdout();
    for (String rule : Rules.names()) {
      assertThat(table).contains(rule);
      assertThat(json).contains("\"" + rule + "\"");
    }
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void explainPrintsThePage(Built built) {
    Run run = run(built, "explain", "datastore-exposed-nodeport");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout())
        .startsWith("# datastore-exposed-nodeport")
        .contains("## What it finds", "## Why it matters", "## Example", "## Use instead");
  }

  @Test
  void theExecutableHasEveryPage() {
    Built executable = Built.requireExecutable();
    for (String rule : Rules.names())
      assertThat(run(executable, "explain", rule).stdout()).startsWith("# " + rule + "\n");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void completionAnswersAndHasAScriptForEachShell(Built built) {
    assertThat(run(built, "__complete", "explain", "service-sel").stdout())
        .contains("service-selector-matches-nothing\t");
    for (String shell : List.of("bash", "zsh", "fish"))
      assertThat(run(built, "completion", shell).stdout()).contains("__complete");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void wrongUsageIsOneMessageAndExitCodeTwo(Built built) {
    Run option = run(built, "--no-such-option");
    assertThat(option.exitCode()).isEqualTo(2);
    assertThat(option.stdout()).isEmpty();
    assertThat(option.stderr()).startsWith("error: unknown option: '--no-such-option'");

    Run rule = run(built, "explain", "service-selector-matches-nothin");
    assertThat(rule.exitCode()).isEqualTo(2);
    assertThat(rule.stderr())
        .startsWith("error: there is no rule \"service-selector-matches-nothin\"")
        .contains("service-selector-matches-nothing");

    Run path = run(built, "no/such/folder");
    assertThat(path.exitCode()).isEqualTo(2);
    assertThat(path.stderr())
        .isEqualTo("error: the path \"no/such/folder\" does not exist" + System.lineSeparator());
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void aTraceSaysWhereAConnectionStops(Built built) {
    Run blocked = run(built, "trace", "web", "api", "-f", "examples/closed-shop");
    assertThat(blocked.exitCode()).isEqualTo(1);
    assertThat(blocked.stdout())
        .startsWith("web → api:8080   blocked\n")
        .contains("  no  ingress  NetworkPolicies api-in and default-deny isolate api");

    Run works = run(built, "trace", "api", "db", "-f", "examples/closed-shop", "-o", "json");
    assertThat(works.exitCode()).isZero();
    assertThat(works.stdout()).contains("\"verdict\": \"works\"");

    Run unknown = run(built, "trace", "wep", "api", "-f", "examples/closed-shop");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.stdout()).isEmpty();
    assertThat(unknown.stderr()).isEqualTo("error: wep was not found; did you mean web?\n");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void suggestPrintsWhatCanBeApplied(Built built) {
    Run services = run(built, "suggest", "-f", SHOP.toString());
    assertThat(services.exitCode()).as(services.stderr()).isZero();
    assertThat(services.stdout())
        .contains("# Service api is there, but selects no Pod\n", "kind: Service\n")
        .contains("  clusterIP: None\n", "ClusterIP instead of NodePort");
    Run json = run(built, "suggest", "-f", SHOP.toString(), "-o", "json");
    assertThat(json.stdout()).startsWith("{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",");
    Run policies = run(built, "suggest", "--policies", "-f", "examples/sound-shop");
    assertThat(policies.exitCode()).as(policies.stderr()).isZero();
    assertThat(policies.stdout()).contains("kind: NetworkPolicy\n", "  name: default-deny\n");
    Run unknown = run(built, "suggest", "deploy/apis", "-f", SHOP.toString());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.stderr()).contains("did you mean api?");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void suggestKeepsToWhatIsStated(Built built, @TempDir Path folder) throws IOException {
    Path manifest = folder.resolve("api.yaml");
    Files.writeString(
        manifest,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api, namespace: shop}
        spec:
          selector: {matchLabels: {app: api}}
          template:
            metadata: {labels: {app: api}}
            spec: {containers: [{name: api, image: example.com/api:1, ports: [{containerPort: 80}]}]}
        """);
    Path config = folder.resolve("exposure.yaml");
    Files.writeString(config, "exposure: {svc/api: public}\n");

    String[] suggest = {"suggest", "-f", manifest.toString()};
    Run stated = run(built, with(suggest, "--config", config.toString()));
    assertThat(stated.exitCode()).as(stated.stderr()).isZero();
    assertThat(stated.stdout()).contains("it is said to be public", "  type: LoadBalancer\n");
    Run unread = run(built, with(suggest, "--no-config"));
    assertThat(unread.stdout()).contains("  type: ClusterIP\n");
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void expectationsHoldOrAreFindingsAtTheirLine(Built built, @TempDir Path folder)
      throws IOException {
    Run holds = run(built, "examples/closed-shop", "--rule", "expectation-failed");
    assertThat(holds.stderr()).isEmpty();
    assertThat(holds.exitCode()).isZero();

    Path config = folder.resolve("expect.yaml");
    Files.writeString(
        config, "expect:\n- deploy/web → svc/api: allowed\n- web → svc/apis: denied\n");
    Run broken = run(built, "examples/closed-shop", "--config", config.toString(), "-o", "concise");
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.stderr())
        .contains("expect.yaml:3:3: Service apis was not found; did you mean api?");
    assertThat(broken.stdout())
        .contains("expect.yaml:2:3: high expectation-failed deploy/web does not reach svc/api: ");

    Files.writeString(config, "expect:\n- deploy/web → svc/api: allowed\n");
    String[] audit = {
      "examples/closed-shop", "--rule", "expectation-failed", "--config", config.toString(), "-o"
    };
    Run text = run(built, with(audit, "text"));
    assertThat(text.exitCode()).isOne();
    assertThat(text.stdout())
        .contains("expect.yaml:2:3", " 2 | - deploy/web → svc/api: allowed\n")
        .contains("::: examples/closed-shop/policies.yaml:23:7");
    Run json = run(built, with(audit, "json"));
    assertThat(json.exitCode()).isOne();
    assertThat(json.stdout()).contains("\"rule\": \"expectation-failed\"");
    Run sarif = run(built, with(audit, "sarif"));
    assertThat(sarif.exitCode()).isOne();
    var result = new JsonMapper().readTree(sarif.stdout()).at("/runs/0/results/0");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").intValue()).isEqualTo(2);
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").stringValue())
        .endsWith("expect.yaml");
    assertThat(result.at("/relatedLocations").valueStream())
        .extracting(at -> at.at("/physicalLocation/artifactLocation/uri").stringValue())
        .contains("examples/closed-shop/policies.yaml");

    Files.writeString(config, "expects: []\n");
    Run wrong = run(built, "examples/closed-shop", "--config", config.toString());
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.stdout()).isEmpty();
    assertThat(wrong.stderr())
        .endsWith("expect.yaml:1:1: unknown key \"expects\"; did you mean \"expect\"?\n");
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource(BUILT)
  void aMapIsDrawnInEveryForm(Built built) throws IOException {
    Run text = run(built, "map", "examples/closed-shop");
    assertThat(text.exitCode()).isZero();
    assertThat(text.stderr()).isEmpty();
    assertThat(text.stdout())
        .startsWith("shop\n  public\n    Deployment api  :8080\n")
        .contains("    web → api:8080  env API_URL  broken\n")
        .endsWith("2 ways in, 2 calls, 1 broken\n");

    Run json = run(built, "map", "examples/closed-shop", "-o", "json");
    assertThat(json.exitCode()).isZero();
    String schema = Files.readString(Path.of("src/main/resources/svc-audit/map.schema.json"));
    var validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(validator.validate(json.stdout(), InputFormat.JSON)).isEmpty();

    assertThat(run(built, "map", "examples/closed-shop", "-o", "dot").stdout())
        .startsWith("digraph ")
        .contains("n3 -> n1 [label=\":8080 broken\"");
    assertThat(run(built, "map", "examples/closed-shop", "-o", "mermaid").stdout())
        .startsWith("flowchart LR\n")
        .contains("  n3 --x|\"#58;8080 broken\"| n1\n");

    assertThat(run(built, "map", "examples/closed-shop", "-o", "svg").stdout())
        .isEqualTo(Files.readString(Path.of("examples/closed-shop/map.svg")));
    assertThat(run(built, "map", "examples/closed-shop", "-o", "html").stdout())
        .startsWith("<!DOCTYPE html>\n")
        .contains("script-src 'sha256-", "<svg ", "api.shop.example.com/api", "env API_URL")
        .endsWith("</html>\n");

    Run focus = run(built, "map", "examples/closed-shop", "--focus", "db", "--depth", "0");
    assertThat(focus.stdout()).contains("StatefulSet db").doesNotContain("Deployment");
    Run unknown = run(built, "map", "examples/closed-shop", "--focus", "apis");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.stderr()).isEqualTo("error: apis was not found; did you mean api?\n");
  }
}
