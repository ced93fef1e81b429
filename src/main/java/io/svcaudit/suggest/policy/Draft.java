package io.svcaudit.suggest.policy;

import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Workload;
import io.svcaudit.suggest.policy.PodGroups.Group;
import io.svcaudit.suggest.policy.SuggestedPeer.Where;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Makes policies of what is needed.
final class Draft {
  /// Where clouds tell a machine its credentials: no server that a name leads to.
  private static final Map<String, List<String>> EXCEPTS =
      Map.of("0.0.0.0/0", List.of("169.254.169.254/32"), "::/0", List.of("fd00:ec2::254/128"));

  private static final Set<Direction> BOTH = EnumSet.allOf(Direction.class);

  private final Topology topology;
  private final PodGroups groups;
  private final NameServers nameServers;
  private final IdentityHashMap<Group, List<Need>> needs = new IdentityHashMap<>();
  private final IdentityHashMap<Group, Set<String>> unknown = new IdentityHashMap<>();
  private final IdentityHashMap<Group, Set<String>> unused = new IdentityHashMap<>();

  Draft(Topology topology) {
    this.topology = topology;
    this.groups = new PodGroups(topology);
    this.nameServers = new NameServers(topology);
    var all = new Needs();
    new ConfiguredCalls(topology, all).collect();
    new Siblings(topology, all).collect();
    new Entrances(topology, all).collect();
    new Scrapes(topology, all).collect();
    new ApiClients(topology, all).collect();
    nameServers.collectOthers(all);
    new UnusedPorts(topology, all).collect();
    for (Need need : all.all()) {
      Group group = groups.of(need.of());
      if (group != null) needs.computeIfAbsent(group, _ -> new ArrayList<>()).add(need);
    }
    for (Needs.Unknown each : all.unknown()) {
      Group group = groups.of(each.of());
      if (group != null)
        unknown
            .computeIfAbsent(group, _ -> new LinkedHashSet<>())
            .add("%s: %s".formatted(each.of().ref().kindAndName(), each.said()));
    }
    unused(all);
  }

  private void unused(Needs all) {
    for (Needs.Unknown each : all.unused()) {
      Group group = groups.of(each.of());
      if (group != null) unused.computeIfAbsent(group, _ -> new LinkedHashSet<>()).add(each.said());
    }
  }

  PolicySuggestion ofNamespaces(Predicate<String> namespaces) {
    var policies = new ArrayList<SuggestedPolicy>();
    var told = new LinkedHashSet<String>();
    groups
        .byNamespace()
        .forEach((namespace, all) -> {
          if (!namespaces.test(namespace)) return;
          var existing = new ExistingPolicies(topology, namespace);
          policies.addAll(floor(namespace, all, existing, told));
          for (Group group : all) of(group, List.of()).ifPresent(p -> policies.add(p));
          for (Group group : all) told.addAll(unknown.getOrDefault(group, Set.of()));
        });
    return new PolicySuggestion(unique(policies), List.copyOf(told));
  }

  PolicySuggestion ofWorkloads(Collection<Workload> workloads) {
    var policies = new ArrayList<SuggestedPolicy>();
    var told = new LinkedHashSet<String>();
    var chosen = new LinkedHashSet<Group>();
    for (Workload workload : workloads) {
      Group group = groups.of(workload);
      if (group != null) chosen.add(group);
      else
        told.add(
            "%s is on the network of its nodes, where few network plugins apply policies"
                .formatted(workload.ref().kindAndName()));
    }
    for (Group group : chosen) {
      policies.add(policy(group, nameServers.cluster(group.workloads().getFirst())));
      told.addAll(doubts(List.of(group)));
      told.addAll(unknown.getOrDefault(group, Set.of()));
    }
    return new PolicySuggestion(unique(policies), List.copyOf(told));
  }

  /// What holds for all Pods of a namespace: nothing gets through, but names are looked up.
  private List<SuggestedPolicy> floor(
      String namespace, List<Group> all, ExistingPolicies existing, Set<String> told) {
    var floor = new ArrayList<SuggestedPolicy>();
    var comments = new ArrayList<String>();
    if (!existing.names().isEmpty())
      comments.add(
          "These policies are there already and add to what is admitted here: "
              + String.join(", ", existing.names()));
    Set<String> doubts = doubts(all);
    doubts.forEach(doubt -> comments.add("unknown: " + doubt));
    told.addAll(doubts);
    Set<Direction> missing = EnumSet.copyOf(BOTH);
    missing.removeAll(existing.isolatesAll());
    boolean written = isNamespaceWritten(all);
    if (!missing.isEmpty()) {
      String name =
          missing.size() > 1
              ? "default-deny"
              : missing.contains(Direction.INGRESS)
                  ? "default-deny-ingress"
                  : "default-deny-egress";
      comments.addFirst("Nobody reaches anybody in this namespace unless a policy says so.");
      floor.add(
          new SuggestedPolicy(
              namespace,
              written,
              name,
              comments,
              List.of(),
              PodLabels.ALL,
              missing,
              List.of(),
              List.of()));
      comments.clear();
    }
    comments.add("Every Pod may look names up.");
    Workload any = all.getFirst().workloads().getFirst();
    floor.add(
        new SuggestedPolicy(
            namespace,
            written,
            "allow-dns",
            comments,
            List.of(),
            PodLabels.ALL,
            EnumSet.of(Direction.EGRESS),
            List.of(),
            rules(namespace, nameServers.cluster(any), Direction.EGRESS)));
    return floor;
  }

