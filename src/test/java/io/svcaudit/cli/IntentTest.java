package io.svcaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What people say in `.svc-audit.yaml`, as users of the command line meet it.
class IntentTest {
  private static final String SHOP =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: shop}
      spec:
        type: LoadBalancer
        selector: {app: api}
        ports: [{name: http, port: 80, targetPort: http}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api, namespace: shop}
      spec:
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec:
            containers:
              - name: api
                image: registry.example.com/api:1
                ports: [{name: http, containerPort: 8080}]
                readinessProbe: {httpGet: {path: /ready, port: http}}
      """;
  private static final String INSIDE = SHOP.replace("LoadBalancer", "ClusterIP");

  @TempDir private Path folder = Path.of("");

  private record Run(int exitCode, String out, String err) {}

  @BeforeEach
  void theShop() throws IOException {
    write("k8s/shop.yaml", SHOP);
  }

  private Run runIn(Path directory, String stdin, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var host =
        new Host(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            directory,
            false);
    int exitCode = Cli.run(args, host);
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Run run(String... args) {
    return runIn(folder, "", args);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void expect(String lines) throws IOException {
    write(".svc-audit.yaml", "expect:\n" + lines.indent(2));
  }

  @Test
  void aBrokenExpectationIsAFindingAtItsLine() throws IOException {
    expect("- internet → svc/api: denied");
    Run run = run("k8s");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "error[expectation-failed]: internet reaches svc/api, which is expected to be denied\n"
                + "  --> .svc-audit.yaml:2:5\n",
            " 2 |   - internet → svc/api: denied\n"
                + "   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^ expected to be denied",
            "  ::: k8s/shop.yaml:5:3\n",
            "load balancer, port 80\n",
            "= help: take away the way in, or expect it to be allowed");
  }

  @Test
  void whatHoldsIsSilent() throws IOException {
    expect("- internet → svc/api: allowed\n- ns/other → svc/api:http: allowed");
    Run run = run("k8s");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("No findings in 1 Service and 1 workload (1 file).");
  }

  @Test
  void whereAConnectionStops() throws IOException {
    write("k8s/shop.yaml", INSIDE);
    expect("- {from: internet, to: svc/api, is: allowed, reason: it is our product}");
    Run run = run("k8s");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "internet does not reach svc/api: api is of type ClusterIP, and no Ingress or route"
                + " leads to it",
            "it is our product",
            "= help: if it is meant to be public, lead an Ingress or HTTPRoute to it");
  }

  @Test
  void whatCannotBeToldIsSaid() throws IOException {
    write("k8s/shop.yaml", INSIDE.replace("selector: {app: api}\n  ports", "ports"));
    expect("- ns/other → svc/api: denied");
    Run run = run("k8s", "--rule", "expectation-failed");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "error: .svc-audit.yaml:2:5: it cannot be told whether ns/other reaches svc/api: api"
                + " has no selector; its endpoints are made by hand\n");
    assertThat(run.out()).startsWith("No findings").contains("1 thing not seen");
    assertThat(run("k8s", "--rule", "expectation-failed", "--allow-partial").exitCode()).isZero();
  }

  @Test
  void anEndThatIsNotThereIsAnErrorAndTheRestIsJudged() throws IOException {
    expect(
        """
        - internet → svc/apl: denied
        - deploy/apii → svc/api: allowed
        - app=apj → svc/api: allowed
        - ns/x → svc/api:81: denied
        - internet → svc/api: denied
        """);
    Run run = run("k8s", "-o", "concise");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "error: .svc-audit.yaml:2:5: Service apl was not found; did you mean api?",
            "error: .svc-audit.yaml:3:5: Deployment apii was not found; did you mean api?",
            "error: .svc-audit.yaml:4:5: no workload has the labels app=apj; did you mean app=api?",
            "error: .svc-audit.yaml:5:5: api has no port 81, only port http (80)");
    assertThat(run.out()).contains(".svc-audit.yaml:6:5: high expectation-failed internet reaches");
    assertThat(run("k8s", "--allow-partial").exitCode()).isEqualTo(1);
  }

  @Test
  void aWrongConfigurationStopsTheRunBeforeItBegins() throws IOException {
    write(".svc-audit.yaml", "\n\nexpects: []\nexposure: {svc/db: secret}\n");
    Run run = run("k8s");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "error: .svc-audit.yaml:3:1: unknown key \"expects\"; did you mean \"expect\"?\n"
                + "error: .svc-audit.yaml:4:20: unknown value \"secret\"; there is public,"
                + " internal, private\n");
  }

  @Test
  void eachUnitIsJudgedByItself() throws IOException {
    write("overlays/dev/shop.yaml", SHOP);
    write("overlays/prod/shop.yaml", INSIDE);
    expect("- internet → svc/api: denied");
    Run run = run("overlays", "-o", "concise");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines().filter(line -> line.contains("expectation-failed")))
        .containsExactly(
            ".svc-audit.yaml:2:5: high expectation-failed internet reaches svc/api in overlays/dev,"
                + " which is expected to be denied");
  }

  @Test
  void aCommentAcceptsIt() throws IOException {
    expect(
        "- internet → svc/api: denied # svc-audit: ignore[expectation-failed] until Friday\n"
            + "# svc-audit: ignore[expectation-failed] never needed\n"
            + "- ns/x → svc/api: allowed");
    Run run = run("k8s");
    assertThat(run.out())
        .contains("1 finding suppressed.", "unused-suppression", "--> .svc-audit.yaml:3:3");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void jsonNamesTheConfiguration() throws IOException {
    expect("- internet → svc/api: denied");
    Run run = run("k8s", "-o", "json");
    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode finding = JsonMapper.shared().readTree(run.out()).get("findings").get(0);
    assertThat(finding.get("rule").asString()).isEqualTo("expectation-failed");
    assertThat(finding.get("subject").get("name").asString()).isEqualTo("api");
    assertThat(finding.toString()).contains("\".svc-audit.yaml\"", "\"k8s/shop.yaml\"");
  }

  @Test
  void sarifPointsIntoTheConfiguration() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    expect("- internet → svc/api: denied\n- internet → svc/db: denied");
    Run run = run("k8s", "-o", "sarif");
    assertThat(run.exitCode()).isEqualTo(2);
    JsonNode sarif = JsonMapper.shared().readTree(run.out()).get("runs").get(0);
    JsonNode result = sarif.get("results").get(0);
    JsonNode place = result.get("locations").get(0).get("physicalLocation");
    assertThat(place.get("artifactLocation").get("uri").asString()).isEqualTo(".svc-audit.yaml");
    assertThat(place.get("region").get("startLine").asInt()).isEqualTo(2);
    JsonNode notification =
        sarif.get("invocations").get(0).get("toolExecutionNotifications").get(0);
    assertThat(notification.get("level").asString()).isEqualTo("error");
    assertThat(notification.toString()).contains(".svc-audit.yaml").contains("Service db was not");
  }

  @Test
  void itIsFoundUpToTheRootOfTheRepository() throws IOException {
    write(".svc-audit.yaml", "wrong: 1\n");
    write("repo/.svc-audit.yaml", "expect: {internet → svc/api: denied}\n");
    write("repo/k8s/shop/all.yaml", SHOP);
    Files.createDirectory(folder.resolve("repo/.git"));
    for (String path : new String[] {"repo/k8s", "repo/k8s/shop/all.yaml", "repo/k8s/*/*.yaml"})
      assertThat(run(path, "-o", "concise").out())
          .contains("repo/.svc-audit.yaml:1:10: high expectation-failed");
    Run within = runIn(folder.resolve("repo/k8s"), SHOP, "-f", "-", "-o", "concise");
    assertThat(within.out()).contains("../.svc-audit.yaml:1:10: high expectation-failed");
  }

  @Test
  void outsideOfARepositoryNothingAboveIsLookedAt() throws IOException {
    write(".svc-audit.yaml", "wrong: 1\n");
    write("here/k8s/shop.yaml", SHOP);
    assertThat(runIn(folder.resolve("here"), "", "k8s").exitCode()).isZero();
    write("here/.svc-audit.yaml", "expect: {internet → svc/api: denied}\n");
    assertThat(runIn(folder.resolve("here"), "", "k8s").exitCode()).isEqualTo(1);
  }

  @Test
  void anotherOrNone() throws IOException {
    expect("- internet → svc/api: denied");
    write("other.yaml", "expect: {internet → svc/api: allowed}\n");
    assertThat(run("k8s", "--config", "other.yaml").exitCode()).isZero();
    assertThat(run("k8s", "--no-config").exitCode()).isZero();
    Run both = run("k8s", "--config", "other.yaml", "--no-config");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err())
        .isEqualTo("error: --config and --no-config exclude each other; leave one out\n");
    Run missing = run("k8s", "--config", "no.yaml");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).isEqualTo("error: the configuration no.yaml does not exist\n");
  }

  @Test
  void twoAreOneTooMany() throws IOException {
    write("a/.svc-audit.yaml", "expect: []\n");
    write("b/.svc-audit.yaml", "expect: []\n");
    write("a/shop.yaml", SHOP);
    write("b/shop.yaml", SHOP);
    Run run = run("a", "b");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "error: a/.svc-audit.yaml and b/.svc-audit.yaml are both for what is read; choose one"
                + " with --config, or none with --no-config\n");
  }

  @Test
  void itIsNoManifest() throws IOException {
    expect("- internet → svc/api: allowed");
    write("k8s/.svc-audit.yaml", "expect: {internet → svc/api: allowed}\n");
    assertThat(run("k8s").err()).isEmpty();
    assertThat(run("-f", "k8s/shop.yaml", "-f", "k8s/.svc-audit.yaml").err()).isEmpty();
  }

  @Test
  void exposureIsHeldAgainstWhatIsMeant() throws IOException {
    write(".svc-audit.yaml", "exposure:\n  ns/shop: private\n  svc/ape: public\n");
    Run run = run("k8s", "-o", "concise");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("error: .svc-audit.yaml:3:3: Service ape was not found; did you mean api?\n");
    assertThat(run.out())
        .contains(
            "k8s/shop.yaml:5:3: high exposure-exceeds-intent Service shop/api is meant to be"
                + " private, but a load balancer leads to it");
  }

  @Test
  void aDataStoreThatIsExposedIsOneFinding() throws IOException {
    write(
        "k8s/shop.yaml",
        SHOP.replace("registry.example.com/api:1", "postgres:17").replace("8080", "5432"));
    write(".svc-audit.yaml", "exposure: {svc/api: private}\n");
    Run run = run("k8s", "-o", "concise");
    assertThat(
            run.out()
                .lines()
                .filter(line -> line.contains(" high ") || line.contains(" critical ")))
        .hasSize(1)
        .allMatch(line -> line.contains("datastore-exposed-loadbalancer"));
  }

  @Test
  void whatIsSuggestedIsForWhomItIsMeant() throws IOException {
    write("k8s/shop.yaml", SHOP.substring(SHOP.indexOf("---") + 4));
    assertThat(run("suggest", "-f", "k8s").out()).contains("type: ClusterIP");

    write(".svc-audit.yaml", "exposure: {svc/api: public}\n");
    assertThat(run("suggest", "-f", "k8s").out())
        .contains("found: it is said to be public")
        .contains("type: LoadBalancer");
    assertThat(run("suggest", "-f", "k8s", "--no-config").out()).contains("type: ClusterIP");

    write("other.yaml", "exposure: {ns/shop: public, shop/svc/api: private}\n");
    assertThat(run("suggest", "-f", "k8s", "--config", "other.yaml").out())
        .contains("type: ClusterIP");
    write("other.yaml", "exposure: {svc/api: pubic}\n");
    Run wrong = run("suggest", "-f", "k8s", "--config", "other.yaml");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).contains("other.yaml:1").contains("public");
  }
}
