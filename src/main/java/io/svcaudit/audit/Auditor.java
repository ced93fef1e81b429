package io.svcaudit.audit;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Model;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Finding.Place;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.source.Reading;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// Runs rules and makes one finding of those that have one cause.
public final class Auditor {
  private static final Comparator<Finding> WEIGHTIEST_FIRST =
      Comparator.comparing(Finding::confidence)
          .thenComparing(Finding::severity)
          .reversed()
          .thenComparing(finding -> finding.place().span());

  static final Comparator<Finding> BY_PLACE =
      Comparator.comparing((Finding finding) -> finding.place().span())
          .thenComparing(Finding::rule)
          .thenComparing(Finding::path)
          .thenComparing(Finding::message);

  private Auditor() {}

  /// Audits what was read.
  ///
  /// @param namespace where objects land that name none
  /// @param selector which objects the user wants to hear about
  public static Outcome audit(
      Reading reading, String namespace, List<Rule> rules, LabelSelector selector) {
    return audit(reading, namespace, rules, selector, Config.NONE);
  }

  /// Audits what was read, with what its people say of it.
  ///
  /// @param namespace where objects land that name none
  /// @param selector which objects the user wants to hear about
  public static Outcome audit(
      Reading reading, String namespace, List<Rule> rules, LabelSelector selector, Config config) {
    var namespaces = new Namespaces(namespace, reading.kustomizations());
    List<KubeObject> objects = Model.objects(reading.documents(), namespaces);
    Topology topology =
        Topology.of(objects, reading.kustomizations(), reading.unseen())
            .with(config.intent().in(namespace));
    var ran = rules.stream().map(Rule::name).collect(Collectors.toSet());
    var judged = new Suppressions(objects, config).apply(audit(topology, rules), ran);
    var subjects = new Subjects(selector, objects);
    var findings = new ArrayList<>(judged.kept().stream().filter(subjects::has).toList());
    findings.sort(BY_PLACE);
    var unseen = new ArrayList<>(reading.unseen());
    unseen.addAll(MiswrittenKinds.among(objects));
    for (Rule rule : rules) unseen.addAll(rule.unseen(topology));
    unseen.addAll(topology.unknown());
    var scope =
        new Outcome.Scope(
            reading.files(),
            objects.size(),
            topology.services().size(),
            topology.workloads().size());
    return new Outcome(findings, judged.suppressed(), unseen, scope);
  }

  /// The findings of all rules in the order of their places. A rule that throws is a finding itself
  /// ([FailedRule]) and does not end the run.
  public static List<Finding> audit(Topology topology, List<Rule> rules) {
    return audit(topology, rules, (_, _) -> true);
  }

  /// @param judges whether a rule saw enough to say this
  static List<Finding> audit(
      Topology topology, List<Rule> rules, BiPredicate<Rule, Finding> judges) {
    var findings = new ArrayList<Finding>();
    for (List<Finding> found : SideBySide.each(rules, rule -> check(topology, rule, judges)))
      findings.addAll(found);
    List<Finding> folded = fold(findings);
    folded.sort(BY_PLACE);
    return folded;
  }

  private static List<Finding> check(
      Topology topology, Rule rule, BiPredicate<Rule, Finding> judges) {
    var found = new Findings(rule);
    try {
      rule.check(topology, found);
      return found.all().stream().filter(finding -> judges.test(rule, finding)).toList();
    } catch (RuntimeException | StackOverflowError e) {
      return List.of(FailedRule.of(rule, e));
    }
  }

  private static List<Finding> fold(List<Finding> findings) {
    var byCause = new LinkedHashMap<String, List<Finding>>();
    var folded = new ArrayList<Finding>();
    for (Finding finding : findings)
      if (finding.cause().isEmpty()) folded.add(finding);
      else byCause.computeIfAbsent(finding.cause(), _ -> new ArrayList<>()).add(finding);
    for (Map.Entry<String, List<Finding>> cause : byCause.entrySet())
      folded.add(merge(cause.getValue()));
    return folded;
  }

  private static Finding merge(List<Finding> same) {
    if (same.size() == 1) return same.getFirst();
    List<Finding> ordered = same.stream().sorted(WEIGHTIEST_FIRST).toList();
    Finding first = ordered.getFirst();
    var related = new ArrayList<>(first.related());
    for (Finding other : ordered.subList(1, ordered.size())) {
      boolean known =
          other.place().span().equals(first.place().span())
              || related.stream().anyMatch(p -> p.span().equals(other.place().span()));
      if (!known) related.add(new Place(other.place().span(), other.message(), other.subject()));
    }
    return new Finding(
        first.rule(),
        first.severity(),
        first.confidence(),
        first.subject(),
        first.message(),
        first.path(),
        first.place(),
        related,
        first.evidence(),
        first.help(),
        first.cause());
  }
}
