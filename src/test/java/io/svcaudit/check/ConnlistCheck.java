package io.svcaudit.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Compares the connections that our engine lets through with the lists of another analyzer.
public final class ConnlistCheck {
  /// Case → the sentence of the Kubernetes documentation by which our answer differs.
  static final Map<String, String> DIFFERS = Map.of();

  private ConnlistCheck() {}

  /// @param args the folder
  public static void main(String[] args) throws IOException {
    List<Path> cases;
    try (Stream<Path> entries = Files.list(Path.of(args[0]))) {
      cases = entries.filter(one -> Files.exists(one.resolve("expected.txt"))).sorted().toList();
    }
    int equal = 0;
    int unexplained = 0;
    for (Path one : cases) {
      String name = String.valueOf(one.getFileName());
      List<String> differences = differences(one);
      if (differences.isEmpty()) {
        equal++;
        continue;
      }
      String reason = DIFFERS.get(name);
      if (reason == null) unexplained++;
      System.out.printf("DIFFERS  %s%s%n", name, reason == null ? "" : " as documented: " + reason);
      differences.forEach(line -> System.out.println("  " + line));
    }
    System.out.printf("connlist: %d of %d equal%n", equal, cases.size());
    System.exit(unexplained == 0 && !cases.isEmpty() ? 0 : 1);
  }

  /// The lines that only we have with a plus, those that only the other has with a minus; empty if
  /// both say the same.
  ///
  /// @param one with `manifests/` and `expected.txt`
  static List<String> differences(Path one) throws IOException {
    var theirs = new TreeSet<>(Files.readAllLines(one.resolve("expected.txt")));
    theirs.remove("");
    TreeSet<String> ours = ConnectionList.of(one.resolve("manifests"));
    return Stream.concat(
            ours.stream().filter(line -> !theirs.contains(line)).map(line -> "+ " + line),
            theirs.stream().filter(line -> !ours.contains(line)).map(line -> "- " + line))
        .toList();
  }
}
