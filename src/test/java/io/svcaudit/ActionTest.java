package io.svcaudit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Runs the steps of the GitHub Action as a runner does, with releases on a server of this machine.
@DisabledOnOs(OS.WINDOWS)
class ActionTest {
  private static final String ARCHIVE = "kubectl-svc_audit_1.2.3_linux_amd64.tar.gz";
  private static final String CHECKSUMS = "kubectl-svc_audit_1.2.3_checksums.txt";
  private static final String OUT_OF_RANGE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: "NAME", namespace: shop}
      spec:
        type: NodePort
        selector: {app: web}
        ports: [{port: 80, nodePort: 80}]
      """;

  @TempDir private Path folder = Path.of("");
  private Path releases = Path.of("");
  private HttpServer server = noServer();
  private String newest = "1.2.3";

  private record Step(int exitCode, String log, Map<String, String> outputs, String summary) {}

  private static HttpServer noServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void publish() throws Exception {
    releases = Files.createDirectories(folder.resolve("releases/download/v1.2.3"));
    Path files = Files.createDirectory(folder.resolve("files"));
    Path executable = files.resolve("kubectl-svc_audit");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(
        executable,
        """
        #!/bin/sh
        exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' io.svcaudit.Main "$@"
        """
            .formatted(java, System.getProperty("java.class.path")));
    assertThat(executable.toFile().setExecutable(true)).isTrue();
    var tar =
        new ProcessBuilder(
            "tar",
            "-czf",
            releases.resolve(ARCHIVE).toString(),
            "-C",
            files.toString(),
            "kubectl-svc_audit");
    assertThat(tar.start().waitFor()).isZero();
    byte[] sum =
        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(releases.resolve(ARCHIVE)));
    Files.writeString(
        releases.resolve(CHECKSUMS),
        "%s  kubectl-svc_audit_1.2.3_linux_arm64.tar.gz\n%s  %s\n"
            .formatted("0".repeat(64), HexFormat.of().formatHex(sum), ARCHIVE));
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Path file = folder.resolve(path.substring(1));
    try (exchange) {
      if (path.equals("/releases/latest")) {
        String to = newest.isEmpty() ? "/releases" : "/releases/tag/v" + newest;
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
      } else if (Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(Files.readAllBytes(file));
      } else {
        boolean page = path.equals("/releases") || path.equals("/releases/tag/v" + newest);
        exchange.sendResponseHeaders(page ? 200 : 404, -1);
      }
    }
  }

  private Step step(String script, Map<String, String> environment) throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    Path outputs = Files.createTempFile(folder, "outputs", "");
    Path summary = Files.createTempFile(folder, "summary", "");
    var builder = new ProcessBuilder(Path.of("scripts", script).toAbsolutePath().toString());
    builder.directory(Files.createDirectories(folder.resolve("workspace")).toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("SVC_AUDIT_RELEASES", address() + "/releases");
    builder.environment().put("RUNNER_OS", "Linux");
    builder.environment().put("RUNNER_ARCH", "X64");
    builder.environment().put("RUNNER_TEMP", temporary.toString());
    builder.environment().put("GITHUB_OUTPUT", outputs.toString());
    builder.environment().put("GITHUB_STEP_SUMMARY", summary.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String log = new String(process.getInputStream().readAllBytes(), UTF_8);
    Map<String, String> said =
        Files.readAllLines(outputs).stream()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return new Step(process.waitFor(), log, said, Files.readString(summary));
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void write(String name, String service) throws IOException {
    Path file = folder.resolve("workspace").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, OUT_OF_RANGE.replace("NAME", service));
  }

  private Step audit(Map<String, String> inputs) throws Exception {
    var environment = new HashMap<String, String>();
    environment.put("EXECUTABLE", folder.resolve("files/kubectl-svc_audit").toString());
    environment.put("AUDIT_PATHS", ".");
    environment.put("FAIL_ON", "medium");
    environment.put("CATEGORY", "svc-audit");
    environment.putAll(inputs);
    return step("action-audit", environment);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3, ''",
    "v1.2.3, main",
    "'', v1.2.3",
    "'', 1.2.3",
    "latest, v0.9.0",
    "'', main",
    "'', v1",
    "'', 89a39a4e59826350b863aa6b6252a07ad50cf83e"
  })
  void theReleaseIsInstalled(String version, String ref) throws Exception {
    Step step = step("action-install", Map.of("VERSION", version, "ACTION_REF", ref));
    assertThat(step.log()).startsWith("svc-audit ");
    assertThat(step.exitCode()).isZero();
    assertThat(step.outputs()).containsEntry("version", "1.2.3");
    assertThat(Path.of(step.outputs().get("executable"))).isExecutable();
  }

  @Test
  void releasesCanBeAFolder() throws Exception {
    String mirror = folder.resolve("releases").toUri().toString().replaceAll("/$", "");
    Step step = step("action-install", Map.of("VERSION", "1.2.3", "SVC_AUDIT_RELEASES", mirror));
    assertThat(step.log()).startsWith("svc-audit ");
    assertThat(step.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "2.0.0, X64, cannot download kubectl-svc_audit_2.0.0_linux_amd64.tar.gz of release v2.0.0",
    "../../x, X64, there is no version '../../x'",
    "1.2.3, ARM, there is no svc-audit for runners with Linux on ARM",
    "1.2.3, ARM64, cannot download kubectl-svc_audit_1.2.3_linux_arm64.tar.gz"
  })
  void whatCannotBeInstalledIsAnError(String version, String architecture, String message)
      throws Exception {
    Step step = step("action-install", Map.of("VERSION", version, "RUNNER_ARCH", architecture));
    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.log()).contains("::error title=svc-audit::" + message);
    assertThat(step.outputs()).isEmpty();
  }

  @Test
  void withoutAReleaseThereIsNoLatest() throws Exception {
    newest = "";
    Step step = step("action-install", Map.of("VERSION", "latest"));
    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.log()).contains("::error", "has no latest release; give a version");
  }

  @Test
  void aChangedArchiveIsNotRun() throws Exception {
    Files.writeString(releases.resolve(ARCHIVE), "something else");
    Step step = step("action-install", Map.of("VERSION", "1.2.3"));
    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.log()).contains("::error", ARCHIVE + " is damaged or was changed");
    assertThat(step.outputs()).isEmpty();
  }

  @Test
  void anArchiveWithoutChecksumIsNotRun() throws Exception {
    Files.writeString(releases.resolve(CHECKSUMS), "0".repeat(64) + "  x" + ARCHIVE + "\n");
    Step step = step("action-install", Map.of("VERSION", "1.2.3"));
    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.log()).contains("::error", CHECKSUMS + " has no checksum of " + ARCHIVE);
    assertThat(step.outputs()).isEmpty();
  }

  @Test
  void findingsAreWrittenAndDoNotFailTheStep() throws Exception {
    write("k8s/web.yaml", "web");
    Step step = audit(Map.of("CATEGORY", "prod eu"));
    assertThat(step.exitCode()).isZero();
    assertThat(step.outputs()).containsEntry("exit-code", "1");
    assertThat(step.log()).contains("error[nodeport-out-of-range]", "k8s/web.yaml:7:");
    assertThat(step.summary())
        .startsWith("### svc-audit: 1 high\n\n| severity | rule | place | finding |\n|---|")
        .contains(
            "| high | [nodeport-out-of-range](https://github.com/svc-audit/svc-audit/blob/main"
                + "/rules/nodeport-out-of-range.md) | k8s/web.yaml:7 | Service shop/web ");
    var sarif = JsonMapper.shared().readTree(Path.of(step.outputs().get("sarif-file")).toFile());
    assertThat(sarif.at("/runs/0/results").size()).isEqualTo(1);
    assertThat(sarif.at("/runs/0/automationDetails/id").asString()).isEqualTo("prod eu/");
  }

  @Test
  void nothingToReport() throws Exception {
    write("k8s/web.yaml", "web");
    Step step = audit(Map.of("AUDIT_ARGS", "--exclude-rule nodeport-out-of-range"));
    assertThat(step.log()).contains("No findings");
    assertThat(step.exitCode()).isZero();
    assertThat(step.outputs()).containsEntry("exit-code", "0");
    assertThat(step.summary()).isEqualTo("### svc-audit: no findings\n");
  }

  @Test
  void pathsAndOptionsAreSplitAsInAShell() throws Exception {
    write("a b/web.yaml", "one");
    write("-c/web.yaml", "two");
    write("d/web.yaml", "three");
    Step step =
        audit(
            Map.of(
                "AUDIT_PATHS", "'a b'\n  -c ",
                "AUDIT_ARGS", "--severity\nhigh --rule 'nodeport-out-of-range'",
                "FAIL_ON", "none"));
    assertThat(step.outputs()).containsEntry("exit-code", "0");
    assertThat(step.summary()).contains("2 high", "| a b/web.yaml:7 |", "| -c/web.yaml:7 |");
  }

  @ParameterizedTest
  @CsvSource({
    "AUDIT_PATHS, gone, the path \"gone\" does not exist",
    "AUDIT_PATHS, '', nothing to audit: name files or directories",
    "AUDIT_ARGS, --no-such-option, --no-such-option",
    "AUDIT_ARGS, --exclude-rule 'x, the quotes in 'args' do not match",
    "AUDIT_ARGS, --output-file=x, leave --output and --output-file out of 'args'",
    "FAIL_ON, sometimes, sometimes",
    "CATEGORY, '', --sarif-category is empty"
  })
  void anAuditThatCannotBeDoneFailsTheStep(String input, String value, String message)
      throws Exception {
    write("k8s/web.yaml", "web");
    Step step = audit(Map.of(input, value));
    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.log()).contains("::error title=svc-audit::", message);
    assertThat(step.outputs()).isEmpty();
  }

  @Test
  void manifestsHoldNoCommandsAndNoMarkdown() throws Exception {
    write("k8s/::error::x|[y]<z>.yaml", "a|`b`[c](http://evil) ##[error]x");
    Step step = audit(Map.of());
    String log = step.log();
    String token = log.substring(log.indexOf("::stop-commands::") + 17, log.indexOf('\n'));
    assertThat(token).matches("[0-9a-f]{32}");
    assertThat(log).startsWith("::stop-commands::").endsWith("\n::" + token + "::\n");
    assertThat(step.summary())
        .contains("k8s/::error::x\\|\\[y\\]\\<z\\>.yaml:7 |")
        .contains("a\\|\\`b\\`\\[c\\](http://evil) \\#\\#\\[error\\]x");
  }

  @Test
  void theSummaryIsShort() throws Exception {
    for (int i = 0; i < 25; i++) write("k8s/web%d.yaml".formatted(i), "web" + i);
    Step step = audit(Map.of("AUDIT_ARGS", "--rule nodeport-out-of-range"));
    assertThat(step.summary()).startsWith("### svc-audit: 25 high\n");
    assertThat(step.summary().lines().filter(line -> line.startsWith("| high |"))).hasSize(20);
    assertThat(step.summary()).endsWith("\n… and 5 more: see the log of the job.\n");
  }
}
