package io.svcaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Pictures as the command line makes them.
class MapPictureTest {
  private static String run(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var host =
        new Host(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            Path.of("").toAbsolutePath(),
            false);
    assertThat(Cli.run(args, host)).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(err.size()).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  /// If the picture has changed for the better: `map examples/closed-shop -o svg --output-file
  /// examples/closed-shop/map.svg`.
  @Test
  void thePictureOfTheReadmeIsWhatItWrites() throws IOException {
    assertThat(run("map", "examples/closed-shop", "-o", "svg"))
        .isEqualTo(Files.readString(Path.of("examples/closed-shop/map.svg")));
  }

  @Test
  void thePageSaysWhatItIsAbout() {
    assertThat(run("map", "examples/broken-shop", "-o", "html"))
        .startsWith("<!DOCTYPE html>\n")
        .contains("<h1>examples/broken-shop</h1>", "api selects no Pod", ":30432 of every node");
  }
}
