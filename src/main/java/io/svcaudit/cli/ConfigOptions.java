package io.svcaudit.cli;

import io.svcaudit.audit.Config;
import io.svcaudit.source.ConfigFile;
import io.svcaudit.source.Inputs;
import io.svcaudit.source.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the project says of itself.
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration (default: .svc-audit.yaml beside what is audited, or above it in the"
              + " repository).")
  private @Nullable String file;

  @Option(names = "--no-config", description = "Read no configuration.")
  private boolean none;

  /// Understands the one that was named, or that belongs to what is read.
  Config read(Inputs inputs, Host host) throws UsageException {
    if (none && file != null)
      throw new UsageException("--config and --no-config exclude each other; leave one out");
    if (none) return Config.NONE;
    var files = new ConfigFile(host.workingDirectory());
    Optional<Path> path = file == null ? files.find(inputs) : Optional.of(named(file));
    return path.isEmpty() ? Config.NONE : Config.of(files.read(path.get()));
  }

  private static Path named(String file) throws UsageException {
    try {
      return Path.of(file);
    } catch (InvalidPathException _) {
      throw new UsageException("\"%s\" is no path".formatted(file));
    }
  }
}
