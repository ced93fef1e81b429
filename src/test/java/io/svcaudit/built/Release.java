package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The files that `scripts/release` made from what was built.
///
/// @param files where they are
record Release(Path files) {
  /// When its sources were written: what `scripts/release` is told.
  static final String EPOCH = "1767323045";

  static final String VERSION = System.getProperty("svc-audit.version", "");

  static final String OS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";

  static final String ARCH = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";

  private static final Supplier<Release> THIS_PLATFORM = once(() -> make("this-platform"));

  private static final Supplier<Release> WINDOWS =
      once(() -> make("windows", "--os", "windows", "--arch", "amd64"));

  static Release ofThisPlatform() {
    return THIS_PLATFORM.get();
  }

  /// The executable in it is the one of this platform.
  static Release ofWindows() {
    return WINDOWS.get();
  }

  /// Runs one of the project's scripts.
  static Built.Run script(String name, String... arguments) {
    var command = Stream.concat(Stream.of("scripts/" + name), Stream.of(arguments)).toList();
    var process = new ProcessBuilder(command).directory(Built.project().toFile());
    process.environment().put("SOURCE_DATE_EPOCH", EPOCH);
    return Built.finish(process, "");
  }

  Path file(String name) {
    return files.resolve(name);
  }

  static String archive(String os, String arch) {
    String format = os.equals("windows") ? "zip" : "tar.gz";
    return "kubectl-svc_audit_%s_%s_%s.%s".formatted(VERSION, os, arch, format);
  }

  static String jarArchive() {
    return "svc-audit_%s_jar.tar.gz".formatted(VERSION);
  }

  static String sbom() {
    return "svc-audit_%s_sbom.cdx.json".formatted(VERSION);
  }

  /// Unpacks a .tar.gz into a folder, as a user does.
  void unpack(String archive, Path into) {
    var tar = new ProcessBuilder("tar", "-xzf", file(archive).toString(), "-C", into.toString());
    var run = Built.finish(tar, "");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
  }

  /// What is built for users: the executable, and in builds without one the jar behind a script.
  static Path executable() {
    return Built.executable()
        .map(built -> Path.of(built.command().getFirst()))
        .orElseGet(Release::jarAsExecutable);
  }

  private static Path jarAsExecutable() {
    try {
      Path script = Files.createDirectories(folder()).resolve("kubectl-svc_audit");
      String command = "'" + String.join("' '", Built.jar().command()) + "'";
      Files.writeString(script, "#!/bin/sh\nexec %s \"$@\"\n".formatted(command));
      assertThat(script.toFile().setExecutable(true)).isTrue();
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    return Path.of(System.getProperty("svc-audit.jar")).resolveSibling("release-it");
  }

  private static Release make(String name, String... options) {
    Path output = folder().resolve(name);
    var arguments =
        Stream.concat(
            Stream.of("--executable", executable().toString(), "--output", output.toString()),
            Stream.of(options));
    try {
      if (Files.isDirectory(output)) {
        try (var old = Files.list(output)) {
          for (Path file : old.toList()) Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var run = script("release", arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return new Release(output);
  }

  private static Supplier<Release> once(Supplier<Release> make) {
    return new Supplier<>() {
      private List<Release> made = List.of();

      @Override
      public synchronized Release get() {
        if (made.isEmpty()) made = List.of(make.get());
        return made.getFirst();
      }
    };
  }

  /// Reads YAML, and JSON, which is YAML.
  static Map<?, ?> read(String yaml) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }
}
