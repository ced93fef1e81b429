package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitIgnoreTest {
  @TempDir Path path;

  private static final List<String> FILES =
      List.of(
          "a.yaml",
          "b.yaml",
          "keep.yaml",
          "build/a.yaml",
          "build/keep.yaml",
          "k8s/a.yaml",
          "k8s/build/a.yaml",
          "k8s/prod/a.yaml",
          "k8s/prod/keep.yaml",
          "x y.yaml",
          "#c.yaml",
          "!d.yaml");

  /// git itself says what is right.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*.yaml",
        "*.yaml\n!keep.yaml",
        "build",
        "build/",
        "/build/",
        "/build/*\n!/build/keep.yaml",
        "build/\n!build/keep.yaml",
        "k8s/a.yaml",
        "/a.yaml",
        "a.yaml",
        "**/a.yaml",
        "k8s/**/a.yaml",
        "k8s/**",
        "k8s/*/a.yaml",
        "**/prod",
        "[ab].yaml",
        "[!ab].yaml",
        "?.yaml",
        "# comment\n\na.yaml   ",
        "x\\ y.yaml",
        "x y.yaml",
        "\\#c.yaml",
        "\\!d.yaml",
        "*\n!*/\n!keep.yaml",
        "/*\n!/k8s",
        "k8s/prod/",
        "prod/a.yaml",
        "a.yaml\r\n",
      })
  void ignoresWhatGitIgnores(String text) throws Exception {
    var folder = new Folder(path).withServices(FILES.toArray(new String[0]));
    folder.with(".gitignore", text);
    assertThat(folder.found(".")).containsExactlyInAnyOrderElementsOf(seenByGit());
  }

  @Test
  void innerFilesAndTheRepositorysOwnListCount() throws Exception {
    var folder = new Folder(path).withServices(FILES.toArray(new String[0]));
    folder.with(".gitignore", "*.yaml\n!a.yaml\n");
    folder.with("k8s/.gitignore", "!keep.yaml\n/a.yaml\n");
    List<String> expected = seenByGit();
    assertThat(folder.found(".")).containsExactlyInAnyOrderElementsOf(expected);
    folder.with(".git/info/exclude", "k8s/build/\n");
    assertThat(folder.found(".")).containsExactlyInAnyOrderElementsOf(seenByGit());
    assertThat(folder.found("k8s"))
        .containsExactlyInAnyOrderElementsOf(
            seenByGit().stream().filter(name -> name.startsWith("k8s/")).toList());
  }

  @Test
  void whatIsNamedIsNotIgnored() throws Exception {
    Files.createDirectories(path.resolve(".git"));
    var folder = new Folder(path).withServices("build/a.yaml", "build/deep/b.yaml");
    folder.with(".gitignore", "build\n*.yaml\n");
    assertThat(folder.found("build/a.yaml")).containsExactly("build/a.yaml");
    assertThat(folder.found("build")).containsExactly("build/a.yaml", "build/deep/b.yaml");
    assertThat(folder.found("build/*.yaml")).containsExactly("build/a.yaml");
    assertThat(folder.found(".")).isEmpty();
  }

  private List<String> seenByGit() throws IOException, InterruptedException {
    if (!Files.exists(path.resolve(".git"))) assumeTrue(git("init", "-q").isEmpty());
    return git(
            "-c",
            "core.quotePath=false",
            "ls-files",
            "-o",
            "--exclude-per-directory=.gitignore",
            "--exclude-from=.git/info/exclude")
        .stream()
        .filter(name -> name.endsWith(".yaml"))
        .toList();
  }

  private List<String> git(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).directory(path.toFile()).start();
    var lines =
        new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(git.waitFor()).isZero();
    return lines;
  }
}
