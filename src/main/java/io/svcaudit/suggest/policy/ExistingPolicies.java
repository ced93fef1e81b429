package io.svcaudit.suggest.policy;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The policies that a namespace has already. They stay, and add to those that are suggested.
final class ExistingPolicies {
  private final List<NetworkPolicy> all;

  ExistingPolicies(Topology topology, String namespace) {
    this.all =
        topology.networkPolicies().stream()
            .filter(policy -> policy.object().namespace().equals(namespace))
            .toList();
  }

  /// Their names; may be empty.
  Set<String> names() {
    var names = new TreeSet<String>();
    for (NetworkPolicy policy : all) names.add(policy.object().name());
    return names;
  }

  /// For which directions all Pods of the namespace are isolated.
  Set<Direction> isolatesAll() {
    var directions = EnumSet.noneOf(Direction.class);
    for (NetworkPolicy policy : all)
      if (policy.pods().requirements().isEmpty())
        for (Direction direction : Direction.values())
          if (policy.isolates(direction)) directions.add(direction);
    return directions;
  }

  /// Whether a policy may have its name: nothing else is called so.
  boolean admits(SuggestedPolicy policy) {
    return !names().contains(policy.name()) || holds(policy);
  }

  /// Whether it is there already, under its name.
  boolean holds(SuggestedPolicy policy) {
    return all.stream()
        .filter(each -> each.object().name().equals(policy.name()))
        .anyMatch(each -> Content.of(each).equals(Optional.of(Content.of(policy))));
  }

  /// What a policy says, whatever the order.
  private record Content(
      PodLabels pods, Set<Direction> isolates, Set<Admits> ingress, Set<Admits> egress) {
    private record Admits(Set<SuggestedPeer> peers, Set<SuggestedPort> ports) {}

    static Content of(SuggestedPolicy policy) {
      return new Content(
          policy.pods(), policy.isolates(), admits(policy.ingress()), admits(policy.egress()));
    }

    private static Set<Admits> admits(List<SuggestedRule> rules) {
      var admits = new HashSet<Admits>();
      for (SuggestedRule rule : rules) {
        var peers = new HashSet<SuggestedPeer>();
        rule.peers().forEach(admitted -> peers.add(admitted.peer()));
        admits.add(new Admits(peers, Set.copyOf(rule.ports())));
      }
      return admits;
    }

    /// Empty for one that is not of a form that is suggested.
    static Optional<Content> of(NetworkPolicy policy) {
      var isolates = EnumSet.noneOf(Direction.class);
      for (Direction direction : Direction.values())
        if (policy.isolates(direction)) isolates.add(direction);
      Optional<PodLabels> pods = labels(policy.pods());
      Optional<Set<Admits>> ingress = read(policy.ingress());
      Optional<Set<Admits>> egress = read(policy.egress());
      if (pods.isEmpty() || ingress.isEmpty() || egress.isEmpty()) return Optional.empty();
      return Optional.of(new Content(pods.get(), isolates, ingress.get(), egress.get()));
    }

    private static Optional<Set<Admits>> read(List<NetworkPolicy.Rule> rules) {
      var admits = new HashSet<Admits>();
      for (NetworkPolicy.Rule rule : rules) {
        var peers = new HashSet<SuggestedPeer>();
        for (Peer peer : rule.peers()) {
          Optional<SuggestedPeer> read = peer(peer);
          if (read.isEmpty()) return Optional.empty();
          peers.add(read.get());
        }
        var ports = new HashSet<SuggestedPort>();
        for (Port port : rule.ports())
          if (port instanceof Port.Range(var _, String protocol, long first, long last)
              && first == last) SuggestedPort.of(protocol, first).ifPresent(ports::add);
        if (ports.size() != rule.ports().size()) return Optional.empty();
        admits.add(new Admits(peers, ports));
      }
      return Optional.of(admits);
    }

    private static Optional<SuggestedPeer> peer(Peer peer) {
      return switch (peer) {
        case Peer.Block(var _, String cidr, var excepts) ->
            Optional.of(new SuggestedPeer.Block(cidr, excepts));
        case Peer.Pods(var _, var namespaces, var pods) -> {
          Optional<SuggestedPeer.Where> where = where(namespaces);
          Optional<PodLabels> labels = labels(pods.orElse(LabelSelector.EVERYTHING));
          yield where.isEmpty() || labels.isEmpty()
              ? Optional.empty()
              : Optional.of(new SuggestedPeer.Pods(where.get(), labels.get()));
        }
      };
    }

    private static Optional<SuggestedPeer.Where> where(Optional<LabelSelector> namespaces) {
      if (namespaces.isEmpty()) return Optional.of(new SuggestedPeer.Where.Own());
      Optional<PodLabels> labels = labels(namespaces.get());
      if (labels.equals(Optional.of(PodLabels.ALL)))
        return Optional.of(new SuggestedPeer.Where.Any());
      return labels
          .filter(read -> read.labels().keySet().equals(Set.of(Namespace.NAME_LABEL)))
          .filter(read -> read.without().isEmpty())
          .map(read ->
              new SuggestedPeer.Where.Named(read.labels().getOrDefault(Namespace.NAME_LABEL, "")));
    }

    private static Optional<PodLabels> labels(LabelSelector selector) {
      Map<String, String> labels = new LinkedHashMap<>();
      var without = new ArrayList<String>();
      for (Requirement requirement : selector.requirements())
        switch (requirement) {
          case Requirement.In(String key, var values) -> {
            if (values.size() != 1) return Optional.empty();
            labels.put(key, values.iterator().next());
          }
          case Requirement.DoesNotExist(String key) -> without.add(key);
          case Requirement.NotIn _, Requirement.Exists _ -> {
            return Optional.empty();
          }
        }
      return Optional.of(new PodLabels(labels, without));
    }
  }
}
