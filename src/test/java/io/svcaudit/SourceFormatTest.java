package io.svcaudit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceFormatTest {

  @Test
  void everySourceIsFormatted() throws IOException {
    List<String> sources = sources();
    assertThat(sources).isNotEmpty();

    var unformatted = new StringWriter();
    var errors = new StringWriter();
    ToolProvider.findFirst("google-java-format")
        .orElseThrow()
        .run(
            new PrintWriter(unformatted),
            new PrintWriter(errors),
            Stream.concat(Stream.of("--dry-run"), sources.stream()).toArray(String[]::new));

    assertThat(unformatted + errors.toString())
        .as("sources that are not formatted: run scripts/format")
        .isEmpty();
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.map(Path::toString).filter(file -> file.endsWith(".java")).sorted().toList();
    }
  }
}
