package io.svcaudit.topology.backend;

import io.svcaudit.model.Container;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Spot;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises ports on which a debugger waits for anyone: whoever connects runs code in the
/// process.
final class Debuggers {
  /// @param product for messages
  /// @param switches what turns it on in a command line or an option variable; one of them must be
  ///   there
  /// @param port where it listens if nothing else is said; 0 if the port must be written
  /// @param local whether it listens on the loopback interface unless it is told otherwise
  private record Debugger(
      String product, List<String> switches, long port, boolean local, Set<String> portNames) {}

  private static final List<Debugger> ALL =
      List.of(
          new Debugger(
              "a Java debugger (JDWP)",
              List.of("-agentlib:jdwp", "-Xrunjdwp"),
              0,
              false,
              Set.of("jdwp", "java-debug", "jvm-debug", "debug")),
          new Debugger(
              "a Node.js inspector",
              List.of("--inspect"),
              9229,
              true,
              Set.of("inspect", "node-debug", "debug")),
          new Debugger(
              "the Delve debugger", List.of("dlv "), 0, false, Set.of("delve", "dlv", "debug")),
          new Debugger(
              "a Python debugger",
              List.of("debugpy"),
              5678,
              true,
              Set.of("debugpy", "ptvsd", "debug")));

  private static final Set<Long> USUAL = Set.of(5005L, 9229L, 40000L, 2345L, 5678L);

  private Debuggers() {}

  static @Nullable Classification of(Backing backing) {
    String commandLine = String.join(" ", backing.container().command());
    for (Debugger debugger : ALL) {
      Classification found = in(commandLine, debugger, backing, null);
      if (found != null) return found;
      for (Container.EnvVar variable : backing.container().env()) {
        found = in(variable.value(), debugger, backing, variable.node());
        if (found != null) return found;
      }
    }
    for (Debugger debugger : ALL)
      for (String name : backing.names())
        if (debugger.portNames().contains(name) && USUAL.contains(backing.number()))
          return classification(
              name.equals("debug") ? "a debugger" : debugger.product(),
              List.of(
                  new Evidence(
                      "port %s %d".formatted(name, backing.number()), 55, backing.portSpot())));
    return null;
  }

  private static @Nullable Classification in(
      String text, Debugger debugger, Backing backing, @Nullable Mapping variable) {
    for (String option : debugger.switches()) {
      int at = text.indexOf(option);
      if (at < 0 || !listens(text.substring(at), debugger, backing.number())) continue;
      String shown = option.strip();
      var proof =
          variable == null
              ? new Evidence("option " + shown, 60, commandSpot(backing, shown))
              : new Evidence(
                  "env %s with %s".formatted(variable.text("name").orElse(""), shown),
                  60,
                  variable.spotOf("value"));
      var port = new Evidence("port " + backing.number(), 30, backing.portSpot());
      return classification(debugger.product(), List.of(proof, port));
    }
    return null;
  }

  private static Classification classification(String product, List<Evidence> evidence) {
    int score = evidence.stream().mapToInt(Evidence::points).sum();
    return new Classification(BackendClass.DEBUGGER, product, score, false, false, evidence);
  }

  private static Spot commandSpot(Backing backing, String option) {
    for (String field : List.of("command", "args"))
      for (Node item : backing.container().node().items(field))
        if (item instanceof Scalar word && word.text().contains(option)) return word.spot();
    return backing.container().nameSpot();
  }

  /// Whether the options from a debugger's switch on say that it listens on a port, beyond the Pod
  /// itself.
  private static boolean listens(String options, Debugger debugger, long port) {
    if (options.contains("server=n")) return false;
    String written = Long.toString(port);
    int at = wordAt(options, written);
    if (at < 0)
      return debugger.port() == port && (!debugger.local() || options.contains("0.0.0.0"));
    String before = options.substring(0, at);
    if (before.endsWith("localhost:") || before.endsWith("127.0.0.1:") || before.endsWith("[::1]:"))
      return false;
    boolean hostWritten = before.endsWith(":");
    return hostWritten || !debugger.local();
  }

  /// Where a number stands that is no part of a longer one; -1 if nowhere.
  private static int wordAt(String text, String number) {
    for (int at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
      boolean starts = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      int end = at + number.length();
      if (starts && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end))))
        return at;
    }
    return -1;
  }
}
