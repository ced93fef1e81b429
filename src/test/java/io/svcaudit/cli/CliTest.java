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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command line as its users meet it: arguments and files in, streams and an exit code out.
class CliTest {
  private static final String EXPOSED =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: db
        namespace: shop
      spec:
        type: NodePort
        selector:
          app: db
        ports:
          - port: 5432
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: db
        namespace: shop
      spec:
        selector:
          matchLabels:
            app: db
        template:
          metadata:
            labels:
              app: db
          spec:
            containers:
              - name: postgres
                image: postgres:17
                ports:
                  - containerPort: 5432
                readinessProbe:
                  tcpSocket:
                    port: 5432
      """;
  private static final String SOUND = EXPOSED.replace("NodePort", "ClusterIP");

  @TempDir private Path folder = Path.of("");

  private record Run(int exitCode, String out, String err) {}

  private Run run(String stdin, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var host =
        new Host(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("PATH", System.getenv().getOrDefault("PATH", "")),
            folder,
            false);
    int exitCode = Cli.run(args, host);
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void findingsGiveOne() throws IOException {
    write("k8s/db.yaml", EXPOSED);
    Run run = run("", "k8s");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("error[datastore-exposed-nodeport]", "--> k8s/db.yaml:7:3", "Found 1 critical");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void nothingToReportGivesZero() throws IOException {
    write("k8s/db.yaml", SOUND);
    Run run = run("", "k8s");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("No findings in 1 Service and 1 workload (1 file).");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void standardInput() {
    Run run = run(EXPOSED, "-f", "-", "-o", "concise");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains(":7:3: critical datastore-exposed-nodeport Service shop/db");
  }

  @Test
  void failOnDecidesWhatCounts() throws IOException {
    write("db.yaml", EXPOSED);
    assertThat(run("", "db.yaml", "--fail-on", "critical").exitCode()).isEqualTo(1);
    assertThat(run("", "db.yaml", "--fail-on", "none").exitCode()).isZero();
    assertThat(run("", "db.yaml", "--exit-zero").exitCode()).isZero();
  }

  @Test
  void rulesAreSelectedAndExcluded() throws IOException {
    write("db.yaml", EXPOSED);
    assertThat(run("", "db.yaml", "--exclude-rule", "datastore-exposed-nodeport").exitCode())
        .isZero();
    assertThat(run("", "db.yaml", "--rule", "nodeport-conflict").exitCode()).isZero();
    assertThat(run("", "db.yaml", "--rule", "datastore-exposed-nodeport").exitCode()).isEqualTo(1);
  }

  @Test
  void anOptInRuleRunsOnlyWhenItIsNamed() throws IOException {
    write("db.yaml", SOUND);
    assertThat(run("", "db.yaml", "-o", "concise").out()).doesNotContain("pod-not-isolated");
    assertThat(run("", "db.yaml", "-o", "concise", "--rule", "pod-not-isolated").out())
        .contains("pod-not-isolated");
    assertThat(run("", "rules").out().lines().filter(line -> line.endsWith("(only with --rule)")))
        .singleElement()
        .asString()
        .startsWith("pod-not-isolated ");
  }

  @Test
  void anUnknownRuleIsAnErrorWithASuggestion() throws IOException {
    write("db.yaml", EXPOSED);
    Run run = run("", "db.yaml", "--rule", "datastore-exposed-nodeprt");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "error: there is no rule \"datastore-exposed-nodeprt\";"
                + " did you mean datastore-exposed-nodeport?\n");
  }

  @Test
  void severityHidesWhatIsBelow() throws IOException {
    write("db.yaml", EXPOSED.replace("postgres:17", "example.com/app:1"));
    assertThat(run("", "db.yaml", "--severity", "critical").exitCode()).isZero();
  }

  @Test
  void theReportGoesToAFile() throws IOException {
    write("db.yaml", EXPOSED);
    Run run = run("", "db.yaml", "-o", "json", "--output-file", "report.json");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(Files.readString(folder.resolve("report.json")))
        .contains("\"datastore-exposed-nodeport\"");
  }

  @Test
  void aFileThatCannotBeWrittenIsAnError() throws IOException {
    write("db.yaml", SOUND);
    Run run = run("", "db.yaml", "--output-file", "no/such/folder/report.txt");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: cannot write no/such/folder/report.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-such-option", "--fail-on=never", "-o=xml", "--severity="})
  void wrongUsageIsOneMessageAndTwo(String option) throws IOException {
    write("db.yaml", SOUND);
    Run run = run("", "db.yaml", option);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: ").contains("--help").doesNotContain("\tat ");
  }

  @Test
  void withoutFilesAndWithoutAClusterItSaysWhatToGive() {
    Run run = run("");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "error: no cluster is configured: there is no kubeconfig (--kubeconfig, KUBECONFIG or"
                + " ~/.kube/config); to audit manifests, name files or directories\n");
  }

  @Test
  void aMissingPathCostsOnlyItself() throws IOException {
    write("db.yaml", EXPOSED);
    Run run = run("", "db.yaml", "gone.yaml");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("error: the path \"gone.yaml\" does not exist\n");
    assertThat(run.out()).contains("datastore-exposed-nodeport");
  }

  @Test
  void aBrokenDocumentCostsOnlyItself() throws IOException {
    write("k8s/db.yaml", EXPOSED + "---\napiVersion: v1\nkind: Service\nmetadata: [\n");
    Run run = run("", "k8s");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: k8s/db.yaml:").doesNotContain("\tat ");
    assertThat(run.out()).contains("datastore-exposed-nodeport");
    assertThat(run("", "k8s", "--allow-partial").exitCode()).isEqualTo(1);
  }

  @Test
  void noObjectsAtAllIsAnError() throws IOException {
    write("k8s/values.yaml", "replicas: 3\n");
    Run run = run("", "k8s");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("error: no Kubernetes objects found in k8s\n");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void noObjectsAtAllCanBeAllowed() throws IOException {
    write("k8s/values.yaml", "replicas: 3\n");
    Run run = run("", "k8s", "--allow-empty");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEqualTo("no Kubernetes objects found in k8s\n");
    assertThat(run.out()).isEqualTo("No findings in 0 objects.\n");
    assertThat(run("", "k8s", "--allow-empty", "-o", "sarif").out()).contains("\"results\": []");
  }

  @Test
  void allowingEmptyAllowsNothingElse() throws IOException {
    write("k8s/broken.yaml", "apiVersion: v1\nkind: Service\nmetadata: [\n");
    Run broken = run("", "k8s", "--allow-empty");
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.err()).startsWith("error: k8s/broken.yaml:").doesNotContain("no Kubernetes");
    assertThat(run("", "k8s", "--allow-empty", "--allow-partial").exitCode()).isZero();
    assertThat(run("", "gone", "--allow-empty").exitCode()).isEqualTo(2);
  }

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: web
      spec:
        tls:
          - hosts: [shop.example.com]
            secretName: shop-tls
        rules:
          - host: shop.example.com
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend:
                    service:
                      name: web
                      port:
                        number: 80
      """;

