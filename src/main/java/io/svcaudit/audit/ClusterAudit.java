package io.svcaudit.audit;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Model;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Rule;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Observation;
import io.svcaudit.source.Observation.Gap;
import io.svcaudit.source.Reading;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Audits a cluster as it is, or as it would be with files laid over it.
public final class ClusterAudit {
  /// The rules that a gap disables are named up to this number.
  private static final int MOST_NAMED = 3;

  private final Observation seen;
  private final List<KubeObject> objects;
  private final List<Rule> rules;
  private final String where;
  private final Set<String> asked;
  private final Config config;

  /// @param where the part of the cluster that was read, for people
  public ClusterAudit(ClusterReading reading, List<Rule> rules, String where) {
    this(reading, rules, where, Set.of(), Config.NONE);
  }

  /// @param where the part of the cluster that was asked for, for people
  /// @param asked its namespaces; empty for all that were read
  /// @param config what people say of it, with the namespace where names are looked up first
  public ClusterAudit(
      ClusterReading reading, List<Rule> rules, String where, Set<String> asked, Config config) {
    this.seen = reading.seen();
    this.objects = Model.objects(reading.documents(), (_, written) -> written.orElse(""));
    this.rules = List.copyOf(rules);
    this.where = where;
    this.asked = Set.copyOf(asked);
    this.config = config;
  }

  /// The namespaces that files are about.
  ///
  /// @param fallback where objects land that name none
  public static Set<String> namespaces(Reading files, String fallback) {
    return Model.objects(files.documents(), new Namespaces(fallback, files.kustomizations()))
        .stream()
        .map(KubeObject::namespace)
        .filter(namespace -> !namespace.isEmpty())
        .collect(Collectors.toSet());
  }

  /// What is wrong in the cluster now.
  ///
  /// @param selector which objects the user wants to hear about
  public Outcome now(LabelSelector selector) {
    Topology topology = Topology.ofCluster(objects, seen).with(config.intent());
    var judged = judge(objects, topology);
    var subjects = new Subjects(selector, objects);
    var unseen = new ArrayList<>(unseen());
    for (Rule rule : rules) unseen.addAll(rule.unseen(topology));
    return outcome(
        0,
        audited(),
        topology,
        judged.kept().stream().filter(f -> isAsked(f) && subjects.has(f)).toList(),
        judged.suppressed().stream().filter(s -> isAsked(s.finding())).toList(),
        unseen,
        null);
  }

  /// Nodes and such are looked at, but whoever asks about a namespace does not ask about them.
  private List<KubeObject> audited() {
    return objects.stream()
        .filter(object -> !object.namespace().isEmpty() && isAsked(object.namespace()))
        .toList();
  }

  private boolean isAsked(String namespace) {
    return asked.isEmpty() || asked.contains(namespace);
  }

  /// Other namespaces are read for what the configuration says of them only.
  private boolean isAsked(Finding finding) {
    String namespace = finding.subject().namespace();
    return namespace.isEmpty() || isAsked(namespace) || config.holds(finding.place().span());
  }

  /// What would be wrong once the files are applied: about their objects, and what they newly break
  /// elsewhere. Objects that the files do not hold stay as they are.
  ///
  /// @param namespace where objects of the files land that name none
  /// @param selector which objects the user wants to hear about
  public Outcome with(Reading files, String namespace, LabelSelector selector) {
    var namespaces = new Namespaces(namespace, files.kustomizations());
    List<KubeObject> written = Model.objects(files.documents(), namespaces);
    var plan = new Plan(objects, written);
    var subjects = new Subjects(selector, plan.objects());
    List<Finding> before =
        judge(objects, Topology.ofPlan(objects, seen).with(config.intent())).kept();
    Topology topology = Topology.ofPlan(plan.objects(), seen).with(config.intent());
    var judged = judge(plan.objects(), topology);
    Set<String> known = new HashSet<>(Fingerprint.of(before));
    List<String> fingerprints = Fingerprint.of(judged.kept());
    var shown = new ArrayList<Finding>();
    var fresh = new HashSet<Finding>();
    for (int i = 0; i < judged.kept().size(); i++) {
      Finding finding = judged.kept().get(i);
      boolean isNew = !known.contains(fingerprints.get(i));
      if (isNew) fresh.add(finding);
      if ((isNew || plan.concerns(finding)) && subjects.has(finding)) shown.add(finding);
    }
    var unseen = new ArrayList<>(files.unseen());
    unseen.addAll(MiswrittenKinds.among(written));
    unseen.addAll(unseen());
    for (Rule rule : rules) unseen.addAll(rule.unseen(topology));
    return outcome(
        files.files(),
        written,
        topology,
        shown,
        judged.suppressed().stream().filter(s -> plan.concerns(s.finding())).toList(),
        unseen,
        new Changes(fresh, gone(before, new HashSet<>(fingerprints))));
  }

  private static List<Finding> gone(List<Finding> before, Set<String> after) {
    List<String> fingerprints = Fingerprint.of(before);
    var gone = new ArrayList<Finding>();
    for (int i = 0; i < before.size(); i++)
      if (!after.contains(fingerprints.get(i))) gone.add(before.get(i));
    return gone;
  }

  private Suppressions.Result judge(List<KubeObject> of, Topology topology) {
    List<Finding> findings = Auditor.audit(topology, rules, this::sawEnough);
    var ran = rules.stream().map(Rule::name).collect(Collectors.toSet());
    return new Suppressions(of, config).apply(findings, ran);
  }

  /// A rule says nothing about a namespace in which it could not read all that it needs.
  private boolean sawEnough(Rule rule, Finding finding) {
    return seen.gaps().stream()
        .noneMatch(gap -> isAt(gap, finding.subject().namespace()) && needs(rule, gap));
  }

  private static boolean isAt(Gap gap, String namespace) {
    return gap.namespace().isEmpty() || namespace.isEmpty() || gap.namespace().equals(namespace);
  }

  private static boolean needs(Rule rule, Gap gap) {
    return rule.reads().stream().anyMatch(resource -> Gaps.misses(resource, gap));
  }

  private List<Unseen> unseen() {
    return Gaps.byKind(seen).stream().map(this::unseen).toList();
  }

  private Unseen unseen(List<Gap> gaps) {
    Gap gap = gaps.getFirst();
    List<String> silent =
        rules.stream().filter(rule -> needs(rule, gap)).map(Rule::name).sorted().toList();
    String what = Gaps.what(gaps);
    if (silent.isEmpty()) return Unseen.outside(what, gap.why(), null);
    String names = String.join(", ", silent.subList(0, Math.min(MOST_NAMED, silent.size())));
    int more = silent.size() - MOST_NAMED;
    String rest = more > 0 ? " and %d more rules".formatted(more) : "";
    return Unseen.given(what, "%s; not checked: %s%s".formatted(gap.why(), names, rest), null);
  }

  private Outcome outcome(
      int files,
      List<KubeObject> audited,
      Topology topology,
      List<Finding> findings,
      List<Outcome.Suppressed> suppressed,
      List<Unseen> unseen,
      @Nullable Changes changes) {
    var all = new ArrayList<>(findings);
    all.sort(Auditor.BY_PLACE);
    var unknown = new ArrayList<>(unseen);
    unknown.addAll(topology.unknown());
    var scope =
        new Outcome.Scope(
            files,
            audited.size(),
            (int) topology.services().stream().filter(s -> isAsked(s.ref().namespace())).count(),
            (int) topology.workloads().stream().filter(w -> isAsked(w.ref().namespace())).count(),
            where);
    return new Outcome(all, suppressed, unknown, scope, changes);
  }
}
