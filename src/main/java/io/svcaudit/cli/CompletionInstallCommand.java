package io.svcaudit.cli;

import io.svcaudit.cli.completion.Script;
import io.svcaudit.source.UsageException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kubectl svc-audit completion install`: puts what kubectl looks for onto the PATH.
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = {
      "Make 'kubectl svc-audit <TAB>' work: write kubectl_complete-svc_audit into a folder on"
          + " PATH.",
      ""
    })
final class CompletionInstallCommand implements Callable<Integer> {
  private final Supplier<Host> hosts;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Write it here (default: the first writable folder on PATH in your home directory).")
  private @Nullable String directory;

  CompletionInstallCommand(Supplier<Host> hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws UsageException {
    if (!hosts
        .get()
        .workingDirectory()
        .getFileSystem()
        .supportedFileAttributeViews()
        .contains("posix"))
      throw new UsageException("the completion is a shell script, which cannot be used here");
    Path chosen = directory == null ? folderOfUser() : resolve(directory);
    if (!Files.isDirectory(chosen))
      throw new UsageException("the directory \"%s\" does not exist".formatted(chosen));
    Path file = chosen.resolve(Script.OF_KUBECTL);
    boolean written = write(file, Script.of(Script.OF_KUBECTL));
    hosts.get().out().println((written ? "wrote " : "nothing to do: there is already ") + file);
    if (folders().noneMatch(chosen::equals))
      hosts
          .get()
          .err()
          .println("warning: " + chosen + " is not on PATH, kubectl will not find the file");
    return Exit.CLEAN;
  }

  /// Returns false if the same text is there already.
  private static boolean write(Path file, String text) throws UsageException {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes))
          return false;
        throw new UsageException(file + " is another file; remove it first");
      }
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return true;
    } catch (IOException e) {
      throw new UsageException("cannot write %s: %s".formatted(file, e));
    }
  }

  private Path folderOfUser() throws UsageException {
    String home = hosts.get().environment().getOrDefault("HOME", "");
    return folders()
        .filter(folder -> !home.isEmpty() && folder.startsWith(resolve(home)))
        .filter(folder -> Files.isDirectory(folder) && Files.isWritable(folder))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "no writable folder on PATH is in your home directory; name one with --dir"));
  }

  private Stream<Path> folders() {
    String path = hosts.get().environment().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(this::resolve);
  }

  private Path resolve(String path) {
    return hosts.get().workingDirectory().resolve(path).normalize();
  }
}