  @Test
  void overlaysOverOneBaseAreNeitherInConflictNorMissing() throws IOException {
    write(
        "base/web.yaml",
        SOUND
            .replace("name: db\n  namespace: shop", "name: web")
            .replace("port: 5432\n---", "port: 80\n      targetPort: 5432\n---")
            .replace("postgres:17", "example.com/web:1"));
    write("base/kustomization.yaml", "resources: [web.yaml]\n");
    for (String stage : new String[] {"dev", "prod"}) {
      write("overlays/" + stage + "/ingress.yaml", INGRESS);
      write(
          "overlays/" + stage + "/kustomization.yaml",
          "namespace: shop-%s\nresources: [../../base, ingress.yaml]\n".formatted(stage));
    }
    Run run = run("", ".");
    assertThat(run.out()).isEqualTo("No findings in 1 Service and 1 workload (3 files).\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aKindInTheWrongCaseIsNotPassedOver() throws IOException {
    write("db.yaml", EXPOSED.replace("kind: Service", "kind: service"));
    Run run = run("", "db.yaml");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "error: db.yaml:2:1: kinds are written in their own case: write kind: Service\n");
  }

  @Test
  void whatTheAuditItselfReportsCanBeExcluded() throws IOException {
    write("db.yaml", SOUND + "# svc-audit: ignore[nodeport-conflict] why\n");
    assertThat(run("", "db.yaml", "-o", "concise").out()).contains("unused-suppression");
    Run run = run("", "db.yaml", "-o", "concise", "--exclude-rule", "unused-suppression");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void rulesAreListed() {
    Run table = run("", "rules");
    assertThat(table.exitCode()).isZero();
    assertThat(table.out()).startsWith("NAME").contains("service-selector-matches-nothing");
    Run json = run("", "rules", "-o", "json");
    assertThat(json.out()).startsWith("[").contains("\"securitySeverity\"", "\"optIn\"");
  }

  @Test
  void aRuleIsExplained() {
    Run run = run("", "explain", "datastore-exposed-nodeport");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("# datastore-exposed-nodeport", "## Use instead");
    Run unknown = run("", "explain", "no-such-rule-at-all");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("kubectl svc-audit rules lists them");
  }

  @Test
  void versionAndHelp() {
    assertThat(run("", "--version").out()).matches("svc-audit \\d+\\.\\d+\\.\\d+\\S*\\s+");
    assertThat(run("", "--help").out()).contains("Usage: kubectl svc-audit", "Exit codes:");
  }
}
