package io.svcaudit.topology.policy;

import io.svcaudit.topology.policy.ByTheBook.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What gets through between two ends of a cluster, answered by the engine and by the book. Where
/// something is not known, the book answers for several worlds that may be: what the engine is sure
/// of must hold in all of them.
record Question(Plain cluster, Party from, Party to) {
  /// An end.
  sealed interface Party {
    record Pod(String name) implements Party {}

    record Address(String address) implements Party {}

    /// A Pod that no manifest shows.
    record Unread(String namespace, Map<String, String> labels) implements Party {}
  }

  private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");

  /// Of many possible worlds so many are looked at.
  private static final int MOST_WORLDS = 8;

  /// Two ends of which everything is known.
  private record World(Known from, Known to) {}

  /// How the engine contradicts the book; empty if it does not.
  Optional<String> contradiction(Cluster read) {
    var book = new ByTheBook(cluster.policies());
    Reachability reachability = read.between(end(read, from), end(read, to));
    Connections certain = reachability.certain();
    Connections possible = reachability.possible();
    List<World> worlds = worlds();
    for (String protocol : PROTOCOLS)
      for (int port : RandomCluster.PORTS) {
        var of = Protocol.valueOf(protocol);
        Match match =
            certain.contains(of, port)
                ? Match.YES
                : possible.contains(of, port) ? Match.MAYBE : Match.NO;
        if (worlds.size() == 1 && match == Match.MAYBE)
          return Optional.of("%s %d: unknown, though all is known".formatted(protocol, port));
        for (World world : worlds) {
          boolean allowed = book.allows(world.from(), world.to(), protocol, port);
          if (match == (allowed ? Match.NO : Match.YES))
            return Optional.of(
                "%s %d: we say %s, the book %s where%n  from is %s%n  to is %s"
                    .formatted(protocol, port, match, allowed, world.from(), world.to()));
        }
      }
    return explanation(reachability, certain, possible);
  }

  /// A verdict agrees with the sets, and its sides tell why.
  private static Optional<String> explanation(
      Reachability reachability, Connections certain, Connections possible) {
    int port = 80;
    Verdict verdict = reachability.verdict(Protocol.TCP, port);
    boolean fits =
        switch (verdict) {
          case Verdict.Allowed(Side egress, Side ingress) ->
              certain.contains(Protocol.TCP, port) && explains(egress) && explains(ingress);
          case Verdict.Denied(Side egress, Side ingress, boolean byEgress, boolean byIngress) ->
              !possible.contains(Protocol.TCP, port)
                  && (byEgress || byIngress)
                  && (!byEgress || denies(egress))
                  && (!byIngress || denies(ingress));
          case Verdict.Unknown(_, _, String why) ->
              possible.contains(Protocol.TCP, port)
                  && !certain.contains(Protocol.TCP, port)
                  && !why.isEmpty();
        };
    return fits ? Optional.empty() : Optional.of("the verdict does not fit: " + verdict);
  }

  private static boolean explains(Side side) {
    return side.isolation().policies().isEmpty() || !side.admissions().isEmpty();
  }

  private static boolean denies(Side side) {
    return !side.isolation().policies().isEmpty() && side.admissions().isEmpty();
  }

  private static End end(Cluster read, Party party) {
    return switch (party) {
      case Party.Pod(String name) -> new End.Pods(read.workload(name));
      case Party.Address(String address) -> Cluster.external(address);
      case Party.Unread(var namespace, var labels) -> read.anyPod(namespace, labels);
    };
  }

  private List<World> worlds() {
    var worlds = new ArrayList<World>();
    List<Known> sources = known(from, to);
    List<Known> destinations = known(to, from);
    int all = sources.size() * destinations.size();
    // A step that has no factor in common with the sizes meets all kinds of pairs.
    int step = all <= MOST_WORLDS ? 1 : Math.max(1, all / MOST_WORLDS) | 1;
    for (int i = 0; i < all; i += step)
      worlds.add(new World(sources.get(i % sources.size()), destinations.get(i / sources.size())));
    return worlds;
  }

