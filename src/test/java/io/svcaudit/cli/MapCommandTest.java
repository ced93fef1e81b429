package io.svcaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapCommandTest {
  private static final String SHOP =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - name: web
                image: example/web:1
                env: [{name: API_URL, value: "http://api:8080"}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
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
                image: example/api:1
                env: [{name: DB_URL, value: "postgres://db:5432/shop"}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: shop}
      spec: {selector: {app: api}, ports: [{port: 8080}]}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: db, namespace: shop}
      spec:
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: "postgres:17"}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db, namespace: shop}
      spec: {selector: {app: db}, ports: [{port: 5432}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: alone, namespace: shop}
      spec: {ports: [{port: 1}]}
      """;

  @TempDir private Path folder = Path.of("");

  private record Run(int exitCode, String out, String err) {}

  private Run run(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var host =
        new Host(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            folder,
            false);
    int exitCode = Cli.run(args, host);
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(folder.resolve("k8s"));
    Files.writeString(folder.resolve("k8s/shop.yaml"), SHOP);
  }

  @Test
  void pathsAreReadAsTheAuditReadsThem() {
    Run run = run("map", "k8s");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("shop\n  public\n    Deployment web  :80\n      ← :80  (LoadBalancer)\n")
        .contains("    web → api:8080  env API_URL\n")
        .endsWith("1 way in, 2 calls\n1 more left out; --all shows them\n");
    assertThat(run("map", "-f", "k8s").out()).isEqualTo(run.out());
    assertThat(run("map", "k8s", "--all").out())
        .contains("Service alone")
        .doesNotContain("left out");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "db, 1, false, true, true",
        "svc/db, 2, true, true, true",
        "shop/deploy/web, 1, true, true, false",
        "api.shop.svc, 0, false, true, false",
        "ns/shop, 0, true, true, true",
        "internet, 0, true, false, false",
        "internet, 1, true, true, false"
      })
  void aFocusReachesSoFar(String name, String depth, boolean web, boolean api, boolean db) {
    Run run = run("map", "k8s", "--focus", name, "--depth", depth);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().contains("Deployment web")).isEqualTo(web);
    assertThat(run.out().contains("Deployment api")).isEqualTo(api);
    assertThat(run.out().contains("Deployment db")).isEqualTo(db);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "map k8s --focus wep|wep was not found; did you mean web?",
        "map k8s --focus ns/none|nothing of namespace none was read",
        "map k8s --focus svc/web:80|--focus takes no port",
        "map k8s --all --broken|--all leaves nothing out, --focus and --broken do; choose",
        "map k8s --depth 1|--depth counts from a --focus; name one",
        "map k8s --focus web --depth -1|--depth is a number of calls, 0 or more",
        "map nowhere|the path \"nowhere\" does not exist",
        "map k8s -A|-A and the flags of the connection are for a cluster; add --live to compare the"
            + " files with it, or name no files to audit it"
      })
  void whatIsWrongIsSaid(String line, String message) {
    Run run = run(line.split(" ", -1));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).isEqualTo("error: " + message);
  }

  @Test
  void nothingConnectedIsDrawnAllTheSame() throws IOException {
    Files.writeString(
        folder.resolve("k8s/shop.yaml"),
        SHOP.substring(SHOP.indexOf("apiVersion: v1\nkind: Service\nmetadata: {name: alone")));
    assertThat(run("map", "k8s").out())
        .isEqualTo("shop\n  cluster\n    Service alone  :1\n\n0 ways in, 0 calls\n");
  }

  @Test
  void whatCouldNotBeReadIsSaidAndNoted() throws IOException {
    Files.writeString(
        folder.resolve("k8s/torn.yaml"), "apiVersion: v1\nkind: Service\nmetadata: [\n");
    Run run = run("map", "k8s");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: k8s/torn.yaml:");
    assertThat(run.out()).contains("Deployment web").contains("not read: k8s/torn.yaml:");
    assertThat(run("map", "k8s", "-o", "json").out())
        .contains("\"unseen\": [\n    \"k8s/torn.yaml:");
  }

  @Test
  void nothingToDrawIsAnError() throws IOException {
    Files.writeString(folder.resolve("k8s/shop.yaml"), "apiVersion: v1\nkind: Secret\n");
    Run run = run("map", "k8s");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().strip()).isEqualTo("error: no Services or workloads found in k8s");
  }

  @Test
  void aFileTakesTheMap() throws IOException {
    Run run = run("map", "k8s", "-o", "dot", "--output-file", "map.dot");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(folder.resolve("map.dot")).content().startsWith("digraph ");
    assertThat(run("map", "k8s", "-o", "dot").out())
        .isEqualTo(Files.readString(folder.resolve("map.dot")));
  }
}
