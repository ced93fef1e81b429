package io.svcaudit.audit;

import io.svcaudit.audit.Outcome.Suppressed;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rules;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes out the findings that the user has judged, and reports judgements that are about nothing.
final class Suppressions {
  static final String ANNOTATION = "svc-audit.io/ignore";
  private static final String COMMENT = "svc-audit: ignore[";

  /// @param kept findings to report
  /// @param suppressed findings that were taken out
  record Result(List<Finding> kept, List<Suppressed> suppressed) {}

  private final List<Suppression> suppressions = new ArrayList<>();
  private final Map<SourceFile, List<Suppression>> byFile = new HashMap<>();
  private final Map<SourceFile, List<KubeObject>> objectsByFile = new HashMap<>();

  Suppressions(Collection<KubeObject> objects, Config config) {
    if (config.file() != null) comments(config.file());
    for (KubeObject object : objects) {
      objectsByFile
          .computeIfAbsent(
              object.file(),
              file -> {
                comments(file);
                return new ArrayList<>();
              })
          .add(object);
      annotations(object);
    }
    for (Suppression suppression : suppressions)
      byFile.computeIfAbsent(suppression.place().file(), _ -> new ArrayList<>()).add(suppression);
  }

  private void comments(SourceFile file) {
    for (int line : file.linesWith(COMMENT)) {
      String text = file.line(line);
      int hash = text.lastIndexOf('#', text.indexOf(COMMENT));
      int open = text.indexOf(COMMENT) + COMMENT.length();
      int close = text.indexOf(']', open);
      if (hash < 0 || close < 0 || !text.substring(hash + 1, text.indexOf(COMMENT)).isBlank())
        continue;
      boolean alone = text.substring(0, hash).isBlank();
      int about = alone ? nextLine(file, line) : line;
      String reason = text.substring(close + 1).strip();
      for (String rule : text.substring(open, close).split(",", -1)) {
        int start = text.codePointCount(0, hash) + 1;
        int end = text.codePointCount(0, close + 1) + 1;
        var place = new Span(file, line, start, line, end);
        suppressions.add(new Suppression(rule.strip(), reason, place, about, null));
      }
    }
  }

  /// The first line below that is not itself a comment.
  private static int nextLine(SourceFile file, int line) {
    int next = line + 1;
    while (next < file.lineCount() && file.line(next).stripLeading().startsWith("#")) next++;
    return next;
  }

  private void annotations(KubeObject object) {
    Mapping annotations = object.metadata().mapping("annotations");
    Scalar value = annotations.scalar(ANNOTATION);
    if (value == null) return;
    for (String item : value.text().split("[;\n]", -1)) {
      if (item.isBlank()) continue;
      int colon = item.indexOf(':');
      String rule = (colon < 0 ? item : item.substring(0, colon)).strip();
      String reason = colon < 0 ? "" : item.substring(colon + 1).strip();
      Span place = annotations.spanOf(ANNOTATION).firstLine();
      suppressions.add(new Suppression(rule, reason, place, 0, object.ref()));
    }
  }

  /// @param ran the rules that were run: a suppression of another rule may well be of use
  Result apply(List<Finding> findings, Set<String> ran) {
    var kept = new ArrayList<Finding>();
    var suppressed = new ArrayList<Suppressed>();
    Set<Suppression> used = new HashSet<>();
    for (Finding finding : findings) {
      var here = byFile.getOrDefault(finding.place().span().file(), List.of());
      var by = here.stream().filter(s -> s.covers(finding)).toList();
      used.addAll(by);
      if (by.isEmpty()) kept.add(finding);
      else
        suppressed.add(new Suppressed(finding, by.getFirst().reason(), by.getFirst().isComment()));
    }
    for (Suppression suppression : suppressions)
      if (!used.contains(suppression)) unused(suppression, ran, kept);
      else if (suppression.reason().isEmpty())
        kept.add(
            finding(
                "suppression-without-reason",
                suppression,
                "the suppression of %s gives no reason".formatted(suppression.rule()),
                "say behind it why the finding is accepted"));
    return new Result(kept, suppressed);
  }

  private void unused(Suppression suppression, Set<String> ran, List<Finding> into) {
    boolean exists = Rules.names().contains(suppression.rule());
    if (exists && !ran.contains(suppression.rule())) return;
    String message =
        exists
            ? "nothing here is suppressed: %s does not fire".formatted(suppression.rule())
            : "there is no rule %s to suppress".formatted(suppression.rule());
    String help = exists ? "remove it" : Rules.suggestion(suppression.rule());
    into.add(finding("unused-suppression", suppression, message, help));
  }

  private Finding finding(String rule, Suppression suppression, String message, String help) {
    ObjectRef of = suppression.object();
    ObjectRef subject = of != null ? of : commentedOn(suppression.place());
    return new Finding(
        rule,
        Severity.LOW,
        Confidence.CERTAIN,
        subject,
        message,
        "suppression[%s]".formatted(suppression.rule()),
        new Finding.Place(suppression.place(), "", null),
        List.of(),
        List.of(),
        help,
        "");
  }

  /// The last object that begins above a comment; the first of the file if none does. The
  /// configuration has none.
  private ObjectRef commentedOn(Span comment) {
    List<KubeObject> all = objectsByFile.getOrDefault(comment.file(), List.of());
    if (all.isEmpty()) return Config.REF;
    KubeObject found = all.getFirst();
    for (KubeObject object : all) if (object.node().span().line() <= comment.line()) found = object;
    return found.ref();
  }
}
