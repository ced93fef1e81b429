package io.svcaudit.rules.selectors;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.model.Workload.Type;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Two workloads that select each other's Pods. Each keeps those that it made; but a ReplicaSet
/// takes over Pods that nobody made and deletes what is too many, and whatever goes by the selector
/// (a Service, a budget, an autoscaler's measurements) sees the Pods of both.
public final class WorkloadSelectorsOverlap implements Rule {
  /// A label where selectors meet it.
  private record Key(int unit, String namespace, String label, String value) {}

  @Override
  public String name() {
    return "workload-selectors-overlap";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.WORKLOADS, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    var byPair = new HashMap<Key, List<Workload>>();
    for (Workload workload : topology.workloads()) {
      if (!workload.template().isComplete() || workload.type().runsToCompletion()) continue;
      Label rarest = null;
      for (Label pair : pairs(workload).all().values()) {
        if (rarest == null) rarest = pair;
        else if (size(byPair, topology, workload, pair) < size(byPair, topology, workload, rarest))
          rarest = pair;
      }
      if (rarest == null) continue;
      for (Workload other : byPair.getOrDefault(key(topology, workload, rarest), List.of()))
        if (overlap(workload, other)) {
          report(topology, other, workload, out);
          break;
        }
      for (Label label : workload.labels().all().values())
        byPair
            .computeIfAbsent(key(topology, workload, label), _ -> new ArrayList<>())
            .add(workload);
    }
  }

  private static int size(
      Map<Key, List<Workload>> byPair, Topology topology, Workload workload, Label pair) {
    return byPair.getOrDefault(key(topology, workload, pair), List.of()).size();
  }

  private static Key key(Topology topology, Workload workload, Label pair) {
    return new Key(
        topology.unit(workload.object()), workload.object().namespace(), pair.key(), pair.value());
  }

  /// The equality part of its selector; of a Pod its labels. Without a selector a
  /// ReplicationController takes the labels of its template.
  private static Labels pairs(Workload workload) {
    Mapping spec = workload.object().spec();
    return switch (workload.type()) {
      case POD -> workload.labels();
      case REPLICATION_CONTROLLER ->
          spec.has("selector") ? Labels.of(spec.mapping("selector")) : workload.labels();
      case DEPLOYMENT, REPLICA_SET, STATEFUL_SET, DAEMON_SET ->
          Labels.of(spec.mapping("selector", "matchLabels"));
      case JOB, CRON_JOB, KNATIVE_SERVICE -> Labels.NONE;
    };
  }

  private static boolean overlap(Workload a, Workload b) {
    if (a.type() == Type.POD && b.type() == Type.POD || a.ref().sameObject(b.ref())) return false;
    if (a.type() == Type.POD) return adopts(b) && selects(b, a);
    if (b.type() == Type.POD) return adopts(a) && selects(a, b);
    return selects(a, b) && selects(b, a);
  }

  /// Whether it takes over Pods with its labels that nothing made. What a Deployment makes asks for
  /// a hash that only its own Pods have.
  private static boolean adopts(Workload workload) {
    return workload.type() == Type.REPLICA_SET || workload.type() == Type.REPLICATION_CONTROLLER;
  }

  private static boolean selects(Workload workload, Workload other) {
    Labels pairs = pairs(workload);
    if (pairs.isEmpty() || !other.labels().match(pairs)) return false;
    Mapping selector = workload.object().spec().mapping("selector");
    return selector.items("matchExpressions").isEmpty()
        || LabelSelector.of(selector).matches(other.labels());
  }

  private static void report(Topology topology, Workload first, Workload second, Findings out) {
    boolean adopted = first.type() == Type.POD || second.type() == Type.POD;
    Workload subject = first.type() == Type.POD || second.type() != Type.POD ? second : first;
    Workload other = subject == second ? first : second;
    boolean agents = first.type() == Type.DAEMON_SET && second.type() == Type.DAEMON_SET;
    var report =
        out.report(
                subject.object(),
                "spec.selector",
                place(subject),
                adopted ? "selects a Pod that it did not make" : "selects the Pods of both",
                adopted
                    ? "%s takes over %s, which has its labels, and may delete it"
                        .formatted(subject.ref(), other.ref().kindAndName())
                    : "%s and %s select each other's Pods".formatted(other.ref(), subject.ref()))
            .severity(adopted ? Severity.HIGH : Severity.MEDIUM)
            // Agents for different nodes often share their labels, and nothing comes of it.
            .confidence(adopted ? Confidence.HIGH : agents ? Confidence.LOW : Confidence.MEDIUM)
            .related(place(other), "the same labels", other.object())
            .help("give each of them a label of its own, in the selector and in the Pod template");
    for (Service service : topology.servicesSelecting(subject))
      if (topology.servicesSelecting(other).contains(service)) {
        report.cause(Cause.severalWorkloads(topology, service));
        break;
      }
  }

  private static Span place(Workload workload) {
    Mapping spec = workload.object().spec();
    Mapping metadata = workload.object().metadata();
    if (workload.type() == Type.POD)
      return metadata.has("labels") ? metadata.spanOf("labels") : workload.object().nameSpan();
    Labels pairs = pairs(workload);
    if (spec.has("selector") && pairs.all().size() == 1)
      return pairs.all().values().iterator().next().span();
    return spec.has("selector") ? spec.spanOf("selector") : workload.object().nameSpan();
  }
}
