package io.svcaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a shell is offered for the words of a command line, in the form that kubectl expects.
class CompletionTest {
  private static final String FILES = ":0";
  private static final String ONLY_THESE = ":4";
  private static final String ONLY_THESE_WITHOUT_SPACE = ":6";
  private static final String DIRECTORIES = ":16";
  private static final List<String> MANIFESTS = List.of("json", "yaml", "yml", ":8");

  @TempDir private Path folder = Path.of("");

  /// The lines of the answer.
  private List<String> complete(String... words) {
    var args = new ArrayList<>(List.of("__complete"));
    args.addAll(List.of(words));
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
    assertThat(Cli.run(args.toArray(String[]::new), host)).isZero();
    assertThat(err.size()).isZero();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /// The same without descriptions.
  private List<String> values(String... words) {
    return complete(words).stream().map(line -> line.replaceFirst("\t.*", "")).toList();
  }

  @Test
  void commandsAndWhatTheyDo() {
    assertThat(complete(""))
        .containsExactly(
            "completion\tSet up completion in a shell",
            "doctor\tSay why a Service of the cluster does not work",
            "explain\tPrint what a rule finds, why it matters, and what to write instead",
            "map\tDraw everything that is connected",
            "rbac\tPrint the smallest ClusterRole that the audit of a cluster needs",
            "rules\tList the rules",
            "suggest\tPrint the Services that workloads lack",
            "trace\tFollow a connection hop by hop",
            ONLY_THESE);
    assertThat(complete()).isEqualTo(complete(""));
    assertThat(values("completion", ""))
        .containsExactly("install", "bash", "zsh", "fish", ONLY_THESE);
  }

  @Test
  void commandsDoNotHidePaths() throws IOException {
    for (String file : List.of("e.yaml", "e b.yaml", "e$(id).yaml", "e.txt", ".e.yaml", "f.yaml"))
      Files.createFile(folder.resolve(file));
    assertThat(values("e")).containsExactly("explain", "e.yaml", ONLY_THESE);
    Files.createDirectory(folder.resolve("examples"));
    assertThat(values("e"))
        .containsExactly("explain", "e.yaml", "examples/", ONLY_THESE_WITHOUT_SPACE);
    assertThat(values("exa")).isEqualTo(MANIFESTS);
    assertThat(values("f")).isEqualTo(MANIFESTS);
  }

  @Test
  void aCommandStandsOnlyAtTheStart() {
    assertThat(values("k8s", "e")).isEqualTo(MANIFESTS);
    assertThat(values("--exit-zero", "e")).isEqualTo(MANIFESTS);
    assertThat(values("--no-such-option", "e")).isEqualTo(MANIFESTS);
  }

  @Test
  void optionsByTheirLongName() {
    assertThat(complete("--output"))
        .containsExactly(
            "--output\tOutput format",
            "--output-file\tWrite the report to this file instead of standard output",
            ONLY_THESE);
    assertThat(values("-"))
        .contains("--filename", "--rule", "--help", "--version", ONLY_THESE)
        .doesNotContain("-f", "-h");
    assertThat(values("--")).isEqualTo(values("-"));
    assertThat(values("-f")).containsExactly("-f", ONLY_THESE);
    assertThat(values("rules", "--"))
        .containsExactly("--output", "--help", "--version", ONLY_THESE);
    assertThat(values("--no-such")).containsExactly(ONLY_THESE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--output json", "--output=json", "-o json", "-o=json", "-ojson", "-Ro json"})
  void anOptionIsOfferedOnce(String given) {
    var words = new ArrayList<>(List.of(given.split(" ")));
    words.add("--output");
    assertThat(values(words.toArray(String[]::new))).containsExactly("--output-file", ONLY_THESE);
  }

  @Test
  void aRepeatableOptionIsOfferedAgain() {
    assertThat(values("--rule", "duplicate-key", "--rul")).containsExactly("--rule", ONLY_THESE);
    assertThat(values("-f", "a.yaml", "--filen")).containsExactly("--filename", ONLY_THESE);
  }

  @Test
  void valuesOfAnEnumWithTheDefault() {
    assertThat(complete("--fail-on", ""))
        .containsExactly("none", "info", "low", "medium\tdefault", "high", "critical", ONLY_THESE);
    assertThat(complete("--fail-on", "cr")).containsExactly("critical", ONLY_THESE);
    assertThat(values("rules", "-o", "")).containsExactly("table", "json", ONLY_THESE);
  }

  @Test
  void shellsKeepAnOptionThatEndsWithEquals() {
    assertThat(values("--fail-on=cr")).containsExactly("critical", ONLY_THESE);
    assertThat(values("-o=sa")).containsExactly("sarif", ONLY_THESE);
    assertThat(values("-osa")).containsExactly("-osarif", ONLY_THESE);
    assertThat(values("-Rosa")).containsExactly("-Rosarif", ONLY_THESE);
    assertThat(values("-k=")).containsExactly(DIRECTORIES);
  }

  @Test
  void rulesWithTheirTitles() {
    assertThat(complete("--rule", "duplicate"))
        .containsExactly("duplicate-key\t" + title("duplicate-key"), ONLY_THESE);
    assertThat(values("explain", "dup")).containsExactly("duplicate-key", ONLY_THESE);
    assertThat(values("explain", "duplicate-key", "")).containsExactly(ONLY_THESE);
  }

  private static String title(String rule) {
    try {
      return Files.readString(Path.of("rules", rule + ".md"))
          .lines()
          .filter(line -> line.startsWith("title: "))
          .findFirst()
          .orElseThrow()
          .substring("title: ".length());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatTheAuditItselfReportsCanBeExplainedAndExcludedButNotRun() {
    assertThat(values("explain", "unused")).containsExactly("unused-suppression", ONLY_THESE);
    assertThat(values("--exclude-rule", "unused"))
        .containsExactly("unused-suppression", ONLY_THESE);
    assertThat(values("--rule", "unused")).containsExactly(ONLY_THESE);
  }

  @Test
  void listsGoOnAfterTheComma() {
    assertThat(values("--rule", "duplicate-key,external-ips"))
        .containsExactly("duplicate-key,external-ips-used", ONLY_THESE);
    assertThat(values("--rule=duplicate-key,external-ips"))
        .containsExactly("duplicate-key,external-ips-used", ONLY_THESE);
    assertThat(values("--rule", "duplicate-key,dup")).containsExactly(ONLY_THESE);
    assertThat(values("--rule", "duplicate-key", "--rule", "dup")).containsExactly(ONLY_THESE);
  }

  @ParameterizedTest
  @CsvSource({"-k, :16", "--output-file, :0", "--values, :0", "--helm, :0"})
  void pathsAreTheShellsBusiness(String option, String directive) {
    assertThat(values(option, "")).containsExactly(directive);
  }

  @Test
  void manifestsAreFilesWithTheExtensionsThatKubectlOffers() {
    assertThat(values("-f", "")).isEqualTo(MANIFESTS);
    assertThat(values("--filename=")).isEqualTo(MANIFESTS);
    assertThat(values("k8s/", "")).isEqualTo(MANIFESTS);
    assertThat(values("-f", "-")).containsExactly("-", ONLY_THESE);
    assertThat(values("completion", "install", "--dir", "")).containsExactly(DIRECTORIES);
    assertThat(values("--output-file", "-")).containsExactly(FILES);
  }

  @Test
  void afterTwoDashesThereAreOnlyPaths() {
    assertThat(values("--", "")).isEqualTo(MANIFESTS);
    assertThat(values("--", "-")).isEqualTo(MANIFESTS);
    assertThat(values("--", "ru")).isEqualTo(MANIFESTS);
    assertThat(values("--", "--out")).isEqualTo(MANIFESTS);
  }

  @Test
  void theHiddenWordIsNotShown() {
    assertThat(values("_")).isEqualTo(MANIFESTS);
  }
}