  /// All that an end may be, as far as it matters.
  private List<Known> known(Party party, Party other) {
    if (party instanceof Party.Address(String address))
      return List.of(new Known(null, address, Map.of(), Map.of(), List.of(), address));
    Plain.Pod pod = pod(party);
    boolean isUnread = party instanceof Party.Unread;
    String namespace = pod.namespace();
    var known = new ArrayList<Known>();
    for (Map<String, String> namespaceLabels : namespaceLabels(namespace))
      for (Map<String, String> labels :
          isUnread ? completions(pod.labels(), RandomCluster.POD_LABELS) : List.of(pod.labels()))
        for (List<Plain.NamedPort> ports : isUnread ? somePorts() : List.of(pod.ports()))
          for (@Nullable String address : addresses(other))
            known.add(new Known(namespace, pod.name(), namespaceLabels, labels, ports, address));
    return known;
  }

  private Plain.Pod pod(Party party) {
    if (party instanceof Party.Unread(var namespace, var labels))
      return new Plain.Pod(namespace, "unread", labels, List.of());
    return cluster.pods().stream()
        .filter(each -> party.equals(new Party.Pod(each.name())))
        .findFirst()
        .orElseThrow();
  }

  private List<Map<String, String>> namespaceLabels(String name) {
    Plain.Namespace namespace =
        cluster.namespaces().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElse(new Plain.Namespace(name, Map.of(), false));
    var automatic = new LinkedHashMap<String, String>();
    automatic.put("kubernetes.io/metadata.name", name);
    if (!namespace.written()) return completions(automatic, RandomCluster.NAMESPACE_LABELS);
    automatic.putAll(namespace.labels());
    return List.of(automatic);
  }

  /// Labels with all that they may have besides.
  private static List<Map<String, String>> completions(
      Map<String, String> labels, Map<String, List<String>> words) {
    List<Map<String, String>> completions = List.of(labels);
    for (Map.Entry<String, List<String>> word : words.entrySet()) {
      if (labels.containsKey(word.getKey())) continue;
      var more = new ArrayList<>(completions);
      for (Map<String, String> each : completions)
        for (String value : word.getValue()) {
          var with = new LinkedHashMap<>(each);
          with.put(word.getKey(), value);
          more.add(with);
        }
      completions = more;
    }
    return completions;
  }

  private static List<List<Plain.NamedPort>> somePorts() {
    var ports = new ArrayList<List<Plain.NamedPort>>();
    ports.add(List.of());
    for (int number : List.of(80, 8080)) {
      var all = new ArrayList<Plain.NamedPort>();
      for (String name : RandomCluster.PORT_NAMES)
        for (String protocol : PROTOCOLS) all.add(new Plain.NamedPort(name, number, protocol));
      ports.add(all);
    }
    return ports;
  }

  /// Blocks may or may not be compared with the addresses of Pods, and those may be many.
  private List<@Nullable String> addresses(Party other) {
    boolean matters = !(other instanceof Party.Address) && hasBlocks();
    var addresses = new ArrayList<@Nullable String>();
    addresses.add(null);
    if (matters)
      addresses.addAll(List.of("10.1.2.3", "10.1.9.9", "10.9.9.9", "192.168.0.1", "2001:db8:1::5"));
    return addresses;
  }

  private boolean hasBlocks() {
    for (Plain.Policy policy : cluster.policies())
      for (@Nullable List<Plain.Rule> rules : rulesOf(policy))
        if (rules != null)
          for (Plain.Rule rule : rules)
            if (rule.peers() != null
                && rule.peers().stream().anyMatch(Plain.Peer.Block.class::isInstance)) return true;
    return false;
  }

  private static List<@Nullable List<Plain.Rule>> rulesOf(Plain.Policy policy) {
    var rules = new ArrayList<@Nullable List<Plain.Rule>>();
    rules.add(policy.ingress());
    rules.add(policy.egress());
    return rules;
  }
}
