package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A working directory to fill and to read.
record Folder(Path path) {
  static final Inputs NOTHING =
      new Inputs(List.of(), List.of(), false, Optional.empty(), List.of(), List.of());

  static String service(String name) {
    return """
    apiVersion: v1
    kind: Service
    metadata:
      name: %s
    spec:
      selector: {app: %s}
      ports: [{port: 80}]
    """
        .formatted(name, name);
  }

  Folder with(String name, String text) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /// Adds Services that are called after their files.
  Folder withServices(String... names) throws IOException {
    for (String name : names) with(name, service(name.replaceAll("[^a-z]+", "-")));
    return this;
  }

  Reading read(String... paths) throws UsageException {
    return read(
        new Inputs(List.of(paths), List.of(), false, Optional.empty(), List.of(), List.of()));
  }

  Reading readFiles(boolean recursive, String... filenames) throws UsageException {
    return read(
        new Inputs(
            List.of(), List.of(filenames), recursive, Optional.empty(), List.of(), List.of()));
  }

  Reading read(Inputs inputs) throws UsageException {
    return Reader.read(inputs, path, InputStream.nullInputStream(), Map.of("PATH", ""));
  }

  static List<String> names(Reading reading) {
    return reading.documents().stream().map(document -> document.file().name()).toList();
  }

  /// The files read, when nothing went wrong.
  List<String> found(String... paths) throws UsageException {
    Reading reading = read(paths);
    assertThat(reading.unseen()).isEmpty();
    return names(reading);
  }

  static List<String> unseen(Reading reading) {
    return reading.unseen().stream().map(it -> it.what() + ": " + it.why()).toList();
  }
}
