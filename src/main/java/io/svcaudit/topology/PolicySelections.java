package io.svcaudit.topology;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.Labels;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.Selection.Near.Reason;
import io.svcaudit.topology.kept.Kept;
import io.svcaudit.topology.kept.Once;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Match;
import io.svcaudit.topology.policy.Policies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Joins the selectors of NetworkPolicies with the workloads whose Pods they are about.
final class PolicySelections {
  private final World world;
  private final Policies policies;
  private final Kept<Asked, Found> found = Kept.byContent();
  private final Kept<NetworkPolicy, Selection> own = Kept.byIdentity();
  private final Kept<Peer, Selection> peers = Kept.byIdentity();
  private final Once<Map<String, Labelled<Workload>>> workloads = new Once<>();
  private final Once<Map<String, List<LivePod>>> pods = new Once<>();

  /// What many policies ask alike.
  ///
  /// @param unit of the policy
  /// @param namespaceWritten whether the policy names its namespace itself
  /// @param namespace the policy's own; empty if the selector of namespaces counts instead
  private record Asked(
      int unit,
      boolean namespaceWritten,
      String namespace,
      Optional<LabelSelector> namespaces,
      Optional<LabelSelector> pods) {}

  /// @param namespaces those that are meant, of the ones that were read or that are named
  /// @param matching workloads whose Pods have or may have the labels, those of other folders too
  /// @param together those of them that may meet the policy; null if there are none
  private record Found(
      Set<String> namespaces, List<Workload> matching, Selection.@Nullable Selected together) {}

  PolicySelections(World world, Policies policies) {
    this.world = world;
    this.policies = policies;
  }

  /// An empty selector is about the Pods to come as well: that there are none says nothing.
  Selection of(NetworkPolicy policy) {
    return own.of(
        policy,
        () -> {
          Mapping node = policy.object().spec();
          return find(
              policy, new Peer.Pods(node, Optional.empty(), Optional.of(policy.pods())), true);
        });
  }

  /// A peer that means all Pods of a namespace is about those to come as well.
  Selection of(NetworkPolicy policy, Peer.Pods peer) {
    return peers.of(peer, () -> find(policy, peer, false));
  }

  private Selection find(NetworkPolicy policy, Peer.Pods pods, boolean own) {
    Found found = found(policy, pods);
    Set<String> namespaces = found.namespaces();
    List<Workload> matching = found.matching();
    Mapping written = pods.node().mapping("podSelector");
    if (found.together() != null) return found.together();
    LabelSelector selector = pods.pods().orElse(LabelSelector.EVERYTHING);
    if (selector.requirements().isEmpty()) return new Selection.NotApplicable();
    if (pods.namespaces().isPresent() && !areKnown(pods.namespaces().get()))
      return new Selection.Unknown("a Namespace that was not read may have these labels");
    Labels labels = Labels.of(written.mapping("matchLabels"));
    // Of an expression no workload is one label away.
    boolean plain = labels.all().size() == selector.requirements().size();
    var nothings = new ArrayList<Selection.Nothing>();
    for (String namespace : namespaces) {
      Near near = plain ? near(policy, labels, namespace, own) : null;
      Selection nothing =
          near == null && asksForARole(labels)
              ? new Selection.Unknown("the Pods may get their label from their own software")
              : nothing(policy, namespace, near, !matching.isEmpty());
      if (!(nothing instanceof Selection.Nothing here)) return nothing;
      nothings.add(here);
    }
    return nothings.stream()
        .reduce((a, b) ->
            new Selection.Nothing(
                a.confidence().atMost(b.confidence()), a.near() == null ? b.near() : a.near()))
        .<Selection>map(each -> each)
        .orElseGet(Selection.NotApplicable::new);
  }

  private Selection nothing(
      NetworkPolicy policy, String namespace, @Nullable Near near, boolean elsewhere) {
    if (elsewhere && near == null)
      return new Selection.Unknown("only Pods of another folder have its labels");
    return world.nothing(policy.object(), namespace, near, elsewhere);
  }

  private static boolean asksForARole(Labels labels) {
    return labels.all().values().stream().anyMatch(RunTimeTargets::isRole);
  }

  private Found found(NetworkPolicy policy, Peer.Pods pods) {
    var asked =
        new Asked(
            world.unit(policy.object()),
            policy.object().namespaceWritten() && !policy.object().namespace().equals("default"),
            pods.namespaces().isPresent() ? "" : policy.object().namespace(),
            pods.namespaces(),
            pods.pods());
    return found.of(asked, () -> find(policy, pods));
  }

  private Found find(NetworkPolicy policy, Peer.Pods pods) {
    Set<String> namespaces = namespaces(policy, pods);
    List<Workload> matching = matching(policy, pods, namespaces);
    List<Workload> together =
        matching.stream()
            .filter(workload -> world.mayMeet(policy.object(), workload.object()))
            .toList();
    return new Found(
        namespaces, matching, together.isEmpty() ? null : new Selection.Selected(together));
  }

