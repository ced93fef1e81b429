package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A git repository of somebody, whatever the git configuration of this machine.
///
/// @param environment what its programs get beside the environment of this process
record GitRepository(Path folder, Map<String, String> environment) {
  private static final Map<String, String> SOMEBODY =
      Map.of(
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_AUTHOR_NAME", "Somebody",
          "GIT_AUTHOR_EMAIL", "somebody@example.com",
          "GIT_COMMITTER_NAME", "Somebody",
          "GIT_COMMITTER_EMAIL", "somebody@example.com");

  /// An empty one.
  static GitRepository init(Path folder, Map<String, String> environment) throws IOException {
    var repository = new GitRepository(Files.createDirectories(folder), environment);
    repository.git("init", "--quiet");
    return repository;
  }

  void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  Built.Run run(String... command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    // The tests themselves may run in a git hook, which has such variables of its own.
    builder.environment().keySet().removeIf(name -> name.matches("GIT_.*|PRE_COMMIT.*|SKIP"));
    builder.environment().putAll(SOMEBODY);
    builder.environment().putAll(environment);
    return Built.finish(builder, "");
  }

  /// Runs what must succeed.
  void git(String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Built.Run run = run(command.toArray(String[]::new));
    assertThat(run.exitCode()).as("%s: %s", command, run.stderr()).isZero();
  }

  /// Commits what has changed in some paths; hooks may prevent it. They write to standard error.
  Built.Run commit(String... paths) {
    for (String path : paths) git("add", path);
    return run("git", "commit", "--message", "change");
  }
}
