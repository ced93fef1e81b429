package io.svcaudit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The real kubectl and the real shells complete a command line with this program.
@DisabledOnOs(OS.WINDOWS)
class ShellCompletionTest {
  /// Sets what bash sets when TAB is pressed, and prints the replies, a line each. The words are
  /// those that bash makes, which cuts at `=` and `:`.
  private static final String BASH =
      """
      source "$SCRIPTS/bash"
      COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=$2
      shift 2
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      complete -p kubectl-svc_audit >/dev/null && _kubectl_svc_audit
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  /// Types a line and TAB into a terminal and prints what the line has become.
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty -b terminal zsh -f -i
      zpty -w terminal 'autoload -Uz compinit && compinit -u -D'
      zpty -w terminal 'source "$SCRIPTS/zsh"'
      zpty -w terminal 'show() { print -r -- "line<$BUFFER>" }; zle -N show; bindkey "^X" show'
      zpty -w terminal 'echo rea""dy'
      zpty -r terminal seen '*ready*'
      zpty -w -n terminal "$1"$'\\t\\x18'
      zpty -r terminal seen '*line<*>*'
      print -r -- ${${seen##*line<}%>*}
      zpty -d terminal
      """;

  private static final Path SCRIPTS =
      Path.of("src/main/resources/svc-audit/completion").toAbsolutePath();

