package io.svcaudit.check;

import io.svcaudit.source.Inputs;
import io.svcaudit.source.Reader;
import io.svcaudit.source.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The projects of a corpus: each folder is one, and read for itself.
record Projects(Path corpus) {
  List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(corpus)) {
      return entries
          .filter(Files::isDirectory)
          .map(project -> corpus.relativize(project).toString())
          .sorted()
          .toList();
    }
  }

  Reading read(String project) throws Exception {
    var inputs =
        new Inputs(List.of(project), List.of(), false, Optional.empty(), List.of(), List.of());
    return Reader.read(inputs, corpus, InputStream.nullInputStream(), Map.of());
  }
}
