package io.svcaudit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// What a step of the GitHub Action did.
///
/// @param summary what it wrote for the summary of the job
record ActionStep(int exitCode, String log, Map<String, String> outputs, String summary) {

  /// An executable like that of a release.
  static Path executable(Path folder) throws IOException {
    Path executable = folder.resolve("kubectl-svc_audit");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(
        executable,
        """
        #!/bin/sh
        exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' io.svcaudit.Main "$@"
        """
            .formatted(java, System.getProperty("java.class.path")));
    if (!executable.toFile().setExecutable(true)) throw new IOException("not made executable");
    return executable;
  }

  /// Runs a script in the folder `workspace` as a runner does.
  static ActionStep run(String script, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    Path outputs = Files.createTempFile(folder, "outputs", "");
    Path summary = Files.createTempFile(folder, "summary", "");
    var builder = new ProcessBuilder(Path.of("scripts", script).toAbsolutePath().toString());
    builder.directory(Files.createDirectories(folder.resolve("workspace")).toFile());
    builder.redirectErrorStream(true);
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
    return new ActionStep(process.waitFor(), log, said, Files.readString(summary));
  }
}
