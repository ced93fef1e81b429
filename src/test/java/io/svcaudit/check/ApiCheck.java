package io.svcaudit.check;

import io.svcaudit.audit.Auditor;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rules;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Reading;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.Confidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Compares our kernel and rules with what a real API server and its controllers did: the
/// EndpointSlices of the behaviour cases, and for the kinds of [#KINDS] what the server accepted
/// and rejected.
public final class ApiCheck {
  /// Behaviour cases that are not about what a set of objects becomes → why.
  static final Map<String, String> NOT_COVERED =
      Map.of(
          "b49", "slices left behind by an earlier state of the Service",
          "b67", "the record does not hold the Pod's status",
          "b80", "the second Service is not in the record");

  /// The kinds of which every fault is looked for.
  private static final Set<String> KINDS =
      Set.of(
          "Service",
          "NetworkPolicy",
          "EndpointSlice",
          "PodDisruptionBudget",
          "HorizontalPodAutoscaler");

  private int agree;
  private int all;
  private int acceptedCalledRejected;
  private int behaviourDiffers;

  private ApiCheck() {}

  /// @param args the folder
  public static void main(String[] args) throws IOException {
    var check = new ApiCheck();
    check.behaviour(Path.of(args[0], "behaviour"));
    check.validation(Path.of(args[0]));
    System.out.println("accepted cases called rejected: " + check.acceptedCalledRejected);
    System.out.printf("api: %d of %d agree%n", check.agree, check.all);
    boolean good =
        check.acceptedCalledRejected == 0
            && check.behaviourDiffers == 0
            && check.agree * 100 >= check.all * 80;
    System.exit(good ? 0 : 1);
  }

  private void behaviour(Path folder) throws IOException {
    List<Path> cases;
    try (Stream<Path> entries = Files.list(folder)) {
      cases = entries.filter(Files::isDirectory).sorted().toList();
    }
    for (Path one : cases) {
      String id = String.valueOf(one.getFileName());
      String reason = NOT_COVERED.get(id.substring(0, id.indexOf('-')));
      if (reason != null) {
        System.out.printf("not covered  %-32s %s%n", id, reason);
        continue;
      }
      all++;
      var behaviour = BehaviourCase.read(one);
      TreeSet<String> ours = behaviour.ours();
      TreeSet<String> theirs = behaviour.theirs();
      if (ours.equals(theirs)) {
        agree++;
      } else {
        behaviourDiffers++;
        System.out.printf("DIFFERS      %-32s ours %s, controller %s%n", id, ours, theirs);
      }
    }
  }

  private void validation(Path folder) throws IOException {
    for (String row : Files.readAllLines(folder.resolve("validation.tsv"))) {
      String[] fields = row.split("\t", -1);
      if (fields[0].equals("id")) continue;
      Path file = folder.resolve("validation/" + fields[0] + ".yaml");
      boolean accepted = fields[4].equals("accepted");
      List<String> rejections = rejections(file);
      if (accepted && !rejections.isEmpty()) {
        acceptedCalledRejected++;
        System.out.printf("CALLED REJECTED  %-28s %s%n", fields[0], rejections.getFirst());
      }
      // Of other kinds only some faults are looked for, but what is accepted is accepted.
      if (!KINDS.contains(fields[1])) continue;
      all++;
      if (accepted == rejections.isEmpty()) agree++;
      else if (!accepted) System.out.printf("not rejected     %-28s %s%n", fields[0], fields[9]);
    }
  }

  /// What we are certain that kubectl or the API server refuses: unreadable texts, too.
  static List<String> rejections(Path file) throws IOException {
    var source =
        new SourceFile(file.toString(), ".", Files.readString(file), SourceFile.Origin.NAMED);
    var contents = Manifests.read(source);
    var reading = new Reading(1, contents.documents(), contents.unseen(), List.of());
    var outcome = Auditor.audit(reading, "default", Rules.STANDARD, LabelSelector.EVERYTHING);
    Stream<String> unreadable =
        outcome.unseen().stream().filter(u -> u.reach() == Unseen.Reach.GIVEN).map(Unseen::why);
    Stream<String> rejected =
        outcome.findings().stream()
            .filter(finding -> finding.confidence() == Confidence.CERTAIN)
            .map(Finding::message);
    return Stream.concat(unreadable, rejected).toList();
  }
}