  private static boolean isNamespaceWritten(List<Group> all) {
    return all.stream()
        .flatMap(group -> group.workloads().stream())
        .anyMatch(workload -> workload.object().namespaceWritten());
  }

  /// Why other policies may decide otherwise.
  private Set<String> doubts(List<Group> all) {
    var doubts = new LinkedHashSet<String>();
    for (Group group : all)
      for (Workload workload : group.workloads())
        doubts.addAll(topology.policies().isolation(workload, Direction.INGRESS).doubts());
    return doubts;
  }

  /// Empty for Pods that reach nobody and that nobody reaches: the default deny is enough.
  private Optional<SuggestedPolicy> of(Group group, List<Need> more) {
    boolean nothing = !needs.containsKey(group) && !unknown.containsKey(group);
    return nothing ? Optional.empty() : Optional.of(policy(group, more));
  }

  private SuggestedPolicy policy(Group group, List<Need> more) {
    var all = new ArrayList<>(more);
    all.addAll(needs.getOrDefault(group, List.of()));
    var comments = new ArrayList<String>();
    comments.add(group.describe());
    if (group.workloads().stream().map(Workload::ref).distinct().count() > 1)
      comments.add("Their Pods have the same labels, so that what one needs is open to all.");
    unknown.getOrDefault(group, Set.of()).forEach(said -> comments.add("unknown: " + said));
    return new SuggestedPolicy(
        group.namespace(),
        isNamespaceWritten(List.of(group)),
        name(group),
        comments,
        List.copyOf(unused.getOrDefault(group, Set.of())),
        group.pods(),
        BOTH,
        rules(group.namespace(), all, Direction.INGRESS),
        rules(group.namespace(), all, Direction.EGRESS));
  }

  /// `metadata.generateName` ends in a dash.
  private static String name(Group group) {
    String name = group.workloads().getFirst().object().name();
    return name.endsWith("-") ? name.substring(0, name.length() - 1) : name;
  }

  private List<SuggestedRule> rules(String namespace, List<Need> needs, Direction direction) {
    var rules = new Rules();
    for (Need need : needs) {
      if (need.direction() != direction) continue;
      switch (need.other()) {
        case Party.Everyone _ -> rules.everyone(need.port(), need.reason());
        case Party.Pods(Workload workload) -> {
          Group group = groups.of(workload);
          if (group != null)
            rules.add(
                new SuggestedPeer.Pods(where(namespace, group.namespace()), group.pods()),
                need.port(),
                need.reason());
        }
        case Party.Unread(var in, var labels) ->
            rules.add(
                new SuggestedPeer.Pods(
                    in.map(name -> where(namespace, name)).orElseGet(Where.Any::new),
                    PodLabels.of(labels)),
                need.port(),
                need.reason());
        case Party.Addresses(var cidrs) -> {
          for (String cidr : cidrs) rules.add(block(cidr, direction), need.port(), need.reason());
        }
      }
    }
    return rules.all();
  }

  private static Where where(String own, String other) {
    return own.equals(other) ? new Where.Own() : new Where.Named(other);
  }

  private static SuggestedPeer block(String cidr, Direction direction) {
    return new SuggestedPeer.Block(
        cidr,
        switch (direction) {
          case INGRESS -> List.of();
          case EGRESS -> EXCEPTS.getOrDefault(cidr, List.of());
        });
  }

  /// Under names that are neither taken by others of them nor by policies that are there.
  private List<SuggestedPolicy> unique(List<SuggestedPolicy> policies) {
    var taken = new HashSet<String>();
    var existing = new HashMap<String, ExistingPolicies>();
    var unique = new ArrayList<SuggestedPolicy>();
    for (SuggestedPolicy policy : policies) {
      var there =
          existing.computeIfAbsent(
              policy.namespace(), namespace -> new ExistingPolicies(topology, namespace));
      SuggestedPolicy named = policy;
      for (int i = 2;
          !there.admits(named) || !taken.add(policy.namespace() + "/" + named.name());
          i++) named = policy.named(policy.name() + "-" + i);
      unique.add(named);
    }
    return unique;
  }
}
