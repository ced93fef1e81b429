package io.svcaudit.topology.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.NetworkPolicy.Rule;
import io.svcaudit.model.OtherPolicy;
import io.svcaudit.model.Workload;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The NetworkPolicies laid over the Pods, as the API describes them (networking.k8s.io/v1): a Pod
/// that no policy selects is open; one that is selected needs a rule of any of them; both ends must
/// agree; a Pod reaches itself, and is reached by its node.
public final class Policies {
  private final Surroundings surroundings;
  private final IdentityHashMap<Workload, Selecting> selecting = new IdentityHashMap<>();
  private final IdentityHashMap<Peer.Block, Addresses> blocks = new IdentityHashMap<>();

  /// The policies that select Pods, surely or perhaps, whatever they isolate.
  private record Selecting(List<NetworkPolicy> sure, List<NetworkPolicy> perhaps) {
    void add(NetworkPolicy policy, Match match) {
      switch (match) {
        case YES -> sure.add(policy);
        case MAYBE -> perhaps.add(policy);
        case NO -> {
          // It is about others.
        }
      }
    }
  }

  /// An end that policies are about.
  ///
  /// @param beside from where its surroundings are looked up
  /// @param workload null for a Pod that was not read
  private record Governed(
      String namespace, LabelView labels, KubeObject beside, @Nullable Workload workload) {
    boolean onHostNetwork() {
      return workload != null && workload.template().hostNetwork();
    }
  }

  /// A peer that is met; empty for everyone.
  private record Met(Optional<Peer> peer, Optional<String> doubt) {}

  /// What a port of a rule lets through; empty for all ports.
  private record Opened(Optional<Port> port, Connections connections, Optional<String> doubt) {}

