package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Calls `scripts/wheel`.
final class Wheel {
  private Wheel() {}

  static Built.Run run(Path executable, String version, Path out, String... options) {
    var command = new ArrayList<String>();
    command.add(Built.project().resolve("scripts/wheel").toString());
    command.addAll(List.of(executable.toString(), version, out.toString()));
    command.addAll(List.of(options));
    return Built.finish(new ProcessBuilder(command), "");
  }

  /// The wheel of an executable, which is all that the folder then holds.
  static Path of(Path executable, String version, Path out, String... options) throws IOException {
    Built.Run run = run(executable, version, out, options);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.exitCode()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      Path wheel = assertThat(files.toList()).singleElement().actual();
      assertThat(run.stdout()).isEqualTo(wheel + System.lineSeparator());
      return wheel;
    }
  }

  /// The wheel of what was built. A jar's launcher runs wherever the jar is.
  static Path of(Built built, String version, Path folder) throws IOException {
    Path file = built.install(folder.resolve("bin"));
    String[] options = Built.executable().isPresent() ? new String[0] : ANY;
    return of(file, version, folder.resolve("wheel"), options);
  }

  private static final String[] ANY = {"--platform", "any"};
}
