package io.svcaudit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// SARIF as code scanning reads it: files by their paths from the root of the repository.
class SarifOutputTest {
  private static final String NODE_PORT_OUT_OF_RANGE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        type: NodePort
        selector: {app: web}
        ports: [{port: 80, nodePort: 80}]
      """;

  @TempDir private Path temporary = Path.of("");
  private Path folder = Path.of("");
  private Path repository = Path.of("");

  @BeforeEach
  void makeRepository() throws IOException {
    folder = temporary.toRealPath();
    repository = folder.resolve("repo");
    Files.createDirectories(repository.resolve(".git"));
    write("repo/k8s/shop/web.yaml");
  }

  private void write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, NODE_PORT_OUT_OF_RANGE);
  }

  private void link(String name, String target) throws IOException {
    try {
      Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "links cannot be made here: " + e);
    }
  }

  private record Run(int exitCode, String out, String err) {}

  private static Run cli(Path directory, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var host =
        new Host(
            new ByteArrayInputStream(NODE_PORT_OUT_OF_RANGE.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of("PATH", ""),
            directory,
            false);
    int exitCode = Cli.run(arguments, host);
    return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static JsonNode run(Path directory, String... arguments) {
    var options = Stream.of("-o", "sarif", "--rule", "nodeport-out-of-range");
    Run run = cli(directory, Stream.concat(options, Stream.of(arguments)).toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return JsonMapper.shared().readTree(run.out()).at("/runs/0");
  }

  private static List<String> uris(Path directory, String... arguments) {
    JsonNode results = run(directory, arguments).get("results");
    return results.values().stream()
        .map(result -> result.at("/locations/0/physicalLocation/artifactLocation"))
        .map(file -> file.path("uriBaseId").asString("") + "/" + file.get("uri").asString())
        .toList();
  }

  @Test
  void theWorkingDirectoryDoesNotMatter() {
    String expected = "%SRCROOT%/k8s/shop/web.yaml";
    assertThat(uris(repository, ".")).containsExactly(expected);
    assertThat(uris(repository.resolve("k8s"), "shop")).containsExactly(expected);
    assertThat(uris(repository.resolve("k8s/shop"), ".")).containsExactly(expected);
    assertThat(uris(repository.resolve("k8s/shop"), "-f", "web.yaml")).containsExactly(expected);
    assertThat(uris(repository.resolve("k8s/shop"), "../..")).containsExactly(expected);
    assertThat(uris(repository.resolve("k8s"), repository.toString())).containsExactly(expected);
  }

  @Test
  void namesAreEncoded() throws IOException {
    write("repo/k8s/a b/ä#1.yaml");
    assertThat(uris(repository.resolve("k8s"), "a b"))
        .containsExactly("%SRCROOT%/k8s/a%20b/%C3%A4%231.yaml");
  }

  @Test
  void standardInputIsNoFileOfTheRepository() {
    assertThat(uris(repository.resolve("k8s"), "-f", "-")).containsExactly("%SRCROOT%/stdin");
  }

  @Test
  void theRootIsToldInWords() {
    String root = "/originalUriBaseIds/%SRCROOT%/description/text";
    assertThat(run(repository.resolve("k8s"), ".").at(root).asString())
        .isEqualTo("The root of the repository.");
    assertThat(run(folder, "repo").at(root).asString())
        .isEqualTo("The directory in which svc-audit ran.");
  }

  @Test
  void withoutARepositoryTheWorkingDirectoryIsTheRoot() throws IOException {
    write("plain/k8s/web.yaml");
    assertThat(uris(folder.resolve("plain"), "k8s")).containsExactly("%SRCROOT%/k8s/web.yaml");
    assertThat(uris(folder.resolve("plain"), repository.toString()))
        .containsExactly("%SRCROOT%/../repo/k8s/shop/web.yaml");
  }

  @Test
  void filesOutsideOfTheRepositoryClimbOutOfIt() throws IOException {
    write("elsewhere/web.yaml");
    assertThat(uris(repository.resolve("k8s"), folder.resolve("elsewhere").toString()))
        .containsExactly("%SRCROOT%/../elsewhere/web.yaml");
  }

  @Test
  void aLinkedWorkingTreeHasAFileForItsRoot() throws Exception {
    Files.delete(repository.resolve(".git"));
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "a");
    git("worktree", "add", "-q", "k8s/tree");
    Path tree = repository.resolve("k8s/tree");
    assertThat(tree.resolve(".git")).isRegularFile();
    assertThat(uris(tree.resolve("k8s"), ".")).containsExactly("%SRCROOT%/k8s/shop/web.yaml");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    var command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    var builder = new ProcessBuilder(command).directory(repository.toFile());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void linksWithinTheRepositoryAreFollowed() throws IOException {
    link("repo/web.yaml", "k8s/shop/web.yaml");
    link("repo/prod", "k8s");
    String expected = "%SRCROOT%/k8s/shop/web.yaml";
    assertThat(uris(repository, "-f", "web.yaml")).containsExactly(expected);
    assertThat(uris(repository, "prod")).containsExactly(expected);
    assertThat(uris(repository, "prod/shop/web.yaml")).containsExactly(expected);
    assertThat(uris(repository.resolve("prod/shop"), ".")).containsExactly(expected);
  }

  @Test
  void linksIntoTheRepositoryAreFollowed() throws IOException {
    link("into", "repo/k8s");
    assertThat(uris(repository, folder.resolve("into").toString()))
        .containsExactly("%SRCROOT%/k8s/shop/web.yaml");
    assertThat(uris(folder.resolve("into"), "shop")).containsExactly("%SRCROOT%/k8s/shop/web.yaml");
  }

  @Test
  void linksOutOfTheRepositoryAreFilesOfIt() throws IOException {
    write("elsewhere/deep/web.yaml");
    link("repo/vendor", "../elsewhere");
    link("repo/k8s/vendored.yaml", "../../elsewhere/deep/web.yaml");
    link("repo/base", "k8s");
    assertThat(uris(repository, "vendor")).containsExactly("%SRCROOT%/vendor/deep/web.yaml");
    assertThat(uris(repository, "-f", "base/vendored.yaml"))
        .containsExactly("%SRCROOT%/k8s/vendored.yaml");
  }

  @Test
  void theCategoryTellsAnalysesApart() {
    String id = "/automationDetails/id";
    assertThat(run(repository, ".").at(id).asString()).isEqualTo("svc-audit/");
    assertThat(run(repository, ".", "--sarif-category", "prod eu/\"1\"").at(id).asString())
        .isEqualTo("prod eu/\"1\"/");
  }

  @ParameterizedTest
  @CsvSource({
    "--sarif-category=prod, --sarif-category is for -o sarif",
    "--include-suppressed, --include-suppressed is for -o sarif",
    "-o=sarif --sarif-category=, --sarif-category is empty; give a name or leave it out",
    "'-o=sarif --sarif-category=\t', --sarif-category is empty; give a name or leave it out"
  })
  void optionsOfSarifAreNotIgnored(String options, String message) {
    Run run = cli(repository, (". " + options).split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("error: " + message + "\n");
  }
}
