package io.svcaudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Runs every `$ kubectl svc-audit …` of the README in a shell; what is printed below a command
/// there must be in its output.
@DisabledOnOs(OS.WINDOWS)
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

  @TempDir private static Path bin = Path.of("");

  private record Example(String command, List<String> output) {}

  @TestFactory
  Stream<DynamicTest> commands() throws IOException {
    Path shim = bin.resolve("kubectl");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(
        shim,
        "#!/bin/sh\nshift\nexec '%s' -cp '%s' io.svcaudit.Main \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path")));
    assertThat(shim.toFile().setExecutable(true)).isTrue();
    List<Example> examples = examples(Files.readString(Path.of("README.md")));
    assertThat(examples).hasSizeGreaterThan(5);
    return examples.stream().map(e -> dynamicTest(e.command(), () -> run(e)));
  }

  private static List<Example> examples(String readme) {
    var examples = new ArrayList<Example>();
    BLOCK
        .matcher(readme)
        .results()
        .flatMap(block -> block.group(1).lines())
        .forEach(line -> {
          if (line.startsWith("$ "))
            examples.add(new Example(line.substring(2), new ArrayList<>()));
          else examples.getLast().output().add(line);
        });
    return examples;
  }

  private static void run(Example example) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("sh", "-c", example.command()).redirectErrorStream(true);
    builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join("\n", output)).isIn(0, 1);
    if (!example.output().isEmpty()) assertThat(output).containsSequence(example.output());
  }
}