  @TempDir private Path bin = Path.of("");
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void putTheProgramOnThePath() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    executable(
        "kubectl-svc_audit",
        "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' io.svcaudit.Main \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path")));
    executable(
        "kubectl_complete-svc_audit",
        Files.readString(Path.of("scripts/kubectl_complete-svc_audit")));
    Files.createDirectories(folder.resolve("k8s"));
    Files.createFile(folder.resolve("my shop: 'new'.yaml"));
  }

  private void executable(String name, String text) throws IOException {
    Path file = Files.writeString(bin.resolve(name), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /// What a program prints on standard output. Its standard error must stay empty.
  private List<String> run(List<String> command) throws IOException, InterruptedException {
    String path = System.getenv("PATH");
    boolean there =
        Stream.of(path.split(":")).anyMatch(dir -> Files.exists(Path.of(dir, command.getFirst())));
    assumeTrue(there, command.getFirst() + " is not installed");
    Path errors = bin.resolve("errors");
    var builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
    builder.environment().put("PATH", bin + ":" + path);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("SCRIPTS", SCRIPTS.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    if (!command.getFirst().equals("kubectl"))
      assertThat(Files.readString(errors)).as("standard error").isEmpty();
    return printed.lines().toList();
  }

  private List<String> kubectl(String... words) throws IOException, InterruptedException {
    return run(Stream.concat(Stream.of("kubectl", "__complete"), Stream.of(words)).toList());
  }

  @Test
  void kubectlOffersCommandsAndFiles() throws IOException, InterruptedException {
    assertThat(kubectl("svc-audit", ""))
        .anyMatch(line -> line.startsWith("rules\t"))
        .contains("k8s/")
        .endsWith(":6");
    assertThat(kubectl("svc-audit", "-f", "")).containsExactly("json", "yaml", "yml", ":8");
  }

  @Test
  void kubectlOffersRulesAndOptions() throws IOException, InterruptedException {
    assertThat(kubectl("svc-audit", "--rule", ""))
        .contains("datastore-exposed-ingress\tAn Ingress leads to a data store")
        .endsWith(":4");
    assertThat(kubectl("svc-audit", "--fail-on=c")).containsExactly("critical", ":4");
    assertThat(kubectl("svc-audit", "k8s", "--", "")).endsWith(":8");
    assertThat(kubectl("svc-audit", "--exit")).anyMatch(line -> line.startsWith("--exit-zero\t"));
  }

  private List<String> bash(int type, String line, String... words)
      throws IOException, InterruptedException {
    var command = Stream.of("bash", "--norc", "-c", BASH, "bash", line, Integer.toString(type));
    return run(Stream.concat(command, Stream.of(words)).toList());
  }

  private static final int TAB = '\t';
  private static final int LIST = '?';

  @Test
  void bashCompletesWords() throws IOException, InterruptedException {
    String name = "kubectl-svc_audit";
    assertThat(bash(TAB, name + " --out", name, "--out"))
        .containsExactly("--output", "--output-file");
    assertThat(bash(TAB, name + " --fail-on=c", name, "--fail-on", "=", "c"))
        .containsExactly("critical");
    assertThat(bash(TAB, name + " 'a b:c' --rule dup", name, "'a b:c'", "--rule", "dup"))
        .containsExactly("duplicate-key");
    assertThat(bash(TAB, name + " -o zz", name, "-o", "zz")).containsExactly("");
  }

  @Test
  void bashTakesTheWordUpToTheCursor() throws IOException, InterruptedException {
    assertThat(bash(TAB, "kubectl-svc_audit --fail", "kubectl-svc_audit", "--fail-on"))
        .containsExactly("--fail-on");
  }

  @Test
  void bashShowsDescriptionsInLists() throws IOException, InterruptedException {
    assertThat(bash(LIST, "kubectl-svc_audit rules --", "kubectl-svc_audit", "rules", "--"))
        .contains("--help     (Show this help message and exit)");
  }

  /// bash cuts `a:b=c` to five words and replaces the last one only.
  @Test
  void bashKeepsWhatItHasCutOff() throws IOException, InterruptedException {
    executable("kubectl", "#!/bin/sh\nprintf 'eks:eu:one\\neks:us:two\\n:4\\n'\n");
    String line = "kubectl-svc_audit --namespace=eks:eu";
    String[] words = {"kubectl-svc_audit", "--namespace", "=", "eks", ":", "eu"};
    assertThat(bash(TAB, line, words)).containsExactly("eu:one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kubectl-svc_audit --fail-on=c      | kubectl-svc_audit --fail-on=critical
          kubectl-svc_audit expl             | kubectl-svc_audit explain
          kubectl-svc_audit 'a b' --rule dup | kubectl-svc_audit 'a b' --rule duplicate-key
          kubectl-svc_audit --rule x,dup     | kubectl-svc_audit --rule x,duplicate-key
          kubectl-svc_audit -k k             | kubectl-svc_audit -k k8s/
          kubectl-svc_audit -f my            | kubectl-svc_audit -f my\\ shop:\\ \\'new\\'.yaml
          """)
  void zshCompletesWords(String typed, String completed) throws IOException, InterruptedException {
    List<String> printed = run(List.of("zsh", "-f", "-c", ZSH, "zsh", typed));
    assertThat(printed.getLast().strip()).isEqualTo(completed);
  }

  private List<String> fish(String line) throws IOException, InterruptedException {
    String script = "source $SCRIPTS/fish; complete -C $argv[1]";
    return run(List.of("fish", "--no-config", "-c", script, line));
  }

  @Test
  void fishCompletesWords() throws IOException, InterruptedException {
    assertThat(fish("kubectl-svc_audit --out"))
        .containsExactly(
            "--output\tOutput format",
            "--output-file\tWrite the report to this file instead of standard output");
    assertThat(fish("kubectl-svc_audit --fail-on=c")).containsExactly("--fail-on=critical");
    assertThat(fish("kubectl-svc_audit 'a b' --rule x,dup"))
        .singleElement()
        .asString()
        .startsWith("x,duplicate-key\t");
    assertThat(fish("kubectl-svc_audit -k ")).containsExactly("k8s/");
    assertThat(fish("kubectl-svc_audit --filename=m"))
        .containsExactly("--filename=my shop: 'new'.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void scriptsAreSyntacticallyRight(String shell) throws IOException, InterruptedException {
    assertThat(run(List.of(shell, "-n", SCRIPTS.resolve(shell).toString()))).isEmpty();
  }
}