  public Policies(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// What gets through from one end to another. Between Pods of the network of their node nothing
  /// is known, since most network plugins apply no policies there.
  public Reachability between(End from, End to) {
    if (from instanceof End.OwnNode || to instanceof End.OwnNode || isOnePod(from, to))
      return Reachability.OPEN;
    return new Reachability(
        side(Direction.EGRESS, from, to, to), side(Direction.INGRESS, to, from, to));
  }

  private static boolean isOnePod(End from, End to) {
    return from instanceof End.Pods(Workload one)
        && to instanceof End.Pods(Workload other)
        && one == other
        && one.type() == Workload.Type.POD;
  }

  /// Which policies isolate the Pods of a workload for connections that go one way.
  public Isolation isolation(Workload workload, Direction direction) {
    return isolation(governed(workload), direction);
  }

  /// Whether a peer of a policy's rule is met by an end. An address never meets selectors, and
  /// whether a Pod meets a block that its address may lie in is up to the network plugin.
  public Match meets(NetworkPolicy policy, Peer peer, End end) {
    return switch (peer) {
      case Peer.Block block -> meets(block, end);
      case Peer.Pods pods -> meets(policy, pods, end);
    };
  }

  /// What the ports of a rule let through to the Pods of a workload, whoever is at the other end.
  public static Connections connections(Rule rule, Workload destination) {
    return opened(rule, new End.Pods(destination)).stream()
        .map(Opened::connections)
        .reduce(Connections.NONE, Connections::union);
  }

  private Side side(Direction direction, End own, End other, End destination) {
    Governed governed = governed(own);
    if (governed == null) return Side.OPEN;
    Isolation isolation = isolation(governed, direction);
    Governed peer = governed(other);
    if (peer != null && peer.onHostNetwork() && !governed.onHostNetwork()) {
      var doubts = new ArrayList<>(isolation.doubts());
      doubts.add(onHostNetwork(peer));
      isolation = new Isolation(isolation.policies(), isolation.perhaps(), doubts);
    }
    var admissions = new ArrayList<Admission>();
    for (NetworkPolicy policy : isolation.policies())
      admit(policy, direction, other, destination, admissions);
    for (NetworkPolicy policy : isolation.perhaps())
      admit(policy, direction, other, destination, admissions);
    return new Side(isolation, admissions);
  }

  private static @Nullable Governed governed(End end) {
    return switch (end) {
      case End.Pods(Workload workload) -> governed(workload);
      case End.AnyPod(var namespace, var labels, var beside) ->
          new Governed(namespace, new LabelView.Partial(labels), beside, null);
      case End.External _, End.OwnNode _ -> null;
    };
  }

  private static Governed governed(Workload workload) {
    KubeObject object = workload.object();
    return new Governed(object.namespace(), new LabelView.OfPods(workload), object, workload);
  }

  private Isolation isolation(Governed end, Direction direction) {
    Selecting selecting = selecting(end);
    return new Isolation(
        selecting.sure().stream().filter(policy -> policy.isolates(direction)).toList(),
        selecting.perhaps().stream().filter(policy -> policy.isolates(direction)).toList(),
        doubts(end));
  }

  private List<String> doubts(Governed end) {
    var doubts = new ArrayList<String>();
    if (end.onHostNetwork()) doubts.add(onHostNetwork(end));
    surroundings.unseenPolicies(end.namespace()).ifPresent(doubts::add);
    for (OtherPolicy other : surroundings.otherPolicies(end.beside(), end.namespace()))
      doubts.add("%s may decide otherwise".formatted(other.object().ref()));
    return doubts;
  }

  private static String onHostNetwork(Governed end) {
    String name = end.workload() == null ? "it" : end.workload().ref().toString();
    return name + " is on the network of its node, where few network plugins apply policies";
  }

  private Selecting selecting(Governed end) {
    Workload workload = end.workload();
    if (workload == null) return findSelecting(end);
    Selecting known = selecting.get(workload);
    if (known == null) {
      known = findSelecting(end);
      selecting.put(workload, known);
    }
    return known;
  }

  private Selecting findSelecting(Governed end) {
    var found = new Selecting(new ArrayList<>(), new ArrayList<>());
    Workload workload = end.workload();
    for (Surroundings.Nearby nearby : surroundings.policies(end.beside(), end.namespace())) {
      PolicyIndex index = nearby.policies();
      List<NetworkPolicy> candidates = workload == null ? index.all() : index.candidates(workload);
      Match held = nearby.sure() ? Match.YES : Match.MAYBE;
      for (NetworkPolicy policy : candidates)
        found.add(policy, held.and(end.labels().meets(policy.pods())));
    }
    return found;
  }

  private void admit(
      NetworkPolicy policy,
      Direction direction,
      End other,
      End destination,
      List<Admission> admissions) {
    for (Rule rule : policy.rules(direction)) {
      List<Opened> opened = opened(rule, destination);
      for (Met met : met(policy, rule, other))
        for (Opened each : opened)
          admissions.add(
              new Admission(
                  policy,
                  rule,
                  met.peer(),
                  each.port(),
                  each.connections(),
                  met.doubt().or(each::doubt)));
    }
  }

  /// The peers of a rule that an end meets, or may meet.
  private List<Met> met(NetworkPolicy policy, Rule rule, End end) {
    if (rule.peers().isEmpty()) return List.of(new Met(Optional.empty(), Optional.empty()));
    var met = new ArrayList<Met>();
    for (Peer peer : rule.peers())
      switch (meets(policy, peer, end)) {
        case YES -> met.add(new Met(Optional.of(peer), Optional.empty()));
        case MAYBE -> met.add(new Met(Optional.of(peer), Optional.of(doubt(peer, end))));
        case NO -> {
          // It admits others.
        }
      }
    return met;
  }

  private String doubt(Peer peer, End end) {
    return switch (peer) {
      case Peer.Block block ->
          end instanceof End.External
              ? "%s holds only a part of the addresses".formatted(block.cidr())
              : "whether %s holds for a Pod is up to the network plugin".formatted(block.cidr());
      case Peer.Pods pods -> {
        Governed pod = governed(end);
        if (pod == null) yield "";
        boolean byNamespace = pods.namespaces().isPresent() && isUnread(pod);
        yield byNamespace
            ? "the labels of namespace %s were not read".formatted(pod.namespace())
            : "not all labels of its Pods are known";
      }
    };
  }

  private boolean isUnread(Governed end) {
    return surroundings.namespaces(end.beside(), end.namespace()).isEmpty();
  }

  private Match meets(Peer.Block block, End end) {
    Addresses of = blocks.computeIfAbsent(block, Addresses::of);
    return switch (end) {
      case End.External(var addresses) ->
          addresses.minus(of).isEmpty() ? Match.YES : mayHold(of, addresses);
      case End.Pods(Workload workload) -> mayHold(of, addresses(workload));
      case End.AnyPod _ -> mayHold(of, Addresses.OF_PODS);
      case End.OwnNode _ -> Match.MAYBE;
    };
  }

  private static Match mayHold(Addresses block, Addresses some) {
    return Match.of(!block.intersection(some).isEmpty()).and(Match.MAYBE);
  }

  /// Those of the Pods that run, or all that Pods may have.
  private Addresses addresses(Workload workload) {
    Addresses known =
        surroundings.pods(workload).stream()
            .map(LivePod::ips)
            .flatMap(List::stream)
            .flatMap(ip -> Addresses.parse(ip).stream())
            .reduce(Addresses.NONE, Addresses::union);
    return known.isEmpty() ? Addresses.OF_PODS : known;
  }

  private Match meets(NetworkPolicy policy, Peer.Pods peer, End end) {
    Governed pod = governed(end);
    if (pod == null || (peer.namespaces().isEmpty() && peer.pods().isEmpty())) return Match.NO;
    Match inNamespace =
        peer.namespaces().isEmpty()
            ? Match.of(policy.object().namespace().equals(pod.namespace()))
            : meets(peer.namespaces().get(), pod);
    if (inNamespace == Match.NO || peer.pods().isEmpty()) return inNamespace;
    return inNamespace.and(pod.labels().meets(peer.pods().get()));
  }

  /// Whether a Pod's namespace has labels.
  private Match meets(LabelSelector selector, Governed pod) {
    List<Namespace> definitions = surroundings.namespaces(pod.beside(), pod.namespace());
    if (definitions.isEmpty())
      return new LabelView.Partial(Map.of(Namespace.NAME_LABEL, pod.namespace())).meets(selector);
    Match least = Match.YES;
    Match most = Match.NO;
    for (Namespace definition : definitions) {
      Match match = new LabelView.Complete(definition.labels()).meets(selector);
      least = least.and(match);
      most = most.or(match);
    }
    return least == most ? least : Match.MAYBE;
  }

  /// The connections of a rule's ports to an end; those that admit nothing there are left out.
  private static List<Opened> opened(Rule rule, End destination) {
    if (rule.ports().isEmpty())
      return List.of(new Opened(Optional.empty(), Connections.ALL, Optional.empty()));
    var opened = new ArrayList<Opened>();
    for (Port port : rule.ports()) {
      Optional<Protocol> protocol = Protocol.of(port.protocol());
      if (protocol.isEmpty()) continue;
      Opened each = opened(port, protocol.get(), destination);
      if (!each.connections().isEmpty()) opened.add(each);
    }
    return opened;
  }

  private static Opened opened(Port port, Protocol protocol, End destination) {
    boolean unread = port instanceof Port.Named && destination instanceof End.AnyPod;
    return new Opened(
        Optional.of(port),
        switch (port) {
          case Port.Every _ -> Connections.ofAll(protocol);
          case Port.Range(var _, var _, long first, long last) ->
              Connections.of(protocol, first, last);
          case Port.Named(var _, var _, String name) -> named(name, protocol, destination);
        },
        unread ? Optional.of("the ports of the Pod were not read") : Optional.empty());
  }

  /// A name is looked up in the Pod that is connected to, whichever way the rule is about.
  private static Connections named(String name, Protocol protocol, End destination) {
    return switch (destination) {
      case End.Pods(Workload workload) ->
          workload
              .template()
              .ports()
              .filter(port -> port.name().equals(name) && port.protocol().equals(protocol.name()))
              .findFirst()
              .map(port -> Connections.of(protocol, port.number(), port.number()))
              .orElse(Connections.NONE);
      case End.AnyPod _ -> Connections.ofAll(protocol);
      case End.External _, End.OwnNode _ -> Connections.NONE;
    };
  }
}
