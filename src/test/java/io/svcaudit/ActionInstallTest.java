package io.svcaudit;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The step of the GitHub Action that installs svc-audit, with releases on a server of this
/// machine.
@DisabledOnOs(OS.WINDOWS)
class ActionInstallTest {
  private static final String ARCHIVE = "kubectl-svc_audit_1.2.3_linux_amd64.tar.gz";
  private static final String CHECKSUMS = "kubectl-svc_audit_1.2.3_checksums.txt";

  @TempDir private Path folder = Path.of("");
  private Path releases = Path.of("");
  private HttpServer server = newServer();
  private String newest = "1.2.3";

  private static HttpServer newServer() {
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
    ActionStep.executable(files);
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

  private ActionStep install(Map<String, String> inputs) throws Exception {
    int port = server.getAddress().getPort();
    var environment = new HashMap<String, String>();
    environment.put("SVC_AUDIT_RELEASES", "http://127.0.0.1:%d/releases".formatted(port));
    environment.putAll(inputs);
    return ActionStep.run("action-install", folder, environment);
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
    ActionStep step = install(Map.of("VERSION", version, "ACTION_REF", ref));
    assertThat(step.log()).startsWith("svc-audit ");
    assertThat(step.exitCode()).isZero();
    assertThat(step.outputs()).containsEntry("version", "1.2.3");
    assertThat(Path.of(step.outputs().get("executable"))).isExecutable();
  }

  @Test
  void releasesCanBeAFolder() throws Exception {
    String mirror = folder.resolve("releases").toUri().toString().replaceAll("/$", "");
    ActionStep step = install(Map.of("VERSION", "1.2.3", "SVC_AUDIT_RELEASES", mirror));
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
    ActionStep step = install(Map.of("VERSION", version, "RUNNER_ARCH", architecture));
    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.log()).contains("::error title=svc-audit::" + message);
    assertThat(step.outputs()).isEmpty();
  }

  @Test
  void withoutAReleaseThereIsNoLatest() throws Exception {
    newest = "";
    ActionStep step = install(Map.of("VERSION", "latest"));
    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.log()).contains("::error", "has no latest release; give a version");
  }

  @Test
  void aChangedArchiveIsNotRun() throws Exception {
    Files.writeString(releases.resolve(ARCHIVE), "something else");
    ActionStep step = install(Map.of("VERSION", "1.2.3"));
    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.log()).contains("::error", ARCHIVE + " is damaged or was changed");
    assertThat(step.outputs()).isEmpty();
  }

  @Test
  void anArchiveWithoutChecksumIsNotRun() throws Exception {
    Files.writeString(releases.resolve(CHECKSUMS), "0".repeat(64) + "  x" + ARCHIVE + "\n");
    ActionStep step = install(Map.of("VERSION", "1.2.3"));
    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.log()).contains("::error", CHECKSUMS + " has no checksum of " + ARCHIVE);
    assertThat(step.outputs()).isEmpty();
  }
}