  private List<Workload> matching(NetworkPolicy policy, Peer.Pods pods, Set<String> namespaces) {
    Labels labels = Labels.of(pods.node().mapping("podSelector", "matchLabels"));
    var matching = new LinkedHashSet<Workload>();
    for (String namespace : namespaces) {
      Labelled<Workload> candidates = workloads().get(namespace);
      if (candidates != null)
        for (Workload workload : candidates.fewest(labels, Workload::mayBeSetAtRunTime))
          if (policies.meets(policy, pods, new End.Pods(workload)) != Match.NO)
            matching.add(workload);
      // Admission gives labels that no template has.
      if (matching.isEmpty()) matching.addAll(makers(namespace, pods.pods()));
    }
    return List.copyOf(matching);
  }

  private List<Workload> makers(String namespace, Optional<LabelSelector> selector) {
    if (selector.isEmpty()) return List.of();
    var makers = new ArrayList<Workload>();
    for (LivePod pod : pods().getOrDefault(namespace, List.of())) {
      if (!selector.get().matches(pod.labels())) continue;
      Workload maker = world.model().cluster().maker(pod);
      if (maker != null) makers.add(maker);
    }
    return makers;
  }

  private @Nullable Near near(NetworkPolicy policy, Labels labels, String namespace, boolean own) {
    List<Workload> beside =
        all(namespace).stream()
            .filter(workload -> world.mayMeet(policy.object(), workload.object()))
            .toList();
    String name = own ? policy.object().name() : "";
    Predicate<Workload> unselected = own ? this::isUnselected : _ -> true;
    Near near = NearMiss.find(name, labels, beside, unselected);
    // Who connects may be called as he likes; only what looks like a slip was meant otherwise.
    if (!own) return near != null && near.isStrong() ? near : null;
    Near elsewhere = inOtherNamespace(policy, labels);
    return elsewhere == null ? near : elsewhere;
  }

  /// A workload that another policy is about is not waiting for this one.
  private @Nullable Near inOtherNamespace(NetworkPolicy policy, Labels labels) {
    for (String namespace : workloads().keySet()) {
      if (namespace.equals(policy.object().namespace())) continue;
      for (Workload workload :
          workloads().get(namespace).fewest(labels, Workload::mayBeSetAtRunTime))
        if (workload.matches(labels) && isMeant(policy, workload) && isUnselected(workload))
          return new Near(workload, null, null, Reason.NAMESPACE);
    }
    return null;
  }

  /// In a cluster many things are called alike.
  private boolean isMeant(NetworkPolicy policy, Workload workload) {
    return switch (world) {
      case FileWorld files -> files.unit(policy.object()) == files.unit(workload.object());
      case ClusterWorld _ -> NearMiss.alike(policy.object().name(), workload);
    };
  }

  private boolean isUnselected(Workload workload) {
    for (Direction direction : Direction.values())
      for (NetworkPolicy policy : policies.isolation(workload, direction).policies())
        if (!policy.pods().requirements().isEmpty()) return false;
    return true;
  }

  private Set<String> namespaces(NetworkPolicy policy, Peer.Pods peer) {
    if (peer.namespaces().isEmpty()) return Set.of(policy.object().namespace());
    LabelSelector selector = peer.namespaces().get();
    Set<String> named = named(selector);
    var all = new TreeSet<>(named);
    if (named.isEmpty()) {
      all.addAll(workloads().keySet());
      world.model().namespaces().forEach(namespace -> all.add(namespace.name()));
    }
    var any = new Peer.Pods(peer.node(), peer.namespaces(), Optional.empty());
    all.removeIf(namespace ->
        policies.meets(policy, any, new End.AnyPod(namespace, Map.of(), policy.object()))
            == Match.NO);
    return all;
  }

  private boolean areKnown(LabelSelector namespaces) {
    return !named(namespaces).isEmpty() || world.unseenNamespaces().isEmpty();
  }

  /// The names that a selector asks for; empty if it does not ask for names.
  private static Set<String> named(LabelSelector selector) {
    for (Requirement requirement : selector.requirements())
      if (requirement instanceof Requirement.In(var key, var values)
          && key.equals(Namespace.NAME_LABEL)) return values;
    return Set.of();
  }

  private List<Workload> all(String namespace) {
    Labelled<Workload> there = workloads().get(namespace);
    return there == null ? List.of() : there.all();
  }

  private Map<String, Labelled<Workload>> workloads() {
    return workloads.get(() -> {
      var index = new HashMap<String, Labelled<Workload>>();
      for (Workload workload : world.model().workloads())
        index
            .computeIfAbsent(workload.object().namespace(), _ -> new Labelled<>())
            .add(workload, workload.template().node().mapping("metadata", "labels"));
      return index;
    });
  }

  private Map<String, List<LivePod>> pods() {
    return pods.get(() ->
        world.model().cluster().pods().stream()
            .filter(pod -> !pod.isOver())
            .collect(Collectors.groupingBy(pod -> pod.object().namespace())));
  }
}
